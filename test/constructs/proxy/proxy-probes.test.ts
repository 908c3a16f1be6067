import { expect, test } from 'vitest';
import { Duration, type RouteModel } from '../../../src/index.js';
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
const asked = (model: RouteModel, health?: string) => {
  const healthPaths = new Map(health === undefined ? [] : [[model.path, health]]);
  const [probe] = proxyProbes({ routes: [model], tls: false, healthPaths });
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
  const [probe] = proxyProbes({ routes: [route('/', { hosts })], tls: true, healthPaths: new Map() });
  expect(probe?.host).toBe(host);
});
