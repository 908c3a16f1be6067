import { describe, expect, it } from 'vitest';
import {
  Duration,
  NexusService,
  type NexusPlatform,
  ReverseProxy,
  Secret,
  Tls,
  type TlsOptions,
} from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

const own = (platform: NexusPlatform, options: TlsOptions) =>
  Tls.fromSecrets(Secret.pem(platform, 'cert', 'certificate'), Secret.pem(platform, 'key', 'key'), options);

function configuration(tls: (platform: NexusPlatform) => Tls): string {
  const platform = newPlatform();
  const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
  new ReverseProxy(platform, 'edge', { routes: { '/': app }, tls: tls(platform) });
  return render(platform)['infrastructure/edge/nginx.conf'] ?? '';
}

describe('HSTS', () => {
  it.each([
    ['of a year, for this host alone', {}, 'max-age=31536000'],
    ['for other names below, on request', { hstsIncludeSubDomains: true }, '"max-age=31536000; includeSubDomains"'],
    [
      'for browsers to be shipped with',
      { hstsIncludeSubDomains: true, hstsPreload: true },
      '"max-age=31536000; includeSubDomains; preload"',
    ],
    ['of another time', { hsts: Duration.hours(24) }, 'max-age=86400'],
    ['taken back, which nothing but zero does', { hsts: Duration.seconds(0) }, 'max-age=0'],
    [
      'taken back for other names, too',
      { hsts: Duration.seconds(0), hstsIncludeSubDomains: true },
      '"max-age=0; includeSubDomains"',
    ],
  ])('is %s', (_, options, value) => {
    expect(configuration((p) => own(p, options))).toContain(`    https ${value};\n`);
  });

  it('is not sent on request', () => {
    const text = configuration((p) => own(p, { hsts: false }));
    expect(text).not.toContain('add_header Strict-Transport-Security');
    expect(text).toContain('proxy_hide_header Strict-Transport-Security;');
  });

  it('is the matter of the load balancer, unless said', () => {
    const trustedProxies = ['10.0.0.0/8'];
    expect(configuration(() => Tls.terminatedUpstream({ trustedProxies }))).not.toContain('add_header Strict');
    expect(configuration(() => Tls.terminatedUpstream({ trustedProxies, hsts: Duration.hours(1) }))).toContain(
      'https max-age=3600;',
    );
  });
});

describe('who is believed', () => {
  it('may be of either family, and name the client in a header of its own', () => {
    const text = configuration((p) =>
      own(p, { trustedProxies: ['173.245.48.0/20', '2400:CB00::/32'], clientAddressHeader: 'CF-Connecting-IP' }),
    );
    expect(text).toContain(
      '  set_real_ip_from 173.245.48.0/20;\n  set_real_ip_from 2400:cb00::/32;\n  real_ip_header CF-Connecting-IP;\n',
    );
    expect(text).toContain('    2400:cb00::/32 1;\n');
    expect(text).toContain('listen 8443 ssl');
  });
});

describe('is refused', () => {
  it.each<[string, TlsOptions, string]>([
    [
      'preload for this host alone',
      { hstsPreload: true },
      'hstsPreload needs hsts of a year or more, and hstsIncludeSubDomains',
    ],
    [
      'preload for a day',
      { hsts: Duration.hours(24), hstsIncludeSubDomains: true, hstsPreload: true },
      'hstsPreload needs hsts of a year',
    ],
    [
      'other names without it',
      { hsts: false, hstsIncludeSubDomains: true },
      'hstsIncludeSubDomains has no hsts to go with',
    ],
    [
      'preload without it',
      { hsts: false, hstsIncludeSubDomains: true, hstsPreload: true },
      'hstsPreload needs hsts of a year',
    ],
    ['half a second', { hsts: Duration.milliseconds(500) }, 'hsts 500ms is not in whole seconds'],
    ['every address', { trustedProxies: ['0.0.0.0/0'] }, 'trusted proxy "0.0.0.0/0" holds every address'],
    [
      'a header that is none',
      { trustedProxies: ['10.0.0.0/8'], clientAddressHeader: 'X Y;' },
      'client address header "X Y;" is not the name of a header',
    ],
    ['a header from nobody', { clientAddressHeader: 'X-Real-IP' }, 'clientAddressHeader is believed from nobody'],
  ])('%s', (_, options, problem) => {
    expect(messageOf(() => own(newPlatform(), options))).toContain(problem);
  });
});
