import { createHash } from 'node:crypto';
import { connect as connectHttp2 } from 'node:http2';
import { expectEqual, expectThat } from '../lib/checks.js';
import { type Bench, type Row, row } from './bench.js';
import { ask, open, say, seen, type Door } from './wire.js';

const MIB = 1024 * 1024;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Reads an answer at most at `rate` bytes a second. @returns bytes of its body */
async function readSlowly(door: Door, target: string, rate: number): Promise<number> {
  const socket = await open(door);
  socket.write(`GET ${target} HTTP/1.1\r\nHost: shop.example.org\r\nConnection: close\r\n\r\n`);
  let [bytes, head] = [0, ''];
  const started = performance.now();
  for await (const data of socket as AsyncIterable<Buffer>) {
    if (head.includes('\r\n\r\n')) bytes += data.length;
    else {
      head += data.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end >= 0) bytes += head.length - end - 4;
    }
    const ahead = (bytes / rate) * 1000 - (performance.now() - started);
    if (ahead > 5) await pause(ahead);
  }
  return bytes;
}

/** The most that lies in /tmp while something runs. */
async function mostInTmp(bench: Bench, proxy: 'edge', action: () => Promise<unknown>): Promise<number> {
  let most = 0;
  const state = { done: false };
  const watching = (async () => {
    while (!state.done) {
      most = Math.max(most, await bench.tmp(proxy));
      await pause(100);
    }
  })();
  await action().finally(() => (state.done = true));
  await watching;
  return most;
}

/** A request of HTTP/2 with a body of unknown length. */
function http2Upload(door: Door, target: string, chunks: readonly Buffer[]): Promise<string> {
  const session = connectHttp2(`https://${door.host}:${door.https}`, {
    rejectUnauthorized: false,
    servername: 'shop.example.org',
  });
  return new Promise<string>((resolve, reject) => {
    session.on('error', reject);
    const stream = session.request({ ':path': target, ':method': 'POST', ':authority': 'shop.example.org' });
    let body = '';
    stream.setEncoding('utf8').on('data', (text: string) => (body += text));
    stream.on('error', reject).on('end', () => resolve(body));
    for (const chunk of chunks) stream.write(chunk);
    stream.end();
  }).finally(() => session.close());
}

const hashOf = (data: Buffer) => createHash('sha256').update(data).digest('hex');

