import { expectEqual } from '../lib/checks.js';
import { gets, type Row, row } from './bench.js';
import { ask } from './wire.js';

const from = (address: string, ...more: (readonly [string, string])[]) => ({
  headers: [['X-Forwarded-For', address], ...more] as const,
});

/** What a service is told of the client, the connection and itself. */
export const REQUEST_HEADERS: readonly Row[] = [
  gets('the host as it came', 'edge', 'Host', ['shop.example.org']),
  gets('with its port', 'edge', 'Host', ['shop.example.org:18443'], { host: 'shop.example.org:18443' }),
  gets('in one spelling', 'edge', 'Host', ['shop.example.org'], {
    host: 'SHOP.example.ORG',
    servername: 'shop.example.org',
  }),
  gets('of a name with an asterisk', 'edge', 'Host', ['a.b.shop.example.org'], { host: 'a.b.shop.example.org' }),
  gets('the one of a whole address, not another', 'edge', 'Host', ['shop.example.org'], {
    host: 'evil.test',
    servername: 'shop.example.org',
    target: 'https://shop.example.org/x',
  }),
  gets('an address of IPv6', 'balanced', 'Host', ['[::1]:8080'], { host: '[::1]:8080' }),
  gets('host and port', 'edge', 'X-Forwarded-Host', ['shop.example.org:8443'], { host: 'shop.example.org:8443' }),
  gets('not what a client says', 'edge', 'X-Forwarded-Host', ['shop.example.org'], {
    headers: [['X-Forwarded-Host', 'evil.test']],
  }),
  gets('as given', 'edge', 'X-Forwarded-Port', ['8443'], { host: 'shop.example.org:8443' }),
  gets("the scheme's own", 'edge', 'X-Forwarded-Port', ['443']),
  gets("the load balancer's scheme's own", 'balanced', 'X-Forwarded-Port', ['443'], {
    headers: [['X-Forwarded-Proto', 'https']],
  }),
  gets('of plain HTTP', 'strict', 'X-Forwarded-Port', ['80']),
  gets('of TLS', 'edge', 'X-Forwarded-Proto', ['https']),
  gets('not what a client says', 'edge', 'X-Forwarded-Proto', ['https'], { headers: [['X-Forwarded-Proto', 'http']] }),
  gets('not what a stranger says', 'strict', 'X-Forwarded-Proto', ['http'], {
    headers: [['X-Forwarded-Proto', 'https']],
  }),
  gets('what a load balancer says', 'balanced', 'X-Forwarded-Proto', ['https'], {
    headers: [['X-Forwarded-Proto', 'https']],
  }),
  gets('the first of several', 'balanced', 'X-Forwarded-Proto', ['https'], {
    headers: [['X-Forwarded-Proto', 'HTTPS, http']],
  }),
  gets('nothing else than a scheme', 'balanced', 'X-Forwarded-Proto', ['http'], {
    headers: [['X-Forwarded-Proto', 'javascript']],
  }),
  gets('a visitor without TLS before a CDN with it', 'cdn', 'X-Forwarded-Proto', ['http'], {
    headers: [['X-Forwarded-Proto', 'http']],
  }),
  gets('what was taken off', 'edge', 'X-Forwarded-Prefix', ['/api'], { target: '/api/x' }),
  gets('nothing, where nothing was taken off', 'edge', 'X-Forwarded-Prefix', [], {
    headers: [['X-Forwarded-Prefix', '/evil']],
  }),

  gets('not what a client says', 'edge', 'X-Forwarded-For', /^[\d.]+$/, from('198.51.100.7')),
  gets('not what a stranger says', 'strict', 'X-Forwarded-For', /^(?!198\.51\.100)[\d.]+$/, from('198.51.100.7')),
  gets('what a load balancer says', 'balanced', 'X-Forwarded-For', ['198.51.100.7'], from('198.51.100.7')),
  gets(
    'the first that is not trusted, from the right',
    'balanced',
    'X-Forwarded-For',
    ['198.51.100.7'],
    from('6.6.6.6, 198.51.100.7, 10.1.2.3'),
  ),
  gets(
    'of two lines the last',
    'balanced',
    'X-Forwarded-For',
    ['198.51.100.7'],
    from('6.6.6.6', ['X-Forwarded-For', '198.51.100.7']),
  ),
  gets('without a port', 'balanced', 'X-Forwarded-For', ['198.51.100.7'], from('198.51.100.7:4711')),
  gets('an address of IPv6', 'balanced', 'X-Real-IP', ['2001:db9::7'], from('2001:db9::7')),
  gets('beyond a load balancer of IPv6', 'balanced', 'X-Real-IP', ['198.51.100.7'], from('198.51.100.7, 2001:db8::1')),
  gets('the same', 'balanced', 'X-Real-IP', ['198.51.100.7'], from('198.51.100.7', ['X-Real-IP', '6.6.6.6'])),
  gets(
    'what a CDN says in a header of its own',
    'cdn',
    'X-Forwarded-For',
    ['198.51.100.7'],
    from('6.6.6.6', ['CF-Connecting-IP', '198.51.100.7']),
  ),
  ...[
    'Forwarded',
    'CF-Connecting-IP',
    'True-Client-IP',
    'Fastly-Client-IP',
    'X-Cluster-Client-IP',
    'X-Forwarded-Scheme',
    'X-Url-Scheme',
    'Front-End-Https',
    'X-Original-URL',
    'X-Rewrite-URL',
    'X-Forwarded-User',
    'Remote-User',
    'X-SSL-Client-Verify',
    'Proxy',
    'X-Forwarded-Server',
  ].map((name) => gets('not what a client says', 'edge', name, [], { headers: [[name, 'for=6.6.6.6']] })),
  gets('who was let in, of the load balancer that says so', 'balanced', 'X-Forwarded-User', ['ana'], {
    headers: [['X-Forwarded-User', 'ana']],
  }),
  gets('not of one that is not trusted with it', 'balanced', 'Remote-User', [], { headers: [['Remote-User', 'ana']] }),
  gets('not of a stranger', 'strict', 'X-Forwarded-User', [], { headers: [['X-Forwarded-User', 'ana']] }),
  gets('a method that is meant goes through', 'edge', 'X-HTTP-Method-Override', ['PATCH'], {
    headers: [['X-HTTP-Method-Override', 'PATCH']],
  }),

  gets('one that came', 'edge', 'X-Request-ID', ['0af7651916cd43dd-8448eb21'], {
    headers: [['X-Request-ID', '0af7651916cd43dd-8448eb21']],
  }),
  gets('a new one', 'edge', 'X-Request-ID', /^[0-9a-f]{32}$/),
  gets('a new one for what is none', 'edge', 'X-Request-ID', /^[0-9a-f]{32}$/, {
    headers: [['X-Request-ID', 'a" b{}']],
  }),
  gets('a trace goes through', 'edge', 'traceparent', ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'], {
    headers: [['traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01']],
  }),
  gets('goes through', 'edge', 'Authorization', ['Bearer a.b.c'], { headers: [['Authorization', 'Bearer a.b.c']] }),
  gets('goes through as often as it comes', 'edge', 'X-Two', ['1', '2'], {
    headers: [
      ['X-Two', '1'],
      ['X-Two', '2'],
    ],
  }),
  gets('a cookie of 12 KiB', 'edge', 'Cookie', [`a=${'c'.repeat(12_000)}`], {
    headers: [['Cookie', `a=${'c'.repeat(12_000)}`]],
  }),
  gets('a cookie of 50 KiB, where that is allowed', 'cdn', 'Cookie', [`a=${'c'.repeat(50_000)}`], {
    headers: [['Cookie', `a=${'c'.repeat(50_000)}`]],
  }),
  gets('an upgrade to another protocol does not', 'edge', 'Upgrade', [], {
    headers: [
      ['Upgrade', 'h2c'],
      ['HTTP2-Settings', 'AAMAAABk'],
    ],
    target: '/live/x',
  }),
  gets('where no WebSockets are declared, no upgrade', 'edge', 'Upgrade', [], {
    headers: [['Upgrade', 'websocket']],
    target: '/api/x',
  }),
  gets('with an underscore is left out', 'edge', 'X_Api_Key', [], { headers: [['X_Api_Key', 'k']] }),
  gets('with an underscore, where they are allowed', 'balanced', 'X_Api_Key', ['k'], { headers: [['X_Api_Key', 'k']] }),
  gets('with an underscore does not stand for another', 'balanced', 'X_Forwarded_For', [], {
    headers: [['X_Forwarded_For', '6.6.6.6']],
  }),
  gets('with some underscores does not stand for another', 'balanced', 'X-Forwarded_For', [], {
    headers: [['X-Forwarded_For', '6.6.6.6']],
  }),
  row('a cookie that is too long is refused, not cut', async ({ doors }) => {
    expectEqual('status', (await ask(doors.edge, '/x', { headers: [['Cookie', 'c'.repeat(20_000)]] })).status, 400);
    expectEqual('status', (await ask(doors.edge, `/${'x'.repeat(20_000)}`)).status, 414);
    return undefined;
  }),
];
