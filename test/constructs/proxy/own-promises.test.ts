import { describe, expect, it } from 'vitest';
import {
  MemorySize,
  NexusService,
  type NexusPlatform,
  Resources,
  ReverseProxy,
  type ReverseProxyProps,
  Secret,
  Tls,
  Volume,
} from '../../../src/index.js';
import { nginxTest, nginxVersion } from '../../support/nginx.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

interface Extra {
  readonly http?: string[];
  readonly server?: string[];
  readonly route?: string[];
  readonly props?: (platform: NexusPlatform) => Partial<ReverseProxyProps>;
  readonly then?: (proxy: ReverseProxy, platform: NexusPlatform) => void;
}

function configuration({ http = [], server = [], route = [], props, then }: Extra): string {
  const platform = newPlatform();
  const app = new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
  const proxy = new ReverseProxy(platform, 'edge', {
    routes: { '/': { service: app, nginx: route } },
    tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
    nginx: { http, server },
    ...props?.(platform),
  });
  then?.(proxy, platform);
  return render(platform)['infrastructure/edge/nginx.conf'] ?? '';
}

const IGNORE =
  'proxy_ignore_headers X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Set-Cookie;';

describe('what the proxy promises holds in locations of the user, too', () => {
  it.each<[string, Extra, string]>([
    [
      'answers in files',
      { server: ['location /c { proxy_buffering on; proxy_pass http://app:5000; }'] },
      'would keep answers in files, of which /tmp holds few. Leave it out',
    ],
    [
      'bodies in files',
      { server: ['location /c { client_max_body_size 10g; proxy_request_buffering on; proxy_pass http://app:5000; }'] },
      "would keep bodies in files, of which /tmp holds few. Make it a route: routes: { '/path': { service, requestBuffering: true } }",
    ],
    ['in quotes', { server: ['location /c { proxy_buffering "on"; }'] }, 'would keep answers in files'],
    ['further in', { route: ['if ($a) { proxy_max_temp_file_size 1g; }'] }, 'would keep answers in files'],
    ['a cache', { server: ['location /c { proxy_cache one; }'] }, 'would keep answers in files'],
    ['every body', { server: ['client_body_in_file_only clean;'] }, 'would keep bodies in files'],
    [
      'another protocol',
      { server: ['location ~ \\.php$ { fastcgi_pass app:9000; fastcgi_buffering off; }'] },
      'has a fastcgi_pass that would keep bodies and answers in files, of which /tmp holds few. Write beside it: fastcgi_request_buffering off;',
    ],
    [
      'another protocol for a route',
      { route: ['uwsgi_pass app:9000;'] },
      'says what the prop "routes" says. Use routes',
    ],
    [
      'who is believed',
      { server: ['location /c { set_real_ip_from 0.0.0.0/0; }'] },
      'says what the prop "trustedProxies" says',
    ],
    [
      'how large heads of answers are',
      { server: ['location /c { proxy_buffer_size 1m; }'] },
      'says what the prop "maxResponseHeaderSize" says',
    ],
    [
      'that services do not change it',
      { server: ['location /c { proxy_ignore_headers Set-Cookie; proxy_pass http://app:5000; }'] },
      'would let services change how they are proxied. Add to it: X-Accel-Redirect X-Accel-Expires',
    ],
  ])('%s', (_, extra, problem) => {
    expect(messageOf(() => configuration(extra))).toContain(problem);
  });

  it('and what holds it is taken', () => {
    const text = configuration({
      server: [
        'location /c { client_max_body_size 10g; proxy_buffering off; proxy_request_buffering off; proxy_pass http://127.0.0.1:5000; }',
        'location ~ \\.php$ { fastcgi_request_buffering off; fastcgi_buffering "off"; include fastcgi_params; if ($host) { fastcgi_pass 127.0.0.1:9000; } fastcgi_pass 127.0.0.1:9000; }',
        'location /own { limit_except GET { deny all; } keepalive_timeout 5s; proxy_read_timeout 1h; proxy_pass http://127.0.0.1:5000; }',
        IGNORE,
      ],
    });
    expect(text).toContain('client_max_body_size 10g;');
    if (nginxVersion()) expect(nginxTest(text.replace('fastcgi_params', '/etc/nginx/fastcgi_params'))).toBe('');
  });
});

describe('a header that would be sent twice', () => {
  it.each<[string, Extra, string]>([
    [
      'of a default',
      { server: ['add_header X-Frame-Options DENY;'] },
      'would send X-Frame-Options twice: the proxy says it itself. Use frameOptions, or frameOptions: false to say it here',
    ],
    [
      'in another spelling',
      { server: ['add_header cross-origin-opener-POLICY same-origin always;'] },
      'Use crossOriginOpenerPolicy, or',
    ],
    ['the id', { server: ['add_header X-Request-ID $request_id;'] }, 'Leave it out: an id that came along is kept'],
    [
      'HSTS',
      {
        server: ['add_header Strict-Transport-Security max-age=60;'],
        props: (p) => ({
          tls: Tls.fromSecrets(Secret.pem(p, 'cert', 'certificate'), Secret.pem(p, 'key', 'key')),
        }),
      },
      'Use hsts of Tls, or hsts: false to say it here',
    ],
    [
      'of a request',
      { server: ['proxy_set_header host example.org;'] },
      'would send host twice: the proxy says it itself. Leave it out, or send it to the service under another name',
    ],
  ])('is refused: %s', (_, extra, problem) => {
    expect(messageOf(() => configuration(extra))).toContain(problem);
  });

  it('is taken where the prop leaves it out', () => {
    const text = configuration({
      server: [
        'add_header X-Frame-Options "ALLOW-FROM https://a.example";',
        'add_header Strict-Transport-Security max-age=60;',
        'proxy_set_header X-Shop $host;',
      ],
      props: () => ({ frameOptions: false }),
    });
    expect(text.match(/X-Frame-Options/g)).toHaveLength(1);
  });
});