/** Bodies and answers, both ways, as they come. */
export const STREAMING: readonly Row[] = [
  row('an answer of 150 MiB, read at 20 MB a second, comes whole, and nothing of it lies in /tmp', async (bench) => {
    let got = 0;
    const most = await mostInTmp(bench, 'edge', async () => {
      got = await readSlowly(bench.doors.edge, '/big/big?mib=150', 20e6);
    });
    expectEqual('bytes', got, 150 * MIB);
    expectThat(most < MIB, `${most} bytes lay in /tmp`);
    return `at most ${most} bytes in /tmp`;
  }),
  row('four answers of 30 MiB at once come whole', async ({ doors }) => {
    const got = await Promise.all(Array.from({ length: 4 }, () => readSlowly(doors.edge, '/big/big?mib=30', 10e6)));
    expectEqual(
      'bytes',
      got,
      Array.from({ length: 4 }, () => 30 * MIB),
    );
    return undefined;
  }),
  row('events come when they happen', async ({ doors }) => {
    const socket = await open(doors.edge);
    socket.write('GET /api/events?n=4&ms=400 HTTP/1.1\r\nHost: shop.example.org\r\nConnection: close\r\n\r\n');
    const times: number[] = [];
    for await (const data of socket as AsyncIterable<Buffer>)
      for (const _ of data.toString().matchAll(/data: \d/g)) times.push(performance.now());
    expectEqual('events', times.length, 4);
    const spread = (times[3] ?? 0) - (times[0] ?? 0);
    expectThat(spread > 900, `all came within ${spread.toFixed(0)} ms`);
    return `over ${spread.toFixed(0)} ms`;
  }),
  row('a body of 200 MiB is passed on whole, and nothing of it lies in /tmp', async (bench) => {
    const body = Buffer.alloc(200 * MIB, 'upload ');
    let sha = '';
    const most = await mostInTmp(bench, 'edge', async () => {
      sha = seen(await ask(bench.doors.edge, '/big/x', { method: 'POST', body })).sha256;
    });
    expectEqual('checksum', sha, hashOf(body));
    expectThat(most < MIB, `${most} bytes lay in /tmp`);
    return `at most ${most} bytes in /tmp`;
  }),
  row('forty bodies of 5 MiB at once are passed on whole', async ({ doors }) => {
    const body = Buffer.alloc(5 * MIB, 'x');
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => ask(doors.edge, '/big/x', { method: 'PUT', body })),
    );
    expectEqual(
      'answers',
      answers.filter((answer) => answer.status === 200 && seen(answer).bytes === 5 * MIB).length,
      40,
    );
    return undefined;
  }),
  row('a chunked body comes while it is sent', async ({ doors }) => {
    const socket = await open(doors.edge);
    socket.write(
      'POST /api/x HTTP/1.1\r\nHost: shop.example.org\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n',
    );
    for (let i = 0; i < 4; i++) {
      socket.write(`5\r\nhello\r\n`);
      await pause(300);
    }
    socket.write('0\r\n\r\n');
    let text = '';
    for await (const data of socket as AsyncIterable<Buffer>) text += data.toString();
    const { bytes, took } = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as {
      bytes: number;
      took: number;
    };
    expectEqual('bytes', bytes, 20);
    expectThat(took > 800, `the service had it all after ${took} ms`);
    return `over ${took} ms`;
  }),
  row('a body of HTTP/2 without a length', async ({ doors }) => {
    const chunks = Array.from({ length: 64 }, () => Buffer.alloc(65_536, 'h'));
    const body = JSON.parse(await http2Upload(doors.edge, '/api/x', chunks)) as { bytes: number; sha256: string };
    expectEqual('checksum', body.sha256, hashOf(Buffer.concat(chunks)));
    return `${body.bytes} bytes`;
  }),
  row('a body beyond the limit is 413, whether its length is said or not', async ({ doors }) => {
    const large = Buffer.alloc(70 * 1024);
    expectEqual('with a length', (await ask(doors.edge, '/small/x', { method: 'POST', body: large })).status, 413);
    const chunk = Buffer.concat([Buffer.from('11800\r\n'), large, Buffer.from('\r\n0\r\n\r\n')]);
    const head =
      'POST /small/x HTTP/1.1\r\nHost: shop.example.org\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n';
    expectEqual('in chunks', (await say(doors.edge, [head, chunk])).status, 413);
    const fits = await ask(doors.edge, '/small/x', { method: 'POST', body: Buffer.alloc(64 * 1024) });
    expectEqual('what just fits', seen(fits).bytes, 64 * 1024);
    return undefined;
  }),
  row("the proxy's own limit is 1 MiB", async ({ doors }) => {
    expectEqual('beyond', (await ask(doors.edge, '/x', { method: 'POST', body: Buffer.alloc(MIB + 1) })).status, 413);
    expectEqual('within', seen(await ask(doors.edge, '/x', { method: 'POST', body: Buffer.alloc(MIB) })).bytes, MIB);
    return undefined;
  }),
  row('a service that refuses a body early is heard', async ({ doors }) => {
    const answer = await ask(doors.edge, '/api/refuse', { method: 'POST', body: Buffer.alloc(20 * MIB) });
    expectEqual('status', answer.status, 413);
    expectEqual('body', answer.body, 'too much');
    return undefined;
  }),
  row('who waits for "100 Continue" gets it', async ({ doors }) => {
    const body = Buffer.alloc(100_000, 'c');
    const answer = await ask(doors.edge, '/api/x', {
      method: 'PUT',
      body,
      headers: [
        ['Expect', '100-continue'],
        ['Content-Length', '100000'],
      ],
    });
    expectEqual('bytes', seen(answer).bytes, 100_000);
    return undefined;
  }),
  row(
    'whole bodies: as many at once as /tmp holds, the others are 503, and every one that is taken arrives',
    async (bench) => {
      const body = Buffer.alloc(2 * MIB, 'w');
      let answers: { status: number }[] = [];
      const most = await mostInTmp(bench, 'edge', async () => {
        answers = await Promise.all(
          Array.from({ length: 80 }, () => ask(bench.doors.edge, '/whole/slow?ms=1500', { method: 'POST', body })),
        );
      });
      const count = (status: number) => answers.filter((answer) => answer.status === status).length;
      expectEqual('answers of another status', answers.length - count(200) - count(503), 0);
      expectThat(count(200) >= 4 && count(503) > 0, `${count(200)} taken, ${count(503)} refused`);
      const short = await Promise.all(
        Array.from({ length: 60 }, () => ask(bench.doors.edge, '/whole/x', { method: 'POST', body: 'short' })),
      );
      expectEqual('short bodies that were refused', short.filter(({ status }) => status !== 200).length, 0);
      return `${count(200)} taken, ${count(503)} refused, at most ${Math.round(most / MIB)} MiB in /tmp`;
    },
  ),
];
