import { describe, expect, it } from 'vitest';
import {
  Frontend,
  MemorySize,
  NexusService,
  type NexusPlatform,
  Resources,
  ReverseProxy,
  type ReverseProxyProps,
  Secret,
  SecureDockerfile,
  Tls,
} from '../../../src/index.js';
import { provenanceOf } from '../../../src/model/where.js';
import { renderPlatform } from '../../../src/synth/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

const TLS = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
type Props = Partial<ReverseProxyProps> & { readonly only?: (app: NexusService) => ReverseProxyProps['routes'] };

function build({ only, ...props }: Props = {}, platform: NexusPlatform = newPlatform()): NexusPlatform {
  const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
  new ReverseProxy(platform, 'edge', { routes: only?.(app) ?? { '/': app }, tls: TLS, ...props });
  return platform;
}
const files = (props: Props = {}) => render(build(props));
const configuration = (props: Props = {}) => files(props)['infrastructure/edge/nginx.conf'] ?? '';
/** Locations, in the order in which they stand. */
const locations = (text: string) => [...text.matchAll(/^ {4}location (.*) \{$/gm)].map(([, words]) => words);

describe('locations', () => {
  it('stand in the order of their length, whatever their options are', () => {
    const text = configuration({
      only: (app) => ({
        '/': { service: app, internal: [] },
        '/live': { service: app, stripPath: false, internal: [] },
        '/live/admin': { service: app, internal: ['/v1.0'] },
        '/a': { service: app, internal: [] },
        '/live/admin/x/y/z': { service: app, stripPath: false, internal: [] },
      }),
    });
    expect(locations(text).filter((words) => !words?.includes('nginx-health'))).toEqual([
      '~ ^/live/admin/x/y/z(/|$)',
      '~* ^/live/admin/v1\\.0([/\\x3b]|$)',
      '= /live/admin',
      '~ ^/live/admin/',
      '~ ^/live(/|$)',
      '= /a',
      '~ ^/a/',
      '/',
    ]);
  });

  it('of a route win over a hidden path of the same name', () => {
    const text = configuration({ only: (app) => ({ '/': app, '/metrics': { service: app, internal: [] } }) });
    expect(locations(text)).toContain('~ ^/metrics/');
    expect(locations(text).filter((words) => words?.startsWith('~*'))).toEqual(['~* ^/health/deep([/\\x3b]|$)']);
  });

  it('of files hide none of their pages, unless that is wanted', () => {
    const platform = newPlatform();
    const site = new Frontend(platform, 'site', { dockerfile: SecureDockerfile.staticSite({ context: 'site' }) });
    const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
    new ReverseProxy(platform, 'edge', {
      routes: { '/': site, '/api': app, '/docs': { service: site, internal: ['/draft'] } },
      tls: TLS,
    });
    const text = render(platform)['infrastructure/edge/nginx.conf'] ?? '';
    expect(locations(text).filter((words) => words?.startsWith('~*'))).toEqual([
      '~* ^/api/health/deep([/\\x3b]|$)',
      '~* ^/api/metrics([/\\x3b]|$)',
      '~* ^/docs/draft([/\\x3b]|$)',
    ]);
  });

  it('have variables of different names', () => {
    const text = configuration({ only: (app) => ({ '/a-b': app, '/a_b': app, '/a.b': app }) });
    const variables = [...text.matchAll(/map \$path_as_it_came (\S+) /g)].map(([, name]) => name);
    expect(variables.sort()).toEqual(['$path_a_b', '$path_a_b_2', '$path_a_b_3']);
  });

  it.each([
    ['/café au lait', 'route "/café au lait" is not a URL path. Write it as in a URL: "/caf%C3%A9%20au%20lait"'],
    ['/caf%C3%A9/ñ', 'Write it as in a URL: "/caf%C3%A9/%C3%B1"'],
    ['/a/*', 'Begin it with "/" and use letters, digits and . _ ~ - / only, others as "%C3%A9"'],
    ['café', 'Begin it with "/"'],
    ['/\ud800', 'Begin it with "/"'],
  ])('are offered as they are in URLs: %s', (path, fix) => {
    const message = messageOf(() => build({ only: (app) => ({ [path]: app }) }));
    expect(message).toContain(fix);
    expect(message).toContain('[shop/edge] ');
  });

  it.each([
    ['an encoded slash', '/a%2Fb', 'route "/a%2Fb" would never be found'],
    ['two slashes', '/a//b', 'route "/a//b" would never be found'],
    ['a dot segment', '/a/./b', 'route "/a/./b" would never be found'],
    ['an encoded dot segment', '/a/%2e%2e/b', 'route "/a/%2e%2e/b" would never be found'],
    ['a broken escape', '/a%', 'route "/a%" has a "%" without a character'],
    ['an encoded dollar sign', '/a%24b', 'route "/a%24b" has an encoded control character or "$"'],
    ['an encoded line break', '/a%0a', 'route "/a%0a" has an encoded control character or "$"'],
  ])('are refused: %s', (_, path, problem) => {
    expect(messageOf(() => build({ only: (app) => ({ [path]: app }) }))).toContain(`[shop/edge] ${problem}`);
    expect(messageOf(() => build({ only: (app) => ({ '/': { service: app, internal: [path] } }) }))).toContain(
      'internal path',
    );
  });

  it('are refused twice, however they are written', () => {
    expect(messageOf(() => build({ only: (app) => ({ '/caf%C3%A9': app, '/caf%c3%a9/': app }) }))).toContain(
      'is there twice',
    );
  });
});

describe('rate limits', () => {
  it('are for each route by itself, and none for files', () => {
    const platform = newPlatform();
    const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
    const site = new Frontend(platform, 'site', { dockerfile: SecureDockerfile.staticSite({ context: 'site' }) });
    new ReverseProxy(platform, 'edge', {
      routes: {
        '/': site,
        '/a': app,
        '/b': { service: app, rateLimit: 5 },
        '/c': { service: app, rateLimit: false },
        '/d': { service: site, rateLimit: 7 },
      },
      tls: TLS,
    });
    const text = render(platform)['infrastructure/edge/nginx.conf'] ?? '';
    expect([...text.matchAll(/limit_req_zone .*;/g)].map(([line]) => line)).toEqual([
      'limit_req_zone $client zone=/a:2m rate=50r/s;',
      'limit_req_zone $client zone=/b:2m rate=5r/s;',
      'limit_req_zone $client zone=/d:2m rate=7r/s;',
    ]);
    expect([...text.matchAll(/limit_req zone.*;/g)].length).toBe(3);
    expect(platform.toModel().routes.map(({ limits }) => limits.requestsPerSecond)).toEqual([
      undefined,
      50,
      5,
      undefined,
      7,
    ]);
  });
});

describe('names', () => {
  it('that are not listed are refused, with and without TLS', () => {
    const platform = newPlatform();
    const tls = Tls.fromSecrets(Secret.pem(platform, 'cert', 'certificate'), Secret.pem(platform, 'key', 'key'));
    const text =
      render(build({ tls, serverNames: ['shop.example'] }, platform))['infrastructure/edge/nginx.conf'] ?? '';
    expect(text).toMatch(/listen 8080 default_server;\n[^]*?return 444;/);
    expect(text).toMatch(
      /listen 8443 ssl default_server;\n {4}http2 on;\n {4}ssl_reject_handshake on;\n[^]*?return 421;/,
    );
    expect(configuration({ serverNames: ['shop.example'] })).not.toContain('ssl');
    expect(configuration()).not.toContain('default_server');
  });

  it('do not keep a developer out, whose machine has none of them', () => {
    const overlay = files({ serverNames: ['shop.example'] })['docker-compose.dev.yml'];
    expect(overlay).toContain('- 127.0.0.1:8080:8444');
    expect(configuration({ serverNames: ['shop.example'] })).toContain('    listen 8444;\n');
    expect(files()['docker-compose.dev.yml']).toContain('- 127.0.0.1:8080:8080');
  });

  it.each(['a..b', '.a', 'a.', '*.', 'a.*.b', 'a_b', 'http://a', 'a:80', '-a', 'café.example'])(
    'are refused: %s',
    (name) => {
      expect(messageOf(() => build({ serverNames: [name] }))).toContain(`server name "${name}" is not a host name`);
    },
  );

  it.each([
    ['http://shop.example/', 'Write "shop.example"'],
    ['*.shop.example:443', 'Write "*.shop.example"'],
    ['café.example', 'Write "xn--caf-dma.example"'],
    ['a..b', 'Write it like "shop.example.org" or "*.shop.example.org"'],
  ])('are offered as nginx compares them: %s', (name, fix) => {
    expect(messageOf(() => build({ serverNames: [name] }))).toContain(fix);
  });

  it('are refused twice', () => {
    expect(messageOf(() => build({ serverNames: ['a.b', 'A.b'] }))).toContain('server name "a.b" is there twice');
  });
});

describe('addresses', () => {
  it('are every one of IPv4, and no other', () => {
    expect(files()['docker-compose.yml']).toMatch(/ports:\n\s+- 0\.0\.0\.0:80:8080\n/);
  });

  it('are those that are given', () => {
    expect(files({ publish: { http: 8000, addresses: ['192.0.2.1', '::'] } })['docker-compose.yml']).toMatch(
      /ports:\n\s+- 192\.0\.2\.1:8000:8080\n\s+- "\[::\]:8000:8080"\n/,
    );
  });

  it('may not be none, nor something else', () => {
    expect(messageOf(() => build({ publish: { addresses: [] } }))).toContain('it is published on no address');
    expect(messageOf(() => build({ publish: { addresses: ['localhost'] } }))).toContain(
      '"localhost" is not an IP address',
    );
  });

  it.each([
    [['::', '::1'], 'published port 80 is on ::, which is every address of its family, and on ::1'],
    [['192.0.2.1', '0.0.0.0'], 'which is one of them. Leave out 192.0.2.1, or 0.0.0.0 if not every address is meant'],
    [['::1', '::1'], 'published port 80 is there twice on ::1. Publish it once'],
  ])('of one proxy clash, too: %j', (addresses, problem) => {
    expect(build({ publish: { addresses } }).toModel().problems.join()).toContain(problem);
  });

  it('of one port clash where they are one socket', () => {
    const two = (a: string, b: string) => {
      const platform = build({ publish: { addresses: [a] } });
      const other = new NexusService(platform, 'other', { port: 5001, image: 'shop/app:1.0' });
      new ReverseProxy(platform, 'inner', {
        routes: { '/': other },
        tls: TLS,
        publish: { addresses: [b] },
        developmentPort: 9999,
      });
      return platform.toModel().problems.join();
    };
    expect(two('192.0.2.1', '192.0.2.2')).toBe('');
    expect(two('0.0.0.0', '::')).toBe('');
    expect(two('0.0.0.0', '192.0.2.2')).toContain('published port 80 is taken by edge');
    expect(two('::1', '::1')).toContain('published port 80 is taken by edge');
  });
});

describe('headers of security', () => {
  it('fill in by default, replace where they are given, and are left out', () => {
    const text = configuration({
      frameOptions: 'SAMEORIGIN',
      permissionsPolicy: false,
      crossOriginEmbedderPolicy: 'credentialless',
    });
    expect(text).toContain('    add_header X-Frame-Options SAMEORIGIN always;\n');
    expect(text).toContain('    proxy_hide_header X-Frame-Options;\n');
    expect(text).toContain('    add_header Cross-Origin-Embedder-Policy credentialless always;\n');
    expect(text).not.toContain('Permissions-Policy');
    expect(text).toContain('    add_header Content-Security-Policy $own_content_security_policy always;\n');
    expect(text).not.toContain('proxy_hide_header Content-Security-Policy');
  });

  it.each([
    [{ frameOptions: 'ALLOW' }, 'frameOptions "ALLOW" is not one of'],
    [{ crossOriginOpenerPolicy: 'same-orgin' }, 'Did you mean "same-origin"?'],
    [{ contentSecurityPolicy: '' }, 'Content-Security-Policy is empty. Write false to leave it to the services'],
    [{ permissionsPolicy: 'a\nb' }, 'Permissions-Policy "a\\nb" has a line break'],
    [{ referrerPolicy: 'origin', unknownPolicy: 1 }, 'unknown prop unknownPolicy'],
  ])('are refused: %j', (props, problem) => {
    expect(messageOf(() => build(props as never))).toContain(problem);
  });
});

describe('sizes', () => {
  it('of bodies are any: they are passed on as they come', () => {
    const text = configuration({ maxBodySize: MemorySize.gibibytes(50) });
    expect(text).toContain('  client_max_body_size 52428800k;\n');
    expect(text).toContain('  proxy_request_buffering off;\n  proxy_buffering off;\n  proxy_max_temp_file_size 0;\n');
  });

  it('of bodies that are held whole must fit, or the sum is shown', () => {
    const whole = (mib: number, resources = Resources.SMALL) =>
      build({
        only: (app) => ({ '/': { service: app, requestBuffering: true, maxBodySize: MemorySize.mebibytes(mib) } }),
        resources,
      });
    const files = render(whole(8));
    expect(files['infrastructure/edge/nginx.conf']).toContain(
      '      proxy_request_buffering on;\n      limit_conn whole_bodies 7;\n',
    );
    expect(files['docker-compose.yml']).toContain('/tmp:size=60M');
    expect(messageOf(() => whole(100))).toMatch(
      /^\[shop\/edge\] what the proxy promises does not fit in 128 MiB: .*4 bodies of 100 MiB at once 400 MiB.* \(test\/constructs\/proxy\/options/,
    );
    expect(() => render(whole(100, Resources.of({ memory: MemorySize.gibibytes(1), cpus: 1 })))).not.toThrow();
  });

  it.each([
    [
      { maxResponseHeaderSize: MemorySize.kibibytes(2) },
      'maxResponseHeaderSize 2K is not in whole kibibytes from 4 to 1024',
    ],
    [{ maxRequestHeaderSize: MemorySize.bytes(5000) }, 'maxRequestHeaderSize 5000B is not in whole kibibytes'],
  ])('of headers are refused: %s', (props, problem) => {
    expect(messageOf(() => build(props))).toContain(problem);
  });

  it('of headers are those that are given', () => {
    const text = configuration({
      maxResponseHeaderSize: MemorySize.kibibytes(64),
      maxRequestHeaderSize: MemorySize.kibibytes(48),
    });
    expect(text).toContain('  proxy_buffer_size 64k;\n  proxy_buffers 4 64k;\n  proxy_busy_buffers_size 128k;\n');
    expect(text).toContain('  large_client_header_buffers 4 48k;\n');
  });
});

describe('a line of the configuration', () => {
  it.each([
    ['add_header X-Frame-Options SAMEORIGIN always;', 'prop', 'frameOptions'],
    ['add_header Referrer-Policy $own_referrer_policy always;', 'default', undefined],
    ['client_max_body_size 2048k;', 'prop', 'maxBodySize'],
    ['keepalive_timeout 65s;', 'default', undefined],
    ['limit_req zone=/ burst=100 nodelay;', 'prop', 'routes'],
  ])('%s knows where it comes from', (line, by, name) => {
    const model = build({ frameOptions: 'SAMEORIGIN', maxBodySize: MemorySize.mebibytes(2) }).toModel();
    const file = renderPlatform(model).find(({ path }) => path.endsWith('edge/nginx.conf'));
    const at = (file?.content ?? '').split('\n').findIndex((text) => text.trim() === line);
    expect(at).toBeGreaterThan(0);
    const provenance = provenanceOf(model, file?.says?.(at + 1) ?? []);
    expect(provenance?.by).toBe(by);
    if (name) expect(provenance).toMatchObject({ name });
  });
});
