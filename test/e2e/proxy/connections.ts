import { expectEqual, expectThat } from '../lib/checks.js';
import { type Row, row } from './bench.js';
import { ask, type Door, open } from './wire.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A WebSocket's handshake, `texts` one after the other, and what comes back. */
async function talk(door: Door, target: string, texts: readonly string[], wait = 0): Promise<string> {
  const socket = await open(door);
  const key = Buffer.alloc(16, 7).toString('base64');
  socket.write(
    `GET ${target} HTTP/1.1\r\nHost: shop.example.org\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n` +
      `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  let got = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => (got = Buffer.concat([got, data])));
  socket.on('error', () => undefined);
  for (const text of texts) {
    await pause(wait);
    const mask = Buffer.from([1, 2, 3, 4]);
    const masked = Buffer.from(text).map((byte, i) => byte ^ (mask[i % 4] ?? 0));
    socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | masked.length]), mask, masked]));
  }
  const whole = () => got.toString('latin1');
  for (let tries = 0; tries < 50 && !whole().includes(texts.at(-1) ?? ' '); tries++) await pause(50);
  socket.destroy();
  return whole();
}

/** Connections that stay open. */
export const CONNECTIONS: readonly Row[] = [
  row(
    'three hundred clients that ask for much and do not read leave the others their answers',
    async ({ doors }) => {
      const sockets = await Promise.all(Array.from({ length: 300 }, () => open(doors.edge)));
      const state = { closed: 0 };
      for (const socket of sockets) {
        socket.on('error', () => undefined).on('close', () => state.closed++);
        socket.once('data', () => socket.pause());
        socket.write(`GET /big/big?mib=20 HTTP/1.1\r\nHost: shop.example.org\r\nCookie: ${'c'.repeat(8000)}\r\n\r\n`);
      }
      await pause(5000);
      const [closed, answer] = [state.closed, await ask(doors.edge, '/x')];
      for (const socket of sockets) socket.destroy();
      expectEqual('closed', closed, 0);
      expectEqual('status of another', answer.status, 200);
      return undefined;
    },
    'all',
  ),
  row('a WebSocket opens where it is declared, and echoes', async ({ doors }) => {
    const got = await talk(doors.edge, '/live/socket', ['ping', 'pong'], 100);
    expectThat(
      /^HTTP\/1\.1 101 /.test(got) && got.includes('ping') && got.includes('pong'),
      `it answers ${got.slice(0, 200)}`,
    );
    return undefined;
  }),
  row('a WebSocket does not open elsewhere', async ({ doors }) => {
    const got = await talk(doors.edge, '/api/socket', ['ping']);
    expectThat(!got.startsWith('HTTP/1.1 101'), 'it opens at /api');
    return undefined;
  }),
  row('an idle connection is kept for the next request', async ({ doors }) => {
    const socket = await open(doors.edge);
    let text = '';
    socket.on('data', (data: Buffer) => (text += data.toString()));
    for (let i = 0; i < 3; i++) {
      socket.write('GET /x HTTP/1.1\r\nHost: shop.example.org\r\n\r\n');
      await pause(300);
    }
    socket.destroy();
    expectEqual('answers on one connection', text.match(/HTTP\/1\.1 200/g)?.length, 3);
    return undefined;
  }),
  row('a request that a service has begun is not repeated', async ({ doors }) => {
    expectEqual('status', (await ask(doors.edge, '/api/die', { method: 'POST', body: 'once' })).status, 502);
    return undefined;
  }),
];
