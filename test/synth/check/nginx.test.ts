import { describe, expect, test } from 'vitest';
import { checkNginx } from '../../../src/synth/check/nginx.js';

describe('an nginx configuration', () => {
  test.each([
    '',
    '# only } a { comment;\n',
    'worker_processes 2;\nhttp { server { listen 80; } }\n',
    'a "}; {" \'#\' "\\"";',
    'set $x "${y}z"; map $a $b { default 1; "" ""; ~^x 2; }',
    'location ~ \\.php$ { return 200 "ok\\n"; }',
    'upstream a { server b:80; server c:80; }',
    'map $a $b { gzip on; gzip off; }',
    'location ~ "^/a([/;]|$)" { return 404; }',
    'server { gzip on; } server { gzip on; }',
    'log_format json escape=json \'{"a":"$b"}\';',
  ])('that is right: %j', (text) => {
    expect(checkNginx(text)).toBeUndefined();
  });

  test.each([
    ['a b', 'line 1: "a" is not ended by ";"'],
    ['http {\n  a b;\n', 'line 1: "{" is not closed'],
    ['http {\n  a b\n}\n', 'line 2: "a" is not ended by ";"'],
    ['a b;\n}\n', 'line 2: "}" closes no block'],
    ['a b;;', 'line 1: ";" without a directive before it'],
    ['a {\n}\n{ }', 'line 3: "{" without a directive before it'],
    ['a "b;\n', 'quote'],
    ['a "b"c;\n', 'quote'],
    ['location ~ ^/a([/;]|$) { return 404; }', '"location ~ ^/a([/" in the file has no block'],
    ['http { server { listen 80; } gzip on; gzip off; }', '"gzip" is in "http" twice'],
    ['server { location / { } location / { } }', '"location /" is in "server" twice'],
  ])('that is wrong: %j', (text, problem) => {
    expect(checkNginx(text)).toContain(problem);
  });
});
