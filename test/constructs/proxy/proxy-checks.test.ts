import { describe, expect, it } from 'vitest';
import { Duration, NexusService, ReverseProxy, type ReverseProxyProps, Secret, Tls } from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

const BALANCED = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });

function proxy(props: Partial<ReverseProxyProps>, timeout = Duration.minutes(1)): Record<string, string> {
  const platform = newPlatform();
  const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
  const own = () =>
    Tls.fromSecrets(Secret.pem(platform, 'cert', 'certificate'), Secret.pem(platform, 'key', 'key'), {});
  new ReverseProxy(platform, 'edge', { routes: { '/': { service: app, timeout } }, tls: own(), ...props });
  return render(platform);
}

describe('a proxy', () => {
  it('gives a service some time to answer', () => {
    expect(messageOf(() => proxy({}, Duration.seconds(0)))).toMatch(
      /^\[shop\/edge\] timeout 0s of route "\/" gives the service no time to answer\. Leave it out for 30 s; or .*\(test\/constructs\/proxy\/proxy-checks\.test\.ts:\d+\)$/,
    );
    expect(proxy({}, Duration.seconds(1))['infrastructure/edge/nginx.conf']).toContain('proxy_read_timeout 1s;');
  });

  it('publishes no port for TLS that ends before it', () => {
    expect(messageOf(() => proxy({ tls: BALANCED, publish: { https: 8443 } }))).toContain(
      '[shop/edge] publish.https 8443 has no effect: TLS ends before this proxy. Remove it, and name the port of plain HTTP, publish: { http: 80 }; or write tls: Tls.fromSecrets(…)',
    );
    expect(proxy({ tls: BALANCED, publish: { http: 8080 } })['docker-compose.yml']).toContain('0.0.0.0:8080:8080');
    expect(proxy({ publish: { https: 8443 } })['docker-compose.yml']).toContain('0.0.0.0:8443:8443');
  });
});
