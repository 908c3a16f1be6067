import { expectEqual, expectThat } from '../lib/checks.js';
import type { Context, Suite } from '../lib/context.js';
import { Replacing } from '../lib/replacing.js';
import { run } from '../lib/run.js';
import { pause } from '../lib/traffic.js';
import { layProxies } from '../proxy/laid.js';
import { DOORS } from '../proxy/platform.js';
import { ask, open } from '../proxy/wire.js';

/** As `LINGER_SECONDS` of the platform. */
const LINGER = 30;

/**
 * What lasts, through nginx to a program without any manners: it has no preload, and ends at once when it is told to. What it
 * is asked must have ended by itself before.
 */
export const openConnections: Suite = {
  name: 'open-connections',
  title: 'Updates: what is open goes on',
  tier: 'all',
  needsErp: false,
  async run({ checks, folder }: Context): Promise<void> {
    const stack = layProxies(folder);
    try {
      const up = await checks.check(
        'a proxy and what is behind it come up',
        async () => {
          await run('bash', ['scripts/secrets-init.sh', '--self-signed'], { cwd: stack.folder });
          await stack.compose(['build'], { timeout: 900_000 });
          return `${((await stack.up('edge')) / 1000).toFixed(1)} s`;
        },
        { always: true },
      );
      if (!up) return;
      const host = new Replacing(stack);
      await checks.check('a slow answer and a stream of events end as they would', async () => {
        const open = Promise.all([ask(DOORS.edge, '/live/slow?ms=12000'), ask(DOORS.edge, '/live/events?n=75&ms=200')]);
        await pause(500);
        const seconds = await replaced(host);
        const [slow, events] = await open;
        expectEqual('the slow answer', [slow.status, slow.body], [200, 'late']);
        expectEqual('events', events.body.match(/^data: \d+$/gm)?.length, 75);
        return `replaced in ${seconds.toFixed(0)} s`;
      });
      await checks.check('a WebSocket loses no message, is closed in the end, and opens again', async () => {
        const socket = new Talk();
        await socket.begin();
        const seconds = await replaced(host);
        await socket.closed;
        expectThat(socket.seconds >= LINGER - 2, `it was closed after ${socket.seconds} s`);
        // The last one may have been on its way.
        expectThat(socket.sent - socket.echoed <= 1, `${socket.echoed} of ${socket.sent} messages came back`);
        expectThat(socket.slowest < 3000, `one took ${socket.slowest} ms`);
        const again = new Talk();
        await again.begin();
        await pause(2000);
        again.end();
        expectThat(again.echoed >= 5, `after it only ${again.echoed} messages came back`);
        return `${socket.echoed} messages, the slowest took ${socket.slowest} ms; closed after ${socket.seconds} s, replaced in ${seconds.toFixed(0)} s`;
      });
    } finally {
      await stack.down();
    }
  },
};

async function replaced(host: Replacing): Promise<number> {
  const before = await host.containers('live');
  const { code, stdout, stderr, ms } = await host.replace('live');
  expectThat(code === 0, `it ends with ${code}: ${stdout}${stderr}`);
  const after = await host.containers('live');
  expectEqual('number of containers', after.length, 1);
  expectThat(after[0] !== before[0], 'the container from before still runs');
  return ms / 1000;
}

const HANDSHAKE = [
  'GET /live/talk HTTP/1.1',
  'Host: shop.example.org',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
].join('\r\n');

/** A WebSocket on which a word is said five times a second, and comes back. */
class Talk {
  public sent = 0;
  public echoed = 0;
  /** Milliseconds. */
  public slowest = 0;
  public seconds = 0;
  public closed: Promise<void> = Promise.resolve();
  public end: () => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;

  public async begin(): Promise<void> {
    const socket = await open(DOORS.edge);
    const started = performance.now();
    const times: number[] = [];
    let isOpen = false;
    socket.write(`${HANDSHAKE}\r\n\r\n`);
    const opened = new Promise<void>((resolve) => {
      socket.on('data', (data: Buffer) => {
        if (!isOpen) {
          isOpen = data.toString('latin1').startsWith('HTTP/1.1 101');
          return resolve();
        }
        // A frame of six letters and two bytes each.
        for (let i = 0; i < Math.round(data.length / 8); i++) {
          this.echoed++;
          this.slowest = Math.max(this.slowest, Math.round(performance.now() - (times.shift() ?? 0)));
        }
      });
    });
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) =>
      socket.on('close', () => {
        clearInterval(this.timer);
        this.seconds = Math.round((performance.now() - started) / 1000);
        resolve();
      }),
    );
    this.end = () => socket.destroy();
    await opened;
    expectThat(isOpen, 'the WebSocket does not open');
    this.timer = setInterval(() => {
      this.sent++;
      times.push(performance.now());
      // Masked by nothing: the mask is four zeros.
      socket.write(Buffer.concat([Buffer.from([0x81, 0x86, 0, 0, 0, 0]), Buffer.from('a word')]));
    }, 200);
  }
}
