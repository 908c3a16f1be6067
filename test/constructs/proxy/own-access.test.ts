import { describe, expect, it } from 'vitest';
import { MonitoringStack, NexusService, ReverseProxy, Tls } from '../../../src/index.js';
import { nginxTest, nginxVersion } from '../../support/nginx.js';
import { newPlatform, render } from '../../support/project.js';

function configuration(http: readonly string[], server: readonly string[] = []): string {
  const platform = newPlatform();
  const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
  new ReverseProxy(platform, 'edge', {
    routes: { '/': app },
    tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
    nginx: { http, server },
  });
  new MonitoringStack(platform, 'monitoring', { grafana: false });
  return render(platform)['infrastructure/edge/nginx.conf'] ?? '';
}

/** What the server of the figures says before its pages. */
function opened(text: string): string[] {
  const [, said = ''] = /listen 9113;\n([^]*?)\n\n {4}location = \/metrics/.exec(text) ?? [];
  return said.split('\n').flatMap((line) => (/^ *(?:#|access_log)/.test(line) ? [] : [line.trim()]));
}

describe('who may come to the routes is not asked of Prometheus', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['nothing', [], []],
    ['addresses', ['allow 192.0.2.0/24;', 'deny all;'], ['allow all;']],
    ['a log-in', ['auth_basic "staff";'], ['auth_basic off;']],
    ['a log-in elsewhere', ['auth_request /login;'], ['auth_request off;']],
    ['either', ['satisfy any;', 'deny all;', 'auth_basic x;'], ['allow all;', 'auth_basic off;']],
    ['a word in a map', ['map $cookie_a $b { deny 1; allow 0; }'], []],
  ])('where the http block has %s', (_, http, expected) => {
    const text = configuration(http);
    expect(opened(text)).toEqual(expected);
    // nginx's own package has no njs everywhere, and the figures are not what is asked here.
    const plain = text.replaceAll(/^(?:load_module| *js_| *access_log .* if=\$counted).*\n/gm, '');
    expect(nginxVersion() === undefined ? '' : nginxTest(plain)).toBe('');
  });

  it('nor said where the server block has it, which the figures do not inherit', () => {
    expect(opened(configuration([], ['deny all;']))).toEqual([]);
  });
});
