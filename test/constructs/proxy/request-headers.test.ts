import { describe, expect, it } from 'vitest';
import {
  NexusService,
  type NexusPlatform,
  ReverseProxy,
  type ReverseProxyProps,
  Secret,
  Tls,
  type TlsOptions,
} from '../../../src/index.js';
import { nginxTest, nginxVersion } from '../../support/nginx.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

const own = (platform: NexusPlatform, options: TlsOptions) =>
  Tls.fromSecrets(Secret.pem(platform, 'cert', 'certificate'), Secret.pem(platform, 'key', 'key'), options);

function configuration(options: TlsOptions, props: Partial<ReverseProxyProps> = {}): string {
  const platform = newPlatform();
  const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
  new ReverseProxy(platform, 'edge', { routes: { '/': app }, tls: own(platform, options), ...props });
  return render(platform)['infrastructure/edge/nginx.conf'] ?? '';
}
/** What a service is sent of a header, in nginx's words; `undefined`: what the client said. */
const sent = (text: string, name: string) =>
  [...text.matchAll(/proxy_set_header (\S+) (\S+);/g)]
    .filter(([, header]) => header === name)
    .map(([, , said]) => said);

describe('what a client may not say', () => {
  it.each([
    'Forwarded',
    'X-Client-IP',
    'X-Cluster-Client-IP',
    'True-Client-IP',
    'CF-Connecting-IP',
    'Fastly-Client-IP',
    'X-Forwarded-Scheme',
    'X-Forwarded-Protocol',
    'X-Url-Scheme',
    'Front-End-Https',
    'X-Original-URL',
    'X-Rewrite-URL',
    'X-Original-Host',
    'X-Forwarded-User',
    'X-Auth-Request-Email',
    'Remote-User',
    'X-SSL-Client-Verify',
    'Proxy',
  ])('%s', (name) => {
    expect(sent(configuration({}), name)).toEqual(['""']);
  });

  it('goes for the header in which a CDN names the client', () => {
    const options = { trustedProxies: ['203.0.113.0/24'], clientAddressHeader: 'X-Shop-Client' };
    expect(sent(configuration(options), 'X-Shop-Client')).toEqual(['""']);
    expect(sent(configuration({ ...options, clientAddressHeader: 'cf-connecting-ip' }), 'cf-connecting-ip')).toEqual(
      [],
    );
  });

  it('has each header once', () => {
    const names = [...configuration({}).matchAll(/proxy_set_header (\S+) /g)].map(([, name = '']) =>
      name.toLowerCase(),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('is not said with underscores in the place of hyphens either, some of them or all', () => {
    const text = configuration({}, { underscoresInHeaders: true });
    for (const name of ['X_Forwarded_For', 'X-Forwarded_For', 'X_Forwarded-For', 'Remote_User', 'X_Url-Scheme'])
      expect([name, sent(text, name)]).toEqual([name, ['""']]);
    if (nginxVersion()) expect(nginxTest(text)).toBe('');
  });

  it('leaves the rest alone', () => {
    for (const name of ['Authorization', 'Cookie', 'X-HTTP-Method-Override', 'traceparent', 'CF-IPCountry'])
      expect(sent(configuration({}), name)).toEqual([]);
  });
});

describe('a header of a load balancer that logs people in', () => {
  const options = { trustedProxies: ['203.0.113.0/24'], trustedHeaders: ['x-forwarded-user', 'X-Shop-Role'] };

  it('is passed on from there, and from nobody else', () => {
    const text = configuration(options);
    expect(sent(text, 'x-forwarded-user')).toEqual(['$trusted_x_forwarded_user']);
    expect(sent(text, 'X-Forwarded-User')).toEqual([]);
    expect(sent(text, 'X-Shop-Role')).toEqual(['$trusted_x_shop_role']);
    expect(text).toContain(
      '  map $from_load_balancer $trusted_x_shop_role {\n    default "";\n    1 $http_x_shop_role;\n  }\n',
    );
    if (nginxVersion()) expect(nginxTest(text)).toBe('');
  });

  it.each<[string, TlsOptions, string]>([
    ['from nobody', { trustedHeaders: ['X-A'] }, 'trustedHeaders are believed from nobody. Name the blocks of those'],
    ['that is none', { ...options, trustedHeaders: ['X A'] }, 'trusted header "X A" is not the name of a header'],
    ['twice', { ...options, trustedHeaders: ['X-A', 'x-a'] }, 'trusted header "x-a" is there twice. Name it once'],
    [
      'of the proxy itself',
      { ...options, trustedHeaders: ['x-forwarded-host'] },
      'trusted header "x-forwarded-host" is one that the proxy says itself. Leave it out',
    ],
  ])('is refused: %s', (_, wrong, problem) => {
    expect(messageOf(() => own(newPlatform(), wrong))).toContain(problem);
  });
});

describe('whom to believe', () => {
  it.each([
    [['0.0.0.0/1', '128.0.0.0/1'], 'IPv4'],
    [['0.0.0.0/2', '64.0.0.0/2'], 'IPv4'],
    [['10.0.0.0/8', '128.0.0.0/1'], 'IPv4'],
    [['::/1', '8000::/1'], 'IPv6'],
    [['2000::/3'], 'IPv6'],
    [['2000::/5', '2800::/5', '3000::/6'], 'IPv6'],
  ])('is not half of the Internet: %j', (trustedProxies, family) => {
    expect(messageOf(() => own(newPlatform(), { trustedProxies }))).toContain(
      `trusted proxies ${trustedProxies.map((block) => `"${block}"`).join(', ')} hold half of all addresses of ${family}, or more: ` +
        'anyone could claim any. Name the blocks of the load balancers alone.',
    );
  });

  it.each([
    [['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fe80::/10']],
    [['0.0.0.0/2', '0.0.0.0/2', '10.0.0.0/8']],
    [['2400:cb00::/32', '2606:4700::/32', '::ffff:0:0/96', '8000::/1', '2000::/5']],
  ])('may be %j', (trustedProxies) => {
    expect(configuration({ trustedProxies })).toContain(`set_real_ip_from ${trustedProxies[0] ?? ''};`);
  });

  it('is no address with a zone, that nginx does not know', () => {
    expect(messageOf(() => own(newPlatform(), { trustedProxies: ['fe80::1%eth0/64'] }))).toContain('fe80::1%eth0/64');
  });
});
