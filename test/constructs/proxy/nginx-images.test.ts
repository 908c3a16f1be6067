import { describe, expect, test } from 'vitest';
import {
  MonitoringStack,
  type NexusPlatform,
  NexusService,
  ReverseProxy,
  type ReverseProxyProps,
  Tls,
} from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

/** A proxy that is to count its requests, with another image of nginx. */
function platformWith(image: string, proxy: Partial<ReverseProxyProps> = {}): NexusPlatform {
  const platform = newPlatform({ images: { replace: { 'nginxinc/nginx-unprivileged:1.28-alpine': image } } });
  const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
  const tls = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
  new ReverseProxy(platform, 'edge', { routes: { '/': app }, tls, ...proxy });
  new MonitoringStack(platform, 'monitoring', { grafana: false });
  return platform;
}

test('an image without the module that counts is refused, unless nothing is counted', () => {
  const slim = 'nginxinc/nginx-unprivileged:1.28-alpine-slim';
  expect(messageOf(() => render(platformWith(slim)))).toContain(
    'lacks the module of nginx that counts requests, njs. Take the image without "-slim", or write metrics: false',
  );
  expect(render(platformWith(slim, { metrics: false }))['infrastructure/edge/nginx.conf']).toContain(
    'worker_connections',
  );
});

describe('of an image that nginx may not start with', () => {
  const warned = (image: string, proxy: Partial<ReverseProxyProps> = {}) => {
    const { warnings } = platformWith(image, proxy).toModel();
    return warnings.filter((text) => text.includes('njs'));
  };

  test.each([
    ['registry.example/nginx:1.22.1-alpine', 'brings njs before 0.8'],
    ['nginxinc/nginx-unprivileged:1.25.0', 'brings njs before 0.8'],
    ['openresty/openresty:1.27.1-alpine', 'is another nginx, without njs'],
  ])('it is said: %s', (image, what) => {
    expect(warned(image)).toEqual([
      expect.stringContaining(
        `${image} ${what}: nginx does not start where edge counts its requests; take nginx 1.26 or later, or write metrics: false`,
      ),
    ]);
    expect(warned(image, { metrics: false })).toEqual([]);
  });

  test.each(['nginx:1.30.0-alpine', 'nginx:1.25.1-alpine', 'nginx:alpine', 'shop/our-nginx:1.2', 'nginx:1.100-alpine'])(
    'nothing is said of %s',
    (image) => {
      expect(warned(image)).toEqual([]);
    },
  );
});
