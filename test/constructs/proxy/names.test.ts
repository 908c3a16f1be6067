import { describe, expect, it } from 'vitest';
import {
  NexusService,
  type NexusPlatform,
  ReverseProxy,
  type ReverseProxyProps,
  Phase,
  Secret,
  Tls,
} from '../../../src/index.js';
import { loadErpNexus } from '../../support/erp-nexus.js';
import { nginxTest, nginxVersion } from '../../support/nginx.js';
import { messageOf, newPlatform, newProject, render } from '../../support/project.js';

const BALANCED = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
const own = (platform: NexusPlatform) =>
  Tls.fromSecrets(Secret.pem(platform, 'cert', 'certificate'), Secret.pem(platform, 'key', 'key'));

function proxied(serverNames: ReverseProxyProps['serverNames'] | undefined, tls = own): NexusPlatform {
  const platform = newPlatform();
  const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
  new ReverseProxy(platform, 'edge', {
    routes: { '/': app },
    tls: tls(platform),
    ...(serverNames !== undefined && { serverNames }),
  });
  return platform;
}
const text = (platform: NexusPlatform) => render(platform)['infrastructure/edge/nginx.conf'] ?? '';
const warnings = (platform: NexusPlatform) =>
  platform.toModel().warnings.filter((warning) => warning.includes('every name'));

describe('a proxy without names', () => {
  it('is warned of, with TLS and without', () => {
    expect(warnings(proxied(undefined))).toEqual([
      'edge answers to every name, also to one that somebody else points here, and plain HTTP is refused, for nobody knows where ' +
        'to redirect it: say which are yours with serverNames: ["shop.example.org"], or that every name is meant with ' +
        'serverNames: false',
    ]);
    expect(warnings(proxied([], () => BALANCED))).toEqual([
      'edge answers to every name, also to one that somebody else points here: say which are yours with serverNames: ' +
        '["shop.example.org"], or that every name is meant with serverNames: false',
    ]);
  });

  it('redirects nobody', () => {
    const conf = text(proxied(undefined));
    expect(conf).not.toContain('https://$host');
    expect(conf).toContain('return 421 "This is reached by https.\\n";');
    if (nginxVersion()) expect(nginxTest(conf)).toBe('');
  });
});

describe('a proxy of every name', () => {
  it('is not warned of, and redirects to the name that was asked for', () => {
    const platform = proxied(false);
    expect(warnings(platform)).toEqual([]);
    expect(text(platform)).toContain('return 308 https://$host$request_uri;');
    expect(text(platform)).toContain('server_name _;');
  });
});

describe('a proxy with names', () => {
  it('redirects to these alone', () => {
    const platform = proxied(['shop.example.org']);
    expect(warnings(platform)).toEqual([]);
    const servers = text(platform)
      .split(/^ {2}server \{$/m)
      .slice(1);
    expect(
      servers.filter((server) => server.includes('return 308')).map((server) => /server_name .*;/.exec(server)?.[0]),
    ).toEqual(['server_name shop.example.org;']);
  });

  it('may not be told anything else', () => {
    expect(messageOf(() => proxied(true as unknown as false))).toContain('serverNames');
  });
});

describe('a long name', () => {
  const bucket = (...serverNames: string[]) =>
    /server_names_hash_bucket_size (\d+);/.exec(text(proxied(serverNames)))?.[1];
  // As of a load balancer: 54 characters.
  const LONG = 'shop-1234567890-abcdef.elb.eu-central-1.amazonaws.com.x';

  it('has room in the table of nginx, which would not start', () => {
    expect(bucket('shop.example', `${'a'.repeat(34)}.example.org`)).toBeUndefined();
    expect(bucket('shop.example', `${'a'.repeat(35)}.example.org`)).toBe('128');
    expect(bucket(LONG)).toBe('128');
    expect(bucket(`*.${'a'.repeat(60)}.${'b'.repeat(60)}.example`)).toBe('256');
  });

  it.each([`${'a'.repeat(64)}.example`, `${'a.'.repeat(127)}ab`])('is refused where it can be none: %s', (name) => {
    expect(messageOf(() => proxied([name]))).toContain(
      'is longer than a name can be: 253 characters, and 63 between two dots',
    );
  });
});

describe('one port for both', () => {
  it('names both ways of it', () => {
    const platform = newPlatform();
    const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
    const publish = { http: 443, https: 443 };
    new ReverseProxy(platform, 'edge', { routes: { '/': app }, tls: own(platform), serverNames: false, publish });
    expect(platform.toModel().problems.join()).toContain(
      'published port 443 leads to two ports of the container, 8080 and 8443. Publish one of them on another port',
    );
  });
});

describe('ERP Nexus', async () => {
  const erpNexus = await loadErpNexus();
  it('names its host, and can go back to plain HTTP within minutes', () => {
    const conf = render(erpNexus(newProject(), Phase.Advanced))['infrastructure/nginx/nginx.conf'] ?? '';
    expect(conf).toContain('server_name erp.nexus.example;');
    expect(conf).toContain('https max-age=300;');
    expect(conf).toContain('ssl_reject_handshake on;');
  });
});
