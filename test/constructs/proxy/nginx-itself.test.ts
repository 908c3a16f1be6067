import { describe, expect, it } from 'vitest';
import {
  Duration,
  Frontend,
  MemorySize,
  MonitoringStack,
  NexusService,
  type NexusPlatform,
  Resources,
  ReverseProxy,
  type ReverseProxyProps,
  Secret,
  SecureDockerfile,
  Tls,
} from '../../../src/index.js';
import { nginxTest, nginxVersion } from '../../support/nginx.js';
import { newPlatform, render } from '../../support/project.js';

const PLAIN = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });

function build(
  props: (platform: NexusPlatform, app: NexusService) => Partial<ReverseProxyProps>,
): Record<string, string> {
  const platform = newPlatform();
  const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
  new ReverseProxy(platform, 'edge', { routes: { '/': app }, tls: PLAIN, ...props(platform, app) });
  new Frontend(platform, 'site', { dockerfile: SecureDockerfile.staticSite({ context: 'site' }) });
  return render(platform);
}
const own = (p: NexusPlatform, options = {}) =>
  Tls.fromSecrets(Secret.pem(p, 'cert', 'certificate'), Secret.pem(p, 'key', 'key'), options);

/** Where this machine has an nginx, it is asked itself. */
describe.skipIf(nginxVersion() === undefined)('nginx itself takes a proxy', () => {
  it.each<[string, (platform: NexusPlatform, app: NexusService) => Partial<ReverseProxyProps>]>([
    ['with nothing else', () => ({})],
    ['with TLS', (p) => ({ tls: own(p) })],
    ['with names', (p) => ({ tls: own(p), serverNames: ['shop.example', '*.shop.example'] })],
    ['with the longest name', () => ({ serverNames: [`${`${'a'.repeat(62)}.`.repeat(4)}a`] })],
    // The last that fits into 64 bytes, and into 128, each with the next.
    ...[46, 47, 110, 111].map((length): [string, () => Partial<ReverseProxyProps>] => [
      `with a name of ${length} characters`,
      () => ({ serverNames: [length < 64 ? 'a'.repeat(length) : `${'a'.repeat(50)}.${'b'.repeat(length - 51)}`] }),
    ]),
    ['with names and no TLS', () => ({ serverNames: ['shop.example'] })],
    [
      'behind a CDN',
      (p) => ({
        tls: own(p, {
          trustedProxies: ['173.245.48.0/20', '2400:cb00::/32'],
          clientAddressHeader: 'CF-Connecting-IP',
          hstsIncludeSubDomains: true,
        }),
      }),
    ],
    [
      'with every header given',
      () => ({ contentSecurityPolicy: 'a "b" \\', frameOptions: 'DENY', permissionsPolicy: 'camera=()' }),
    ],
    [
      'with no header',
      () => ({
        contentSecurityPolicy: false,
        contentTypeOptions: false,
        frameOptions: false,
        referrerPolicy: false,
        permissionsPolicy: false,
        crossOriginOpenerPolicy: false,
      }),
    ],
    [
      'with every option of a route',
      (_, app) => ({
        routes: {
          '/': { service: app, websocket: true, rateLimit: 3 },
          '/a': { service: app, stripPath: false, requestBuffering: true, maxBodySize: MemorySize.mebibytes(2) },
          '/a/b.c~d': {
            service: app,
            timeout: Duration.minutes(5),
            internal: ['/x.y', '/z'],
            nginx: ['proxy_cookie_flags ~ secure;'],
          },
          '/caf%C3%A9%20%22': app,
          '/%7Bx%7D': app,
        },
      }),
    ],
    [
      'with long headers and workers',
      () => ({
        maxResponseHeaderSize: MemorySize.mebibytes(1),
        maxRequestHeaderSize: MemorySize.kibibytes(4),
        resources: Resources.of({ memory: MemorySize.gibibytes(2), cpus: 3 }),
        underscoresInHeaders: true,
      }),
    ],
    [
      'with directives of its own',
      () => ({
        nginx: {
          http: ['map $cookie_a $b { default 0; ~^x 1; }'],
          server: ['location = /own { return 200 "b $b"; }', 'error_page 502 /own;'],
        },
      }),
    ],
  ])('%s', (_, props) => {
    expect(nginxTest(build(props)['infrastructure/edge/nginx.conf'] ?? '')).toBe('');
  });

  it('with probes behind a load balancer', () => {
    const platform = newPlatform();
    const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
    new ReverseProxy(platform, 'edge', { routes: { '/': app }, tls: PLAIN, metrics: false });
    new MonitoringStack(platform, 'monitoring', { grafana: false });
    const text = render(platform)['infrastructure/edge/nginx.conf'] ?? '';
    expect(text).toContain('listen 8445;');
    expect(nginxTest(text)).toBe('');
  });

  it('and a site', () => {
    const text = build(() => ({}))['site/nginx.conf'] ?? '';
    // A newer list of types has some of ours: it says so, and ours wins.
    expect(
      nginxTest(text)
        .split('\n')
        .filter((line) => line && !/duplicate extension/.test(line)),
    ).toEqual([]);
  });

  it('and would say what it does not take', () => {
    expect(nginxTest('events { }\nhttp { server { liste 80; } }\n')).toContain('unknown directive "liste"');
  });
});
