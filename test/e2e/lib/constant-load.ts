import { Agent, request } from 'node:https';
import { ERP_HOST } from './stack.js';

/** One kind of request, asked for again and again. */
export interface Ask {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  /** Milliseconds that the client takes to send the body. @default at once */
  readonly slowly?: number;
  readonly body?: () => unknown;
  /** Whether the connection is kept for the next one. @default true */
  readonly keepAlive?: boolean;
  /** What is expected. @default 200, of a POST 201 */
  readonly status?: number;
}

export interface LoadOutcome {
  readonly requests: number;
  /** What went wrong, with how often: `GET /api/crm/customers: 502`. */
  readonly failed: Readonly<Record<string, number>>;
  /** Milliseconds. */
  readonly slowest: number;
  /** Requests that took longer than half a second, but for those that are slow by themselves. */
  readonly late: number;
  readonly seconds: number;
  /** From the first that went wrong to the last, in milliseconds. */
  readonly window: number;
}

/**
 * Asks at a constant pace, whether answers come or not, as people do. Nothing is tried again: a connection that is reset is a
 * failed request.
 */
export class ConstantLoad {
  private readonly kept = new Agent({ keepAlive: true, rejectUnauthorized: false, servername: ERP_HOST });
  private readonly single = new Agent({ keepAlive: false, rejectUnauthorized: false, servername: ERP_HOST });
  private readonly failed: Record<string, number> = {};
  private readonly open = new Set<Promise<void>>();
  private readonly started = performance.now();
  private readonly timer: NodeJS.Timeout;
  private requests = 0;
  private slowest = 0;
  private late = 0;
  private readonly wrongAt: number[] = [];

  /** @param rate requests a second */
  public constructor(
    private readonly port: number,
    private readonly token: string,
    asks: readonly Ask[],
    rate: number,
  ) {
    let next = 0;
    let last = performance.now();
    let due = 0;
    this.timer = setInterval(() => {
      const now = performance.now();
      // What a busy machine delays is caught up on, but for more than half a second: a crowd at once is another test.
      due = Math.min(due + ((now - last) / 1000) * rate, Math.max(1, rate / 2));
      last = now;
      for (; due >= 1; due--) {
        const ask = asks[next++ % asks.length];
        if (ask) this.send(ask);
      }
    }, 5);
  }

  /** Ends it, and waits for what is under way. */
  public async end(): Promise<LoadOutcome> {
    clearInterval(this.timer);
    const seconds = (performance.now() - this.started) / 1000;
    await Promise.all(this.open);
    this.kept.destroy();
    this.single.destroy();
    const { requests, failed, slowest, late, wrongAt } = this;
    const window = Math.round((wrongAt.at(-1) ?? 0) - (wrongAt[0] ?? 0));
    return { requests, failed, slowest, late, seconds, window };
  }

  private send(ask: Ask): void {
    const sending = this.one(ask).then((problem) => {
      if (problem === undefined) return;
      const key = `${ask.method ?? 'GET'} ${ask.path}: ${problem}`;
      this.failed[key] = (this.failed[key] ?? 0) + 1;
      this.wrongAt.push(performance.now());
    });
    this.open.add(sending);
    void sending.finally(() => this.open.delete(sending));
  }

  /** @returns what went wrong */
  private one({ method = 'GET', path, slowly = 0, body, keepAlive = true, status }: Ask): Promise<string | undefined> {
    const started = performance.now();
    const text = body ? JSON.stringify(body()) : '';
    const expected = status ?? (method === 'POST' ? 201 : 200);
    this.requests++;
    return new Promise((resolve) => {
      const headers = {
        host: ERP_HOST,
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      };
      const agent = keepAlive ? this.kept : this.single;
      const where = { host: '127.0.0.1', port: this.port, path, method, headers, agent, timeout: 60_000 };
      const outgoing = request(where, (incoming) => {
        incoming.resume();
        incoming.on('error', (error: NodeJS.ErrnoException) => resolve(`answer cut off, ${error.code}`));
        incoming.on('end', () => {
          const ms = performance.now() - started - slowly;
          this.slowest = Math.max(this.slowest, ms);
          if (ms > 500) this.late++;
          resolve(incoming.statusCode === expected ? undefined : String(incoming.statusCode));
        });
      });
      outgoing.on('timeout', () => outgoing.destroy(Object.assign(new Error('no answer'), { code: 'no answer' })));
      outgoing.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      if (slowly === 0) return void outgoing.end(text);
      outgoing.write(text.slice(0, 1));
      setTimeout(() => outgoing.end(text.slice(1)), slowly);
    });
  }
}
