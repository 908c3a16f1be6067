import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  Duration,
  Frontend,
  MemorySize,
  NexusService,
  ReverseProxy,
  Secret,
  SecureDockerfile,
  Tls,
} from '../../../src/index.js';
import { newPlatform, render } from '../../support/project.js';

const GOLDEN = join(import.meta.dirname, '..', '..', 'golden', 'infrastructure');

describe('ReverseProxy', () => {
  it('with TLS of its own, WebSockets, limits and names is what the golden file says', async () => {
    const platform = newPlatform();
    const api = new NexusService(platform, 'api', { port: 5000, image: 'shop/api:1.0' });
    const live = new NexusService(platform, 'live', { port: 5001, image: 'shop/live:1.0' });
    const site = new Frontend(platform, 'site', {
      dockerfile: SecureDockerfile.staticSite({ context: 'site', singlePage: false }),
    });
    new ReverseProxy(platform, 'edge', {
      routes: {
        '/': site,
        '/api': { service: api, maxBodySize: MemorySize.mebibytes(20), timeout: Duration.minutes(2), rateLimit: 5 },
        '/live': { service: live, websocket: true, rateLimit: false, stripPath: false, internal: [] },
      },
      serverNames: ['shop.example', '*.shop.example'],
      tls: Tls.fromSecrets(Secret.pem(platform, 'cert', 'certificate'), Secret.pem(platform, 'key', 'key'), {
        hsts: Duration.hours(24),
      }),
      publish: { http: 8000, https: 8444 },
    });
    const files = render(platform);
    await expect(files['infrastructure/edge/nginx.conf'] ?? '').toMatchFileSnapshot(join(GOLDEN, 'edge-tls.conf'));
    await expect(files['site/nginx.conf'] ?? '').toMatchFileSnapshot(join(GOLDEN, 'static-site.conf'));
    expect(files['docker-compose.yml']).toMatch(/ports:\n\s+- 0\.0\.0\.0:8000:8080\n\s+- 0\.0\.0\.0:8444:8443\n/);
  });

  it('behind a load balancer believes that one alone', async () => {
    const platform = newPlatform();
    const api = new NexusService(platform, 'api', { port: 5000, image: 'shop/api:1.0' });
    new ReverseProxy(platform, 'edge', {
      routes: { '/': api },
      tls: Tls.terminatedUpstream({ trustedProxies: ['10.1.0.0/16', '10.2.0.0/16'] }),
      rateLimit: false,
    });
    const files = render(platform);
    await expect(files['infrastructure/edge/nginx.conf'] ?? '').toMatchFileSnapshot(join(GOLDEN, 'edge-plain.conf'));
    expect(files['docker-compose.yml']).not.toContain('443');
  });
});
