import { expect, test } from 'vitest';
import { Duration, type RouteModel } from '../../../src/index.js';
import { parseNginx } from '../../../src/model/nginx-directive.js';
import { proxyProbes } from '../../../src/constructs/proxy/proxy-probes.js';

const route = (path: string, props: Partial<RouteModel> = {}): RouteModel => ({
  proxy: 'edge',
  hosts: [],
  path,
  strip: path !== '/',
  target: { workload: 'app', port: 5000 },
  limits: {},
  streaming: { websocket: false, idleTimeout: Duration.seconds(30), wholeBodies: false },
  hidden: [`${path === '/' ? '' : path}/health/deep`],
  ...props,
});
const rest = { tls: false, unasked: new Set<string>(), own: { http: [], server: [], routes: new Map() } };
const asked = (model: RouteModel, health?: string) => {
  const healthPaths = new Map(health === undefined ? [] : [[model.path, health]]);
  const [probe] = proxyProbes({ ...rest, routes: [model], healthPaths });
  return [probe?.path, probe?.expects];
};

test.each<[string, RouteModel, string | undefined, readonly [string, string]]>([
  ['the page of its health, behind the prefix', route('/api'), '/health', ['/api/health', 'success']],
  ['that of a route for everything', route('/'), '/health', ['/health', 'success']],
  ['no page: the route itself, which may want a log-in', route('/api'), undefined, ['/api/', 'answer']],
  ['a page that is hidden from outside', route('/api', { hidden: ['/api/health'] }), '/health', ['/api/', 'answer']],
  ['a page below one that is hidden', route('/api'), '/health/deep/x', ['/api/', 'answer']],
  ['a path that is not taken off, and no page below', route('/api', { strip: false }), '/health', ['/api', 'answer']],
  ['a path that is not taken off', route('/api', { strip: false }), '/api/health', ['/api/health', 'success']],
  [
    'files: the page that people see',
    route('/', { target: { workload: 'site', port: 8080, files: true } }),
    '/nginx-health',
    ['/', 'success'],
  ],
])('what is asked for of a route with %s', (_, model, health, expected) => {
  expect(asked(model, health)).toEqual(expected);
});

test.each<[readonly string[], string | undefined]>([
  [['shop.example', 'www.shop.example'], 'shop.example'],
  [['*.shop.example'], 'www.shop.example'],
  [[], undefined],
])('of the names %j it asks for %s', (hosts, host) => {
  const [probe] = proxyProbes({ ...rest, routes: [route('/', { hosts })], healthPaths: new Map() });
  expect(probe?.host).toBe(host);
});

type Level = 'http' | 'server' | 'route';

test.each<[string, Level, string, 'answer' | 'success']>([
  ['addresses', 'route', 'deny all;', 'answer'],
  ['addresses of every route', 'server', 'allow 192.0.2.0/24;', 'answer'],
  ['addresses of everything', 'http', 'deny all;', 'answer'],
  ['a log-in', 'http', 'auth_basic "staff";', 'answer'],
  ['a log-in elsewhere', 'route', 'auth_request /login;', 'answer'],
  ['either of them', 'server', 'satisfy any;', 'answer'],
  ['a condition', 'server', 'if ($http_x_key = "") { return 403; }', 'answer'],
  ['an answer', 'route', 'return 301 https://other.example;', 'answer'],
  ['a certificate', 'server', 'ssl_verify_client on;', 'answer'],
  ['a certificate that is not asked for', 'server', 'ssl_verify_client off;', 'success'],
  ['a site that leads here', 'route', 'valid_referers server_names;', 'answer'],
  ['methods', 'route', 'limit_except POST { deny all; }', 'answer'],
  ['methods that nobody is refused', 'route', 'limit_except POST { proxy_cookie_flags ~ secure; }', 'success'],
  ['the very page', 'server', 'location = /api/health { deny all; }', 'answer'],
  ['the very page, without a blank', 'server', 'location =/api/health { deny all; }', 'answer'],
  ['another page', 'server', 'location = /api { deny all; }', 'success'],
  ['what is above it', 'server', 'location ^~ /api/ { auth_basic x; }', 'answer'],
  ['what is elsewhere', 'server', 'location /own { return 200; }', 'success'],
  ['what may fit', 'server', 'location ~* ealth { auth_basic x; }', 'answer'],
  ['a name for nginx alone', 'server', 'location @away { return 503; }', 'success'],
  ['nothing of the kind', 'route', 'proxy_cookie_flags ~ secure;', 'success'],
])('of a route with own directives about %s (%s: %s) it expects: %s', (_, level, text, expected) => {
  const directives = parseNginx(text);
  const own = {
    http: level === 'http' ? directives : [],
    server: level === 'server' ? directives : [],
    routes: new Map(level === 'route' ? [['/api', directives]] : []),
  };
  const healthPaths = new Map([
    ['/api', '/health'],
    ['/', '/health'],
  ]);
  const probes = proxyProbes({ ...rest, own, routes: [route('/api'), route('/')], healthPaths });
  expect(probes[0]).toMatchObject({ path: '/api/health', expects: expected });
  // What a route says is not said of another.
  if (level === 'route') expect(probes[1]).toMatchObject({ expects: 'success' });
});

test('files that not everyone may see answer too', () => {
  const site = route('/', { target: { workload: 'site', port: 8080, files: true } });
  const own = { ...rest.own, server: parseNginx('deny all;') };
  expect(proxyProbes({ ...rest, own, routes: [site], healthPaths: new Map() })[0]?.expects).toBe('answer');
});