describe('a file that the container has not', () => {
  it.each([
    ['auth_basic_user_file /etc/nginx/htpasswd;', 'reads "/etc/nginx/htpasswd", a file that the container has not'],
    ['auth_basic_user_file htpasswd;', 'reads "/etc/nginx/htpasswd"'],
    ['ssl_client_certificate "/run/secrets/ca";', 'reads "/run/secrets/ca"'],
    ['location /x { proxy_ssl_trusted_certificate /ca.pem; }', 'reads "/ca.pem"'],
    ['location /x { root /var/www; }', 'reads "/var/www"'],
    ['location /x { alias /usr/share/../../srv/; }', 'reads "/usr/share/../../srv/"'],
    ['location /x { types { include more.types; } }', 'reads "/etc/nginx/more.types"'],
    ['include /etc/nginx/conf.d/*.conf;', 'reads "/etc/nginx/conf.d/*.conf"'],
    ['auth_basic_user_file /tmp/htpasswd;', 'reads "/tmp/htpasswd"'],
    ['access_log /var/log/x.log;', 'writes "/var/log/x.log", where nothing can be written. Write /dev/stdout'],
    ['location /x { access_log /tmp/x.log json; }', 'would fill /tmp, which is small, with "/tmp/x.log"'],
    ['error_log logs/error.log;', 'writes "/etc/nginx/logs/error.log"'],
    ['location /x { proxy_temp_path /var/cache/x; }', 'keeps files in "/var/cache/x", where nothing can be written'],
  ])('is refused: %s', (text, problem) => {
    expect(messageOf(() => configuration({ server: [text] }))).toContain(problem);
  });

  it('is taken where it is there, or nobody can tell', () => {
    const text = configuration({
      server: [
        'auth_basic_user_file /run/secrets/htpasswd;',
        'ssl_client_certificate /etc/ssl/certs/ca-certificates.crt;',
        'location /page { root /usr/share/nginx/html; }',
        'location /data { alias /data/public/; access_log /data/log; }',
        'location /some { access_log off; error_log stderr warn; root $folder; }',
        'location /far { access_log syslog:server=10.0.0.1 json; error_log /dev/stderr; proxy_temp_path /tmp/x; }',
      ],
      props: (platform) => ({ secrets: [Secret.supplied(platform, 'htpasswd')] }),
      then: (proxy, platform) => {
        proxy.addVolume(new Volume(platform, 'pages'), '/data', { owner: 'image' });
      },
    });
    expect(text).toContain('alias /data/public/;');
  });

  it('may be written where the root can be', () => {
    const props = () => ({ security: { readOnlyRootFilesystem: false } });
    expect(configuration({ server: ['access_log /var/log/nginx/x.log;'], props })).toContain('/var/log/nginx/x.log');
  });
});

describe('memory of their own', () => {
  it.each<[string, Extra, string]>([
    [
      'a zone of a limit',
      { http: ['limit_req_zone $http_x zone=big:500m rate=1r/s;'] },
      '500 MiB for zones of the prop nginx, 4 MiB for /tmp',
    ],
    ['a cache of sessions', { server: ['ssl_session_cache shared:q:500M;'] }, '500 MiB for zones of the prop nginx'],
    [
      'servers behind',
      { http: ['upstream u { zone u 200m; server app:5000; }'] },
      '200 MiB for zones of the prop nginx',
    ],
    [
      'each once',
      { http: ['limit_conn_zone $a "zone=b:300m";', 'limit_conn_zone $c zone=d:1m;'] },
      '301 MiB for zones',
    ],
    [
      'buffers of each connection',
      { server: ['location /x { client_body_buffer_size 2m; }'] },
      '128 connections of 2100 KiB',
    ],
  ])('is in the sum: %s', (_, extra, problem) => {
    const message = messageOf(() => configuration(extra));
    expect(message).toMatch(
      /what the proxy promises does not fit in 128 MiB: .*together \d+ MiB\. .*ive it resources: /,
    );
    expect(message).toContain(problem);
  });

  it('takes connections away, where it fits', () => {
    const connections = (extra: Extra) => Number(/worker_connections (\d+);/.exec(configuration(extra))?.[1]);
    const zone = ['limit_req_zone $http_x zone=mine:20m rate=1r/s;'];
    expect(connections({})).toBeGreaterThan(connections({ http: zone }) + 250);
    const resources = Resources.of({ memory: MemorySize.gibibytes(1), cpus: 0.25 });
    const big = ['limit_req_zone $http_x zone=big:500m rate=1r/s;'];
    expect(connections({ http: big, props: () => ({ resources }) })).toBeGreaterThan(1000);
  });
});
