import { expectEqual, expectThat } from '../lib/checks.js';
import { type Row, row } from './bench.js';
import { ask, type Asking, type Door, open, say, valuesOf } from './wire.js';

async function refusesHandshake(door: Door, asking: Asking): Promise<void> {
  const opened = await open(door, asking).then(
    (socket) => socket.destroy(),
    (error: unknown) => error,
  );
  expectThat(
    opened instanceof Error && /unrecognized.name/i.test(String(opened)),
    `the handshake ends with ${String(opened)}`,
  );
}

const PLAIN: Asking = { tls: false };

/** A status for a request by plain HTTP, and where it leads. */
function redirects(
  what: string,
  proxy: 'edge' | 'cdn' | 'balanced',
  target: string,
  expected: string | number,
  asking: Asking = {},
): Row {
  return {
    name: `plain HTTP: ${what}`,
    run: async ({ doors }) => {
      const answer = await ask(doors[proxy], target, { ...PLAIN, ...asking });
      if (typeof expected === 'number') expectEqual('status', answer.status, expected);
      else {
        expectEqual('status', answer.status, 308);
        expectEqual('Location', valuesOf(answer, 'Location'), [expected]);
      }
      return undefined;
    },
  };
}

/** Who is answered, and where redirects lead. */
export const NAMES: readonly Row[] = [
  redirects(
    'to TLS, with path and query byte for byte',
    'edge',
    '/a%2Fb//c?x=%2F',
    'https://shop.example.org/a%2Fb//c?x=%2F',
  ),
  redirects('to TLS, without the port that it came by', 'edge', '/', 'https://shop.example.org/', {
    host: 'shop.example.org:8080',
  }),
  redirects('to TLS on the port that is published', 'cdn', '/x', 'https://shop.example.org:444/x'),
  redirects('another name is not answered', 'edge', '/', 0, { host: 'evil.test' }),
  redirects('an address is not answered', 'edge', '/', 0, { host: '127.0.0.1' }),
  redirects('a name that ends alike is not answered', 'edge', '/', 0, { host: 'notshop.example.org' }),
  redirects('its health is answered to any name', 'edge', '/nginx-health', 200, { host: '127.0.0.1:8080' }),
  redirects('what no host is called', 'edge', '/', 400, { host: 'a/b' }),
  row('TLS: the handshake for another name is refused', async ({ doors }) => {
    await refusesHandshake(doors.edge, { host: 'evil.test' });
    return undefined;
  }),
  row('TLS: the handshake without a name is refused', async ({ doors }) => {
    await refusesHandshake(doors.edge, { servername: false });
    return undefined;
  }),
  row('TLS: another Host than the handshake asked for is 421', async ({ doors }) => {
    expectEqual(
      'status',
      (await ask(doors.edge, '/', { host: 'evil.test', servername: 'shop.example.org' })).status,
      421,
    );
    expectEqual(
      'status',
      (await ask(doors.edge, '/', { host: '127.0.0.1', servername: 'shop.example.org' })).status,
      421,
    );
    return undefined;
  }),
  row('TLS: names with an asterisk', async ({ doors }) => {
    expectEqual('status', (await ask(doors.edge, '/x', { host: 'www.shop.example.org' })).status, 200);
    return undefined;
  }),
  row('without names every one is answered', async ({ doors }) => {
    expectEqual('status', (await ask(doors.cdn, '/x', { host: 'any.test' })).status, 200);
    expectEqual('status', (await ask(doors.cdn, '/x', { host: '127.0.0.1', servername: false })).status, 200);
    return undefined;
  }),
  row('TLS: plain HTTP on its port is 400', async ({ doors }) => {
    const { host, https } = doors.cdn;
    expectEqual('status', (await ask({ host, http: https ?? 0 }, '/x', PLAIN)).status, 400);
    return undefined;
  }),
  ...(
    [
      ['two lengths', 'Content-Length: 4\r\nContent-Length: 5\r\n'],
      ['a length and chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n'],
      ['another coding', 'Transfer-Encoding: gzip, chunked\r\n'],
      ['two hosts', 'Host: evil.test\r\n'],
    ] as const
  ).map(([what, lines]): Row => ({
    name: `a request that two programs could read in two ways is refused: ${what}`,
    run: async ({ doors }) => {
      const head = `POST /x HTTP/1.1\r\nHost: shop.example.org\r\n${lines}Connection: close\r\n\r\n0\r\n\r\n`;
      const { status } = await say(doors.edge, [head]);
      expectThat(status === 400 || status === 501, `it answers ${status}`);
      return String(status);
    },
  })),
  row('a request of HTTP/1.1 without a host is refused', async ({ doors }) => {
    expectEqual('status', (await say(doors.cdn, ['GET / HTTP/1.1\r\nConnection: close\r\n\r\n'])).status, 400);
    return undefined;
  }),
  row('a folder of a site is redirected without host and port', async ({ doors }) => {
    for (const proxy of ['edge', 'balanced'] as const) {
      const answer = await ask(doors[proxy], '/site/docs?x=1');
      expectEqual('status', answer.status, 301);
      expectEqual('Location', valuesOf(answer, 'Location'), ['/site/docs/?x=1']);
      expectEqual('what is there', (await ask(doors[proxy], '/site/docs/')).body.trim(), '<!doctype html>docs');
    }
    return undefined;
  }),
  row('a site is compressed, for a visitor through a CDN too', async ({ doors }) => {
    for (const headers of [[], [['Via', '1.1 cdn']]] as const) {
      const answer = await ask(doors.edge, '/site/', { headers: [['Accept-Encoding', 'gzip'], ...headers] });
      expectEqual('Content-Encoding', valuesOf(answer, 'Content-Encoding'), ['gzip']);
    }
    return undefined;
  }),
  row('answers of services are not compressed by the proxy', async ({ doors }) => {
    const answer = await ask(doors.edge, '/api/x', {
      headers: [
        ['Accept-Encoding', 'gzip'],
        ['X-Pad', 'p'.repeat(5000)],
      ],
    });
    expectEqual('Content-Encoding', valuesOf(answer, 'Content-Encoding'), []);
    return undefined;
  }),
  row('a module of a site is a script', async ({ doors }) => {
    const answer = await ask(doors.edge, '/site/assets/app-1a2b.mjs');
    expectThat(
      /javascript/.test(valuesOf(answer, 'Content-Type')[0] ?? ''),
      `it is ${valuesOf(answer, 'Content-Type').join()}`,
    );
    return undefined;
  }),
];
