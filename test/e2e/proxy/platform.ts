import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Frontend,
  MemorySize,
  NexusPlatform,
  NexusService,
  ReverseProxy,
  Secret,
  SecureDockerfile,
  Tls,
} from '../../../src/index.js';
import { quietProject } from '../lib/erp-model.js';
import type { Door } from './wire.js';

/** The program behind the proxies stands for several services. */
export const SERVICES = ['app', 'api', 'live', 'admin'] as const;
const PORT = 5000;

/** Proxies, and where the tests reach them. */
export const DOORS = {
  /** TLS of its own, names, every mix of options. */
  edge: { host: '127.0.0.1', http: 18_080, https: 18_443 },
  /** Behind a load balancer that ends TLS: every private address is one. */
  balanced: { host: '127.0.0.1', http: 18_081 },
  /** Behind a CDN that speaks TLS with it. */
  cdn: { host: '127.0.0.1', http: 18_082, https: 18_445 },
  /** Trusts a load balancer that nobody here is; says every header itself. */
  strict: { host: '127.0.0.1', http: 18_083 },
} as const satisfies Record<string, Door>;

const HERE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8'];

/** Synthesizes the platform into `outdir`/deploy, and writes what its site is built of into `sources`. */
export function composeProxies(outdir: string, sources: string, image: string): void {
  mkdirSync(outdir, { recursive: true });
  const project = quietProject(outdir);
  const shop = new NexusPlatform(project, 'doors', { outdir: 'deploy' });
  const [app, api, live, admin] = SERVICES.map(
    (name, i) =>
      new NexusService(shop, name, {
        port: PORT,
        image,
        command: ['node', '/srv/upstream.mjs'],
        readiness: false,
        developmentPort: PORT + i,
      }),
  ) as [NexusService, NexusService, NexusService, NexusService];
  const site = new Frontend(shop, 'site', {
    dockerfile: SecureDockerfile.staticSite({ context: 'site', singlePage: false }),
  });
  const certificate = Secret.pem(shop, 'tls_certificate', 'certificate');
  const key = Secret.pem(shop, 'tls_key', 'key');
  new ReverseProxy(shop, 'edge', {
    routes: {
      '/': app,
      '/api': { service: api, rateLimit: 20, maxBodySize: MemorySize.mebibytes(300) },
      '/v1.0': api,
      '/caf%C3%A9': api,
      '/live': {
        service: live,
        websocket: true,
        stripPath: false,
        rateLimit: false,
        nginx: ['proxy_cookie_flags ~ secure;'],
      },
      '/live/admin': { service: admin, rateLimit: false },
      '/live/admin/deep': { service: live, stripPath: false, rateLimit: false },
      '/small': { service: api, rateLimit: false, maxBodySize: MemorySize.kibibytes(64) },
      '/whole': { service: api, rateLimit: false, requestBuffering: true, maxBodySize: MemorySize.mebibytes(2) },
      '/big': { service: api, rateLimit: false, maxBodySize: MemorySize.gibibytes(1), internal: ['/private'] },
      '/site': site,
    },
    serverNames: ['shop.example.org', '*.shop.example.org'],
    tls: Tls.fromSecrets(certificate, key),
    rateLimit: false,
    nginx: {
      http: ['map $cookie_beta $beta { default 0; "1" 1; }'],
      server: ['location = /own { return 200 "beta $beta"; }'],
    },
  });
  new ReverseProxy(shop, 'balanced', {
    routes: { '/': app, '/site': site },
    tls: Tls.terminatedUpstream({ trustedProxies: [...HERE, '2001:db8::/32'], trustedHeaders: ['X-Forwarded-User'] }),
    rateLimit: 5,
    underscoresInHeaders: true,
    publish: { http: 81 },
  });
  new ReverseProxy(shop, 'cdn', {
    routes: { '/': app },
    serverNames: false,
    tls: Tls.fromSecrets(certificate, key, {
      trustedProxies: HERE,
      clientAddressHeader: 'CF-Connecting-IP',
      hstsIncludeSubDomains: true,
      hstsPreload: true,
    }),
    publish: { http: 82, https: 444 },
    developmentPort: 8445,
    maxResponseHeaderSize: MemorySize.kibibytes(64),
    maxRequestHeaderSize: MemorySize.kibibytes(64),
    rateLimit: false,
  });
  new ReverseProxy(shop, 'strict', {
    routes: { '/': app },
    tls: Tls.terminatedUpstream({ trustedProxies: ['203.0.113.0/24'], trustedHeaders: ['X-Forwarded-User'] }),
    contentSecurityPolicy: "default-src 'none'",
    frameOptions: 'SAMEORIGIN',
    permissionsPolicy: false,
    crossOriginOpenerPolicy: 'same-origin-allow-popups',
    crossOriginEmbedderPolicy: 'require-corp',
    crossOriginResourcePolicy: 'same-origin',
    publish: { http: 83, addresses: ['127.0.0.1', '::1'] },
    developmentPort: 8083,
    rateLimit: false,
  });
  project.synth();
  writeSite(join(sources, 'site'));
}

/** A site without dependencies, built by `npm run build`. */
function writeSite(folder: string): void {
  mkdirSync(join(folder, 'pages', 'docs'), { recursive: true });
  mkdirSync(join(folder, 'pages', 'assets'), { recursive: true });
  const lines = Array.from({ length: 200 }, (_, i) => `<p>line ${i}</p>`).join('\n');
  writeFileSync(join(folder, 'pages', 'index.html'), `<!doctype html>\n${lines}\n`);
  writeFileSync(join(folder, 'pages', 'docs', 'index.html'), '<!doctype html>docs\n');
  writeFileSync(join(folder, 'pages', 'assets', 'app-1a2b.mjs'), 'export const a = 1;\n');
  const manifest = { name: 'site', version: '1.0.0', private: true, scripts: { build: 'cp -r pages dist' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const lock = {
    name: 'site',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name: 'site', version: '1.0.0' } },
  };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
}
