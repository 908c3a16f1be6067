import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NexusService, ReverseProxy, Tls } from '../../../src/index.js';
import { type NginxDirective, parseNginx } from '../../../src/model/nginx-directive.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

function configuration(extra: { http?: string[]; server?: string[]; route?: string[] }): string {
  const platform = newPlatform();
  const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
  const { http = [], server = [], route = [] } = extra;
  new ReverseProxy(platform, 'edge', {
    routes: { '/': { service: app, nginx: route } },
    tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
    nginx: { http, server },
  });
  return render(platform)['infrastructure/edge/nginx.conf'] ?? '';
}

describe("directives of the user's own", () => {
  it('stand in the block that they are meant for', () => {
    const text = configuration({
      http: ['map $cookie_beta $beta {default 0;"1" 1;}'],
      server: ['location = /robots.txt { return 200 "Disallow: /\\n"; }', 'add_header X-Beta $beta always;'],
      route: ['proxy_cookie_flags ~ secure;'],
    });
    expect(text).toContain('\n  map $cookie_beta $beta {\n    default 0;\n    "1" 1;\n  }\n');
    expect(text).toContain('\n    location = /robots.txt {\n      return 200 "Disallow: /\\n";\n    }\n');
    expect(text).toContain('\n    add_header X-Beta $beta always;\n');
    expect(text).toMatch(/location \/ \{\n[^}]*\n {6}proxy_cookie_flags ~ secure;\n[^}]*proxy_pass/);
  });

  it.each([
    ['two in one text', { server: ['a b; c d;'] }, 'nginx.server "a b; c d;" has 2 directives, not one'],
    ['none', { server: ['# nothing'] }, 'nginx.server "# nothing" has 0 directives, not one'],
    ['one without its end', { server: ['gzip on'] }, 'is not a directive of nginx: line 1: "gzip" is not ended by ";"'],
    [
      'one that closes its block',
      { server: ['a b; } server { listen 81;'] },
      'is not a directive of nginx: line 1: "}" closes no block',
    ],
    ['one with an open quote', { route: ['a "b;'] }, 'has a quote that does not end where a word does'],
    ['a control character', { server: ['a \u0001b;'] }, 'has a control character'],
    [
      'what no directive is called',
      { server: ['"gzip" on;'] },
      'begins with "\\"gzip\\"", which no directive of nginx is called',
    ],
    ['what a prop says', { server: ['listen 81;'] }, 'says what the prop "publish" says. Use publish'],
    [
      'what a prop of a route says',
      { route: ['proxy_read_timeout 1h;'] },
      'says what the prop "timeout" says. Use timeout',
    ],
    ['a header of a route', { route: ['add_header X-A b;'] }, 'would remove every add_header of the server'],
    [
      'a header of a condition',
      { server: ['if ($a) { add_header X-A b; }'] },
      'would remove every add_header of the server',
    ],
    [
      'a header of all',
      { http: ['proxy_set_header X-A b;'] },
      'has no effect: the server says proxy_set_header itself',
    ],
    [
      'files of answers',
      { route: ['proxy_buffering on;'] },
      'would keep answers in files, of which /tmp holds few. Leave it out',
    ],
    [
      'another server',
      { http: ['server { listen 9000; }'] },
      'is a server of its own, on ports that are not published',
    ],
  ])('are refused: %s', (_, extra, problem) => {
    const message = messageOf(() => configuration(extra));
    expect(message).toContain(problem);
    expect(message).toMatch(/^\[shop\/edge\] nginx.* \(test\/constructs\/proxy\/own-directives\.test\.ts:\d+\)$/s);
  });

  it('are refused where nginx has them already', () => {
    expect(messageOf(() => configuration({ http: ['server_tokens on;'] }))).toContain(
      'infrastructure/edge/nginx.conf would not be valid: "server_tokens" is in "http" twice',
    );
    expect(messageOf(() => configuration({ server: ['location = /nginx-health { return 204; }'] }))).toContain('twice');
  });

  it('can not leave their block, whatever they say', () => {
    const plain = parseNginx(configuration({}));
    const hostile = fc.stringMatching(/^[a-z ]{0,6}[{}; "'\\#$\n]{0,6}[a-z{}; "'\\#$\n]{0,10}$/);
    let taken = 0;
    fc.assert(
      fc.property(hostile, (text) => {
        let result;
        try {
          result = configuration({ server: [`x_${text}`] });
        } catch {
          return;
        }
        taken++;
        const outside = (directives: readonly NginxDirective[]) => directives.map(({ words }) => words);
        const read = parseNginx(result);
        expect(outside(read)).toEqual(outside(plain));
        const http = (directives: readonly NginxDirective[]) =>
          directives.find(({ words }) => words[0] === 'http')?.block ?? [];
        expect(outside(http(read))).toEqual(outside(http(plain)));
        const server = (directives: readonly NginxDirective[]) => http(directives).at(-1)?.block ?? [];
        expect(server(read).length).toBe(server(plain).length + 1);
      }),
      { numRuns: 300, examples: [['y z;'], ['a { }'], ['a; } b {'], ['a "};";']] },
    );
    expect(taken).toBeGreaterThan(2);
  });
});
