import { Agent, request } from 'node:https';
import { ERP_HOST, HTTPS_PORT } from './stack.js';

/** What became of requests that were sent at a steady pace. */
export interface LoadResult {
  readonly sent: number;
  /** By what they ended with, other than a status of 200: `crm 502`. */
  readonly failed: Readonly<Record<string, number>>;
  /** From the first to the last that failed, in milliseconds. */
  readonly window: number;
}

const PATHS = ['/api/crm/customers', '/api/services/services', '/api/users/users', '/api/agendamento/appointments'];

/** Asks each service in turn, with connections that are kept, while `action` runs. */
export async function underLoad(
  token: string,
  action: () => Promise<unknown>,
  /** Requests a second. */
  rate = 30,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const failed: Record<string, number> = {};
  const moments: number[] = [];
  const open = new Set<Promise<void>>();
  let sent = 0;
  const one = (path: string): Promise<void> =>
    ask(agent, path, token).then((outcome) => {
      if (outcome === 200) return;
      const what = `${path.split('/')[2] ?? ''} ${outcome}`;
      failed[what] = (failed[what] ?? 0) + 1;
      moments.push(performance.now());
    });
  const timer = setInterval(() => {
    const asked = one(PATHS[sent++ % PATHS.length] ?? '/').finally(() => open.delete(asked));
    open.add(asked);
  }, 1000 / rate);
  try {
    await action();
  } finally {
    clearInterval(timer);
    await Promise.all(open);
    agent.destroy();
  }
  return { sent, failed, window: Math.round((moments.at(-1) ?? 0) - (moments[0] ?? 0)) };
}

function ask(agent: Agent, path: string, token: string): Promise<number | string> {
  return new Promise((resolve) => {
    const headers = { host: ERP_HOST, authorization: `Bearer ${token}` };
    const options = {
      host: '127.0.0.1',
      servername: ERP_HOST,
      port: HTTPS_PORT,
      path,
      agent,
      headers,
      timeout: 20_000,
    };
    const outgoing = request({ ...options, rejectUnauthorized: false }, (incoming) => {
      incoming.resume().on('end', () => resolve(incoming.statusCode ?? 0));
      incoming.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'cut off'));
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')));
    outgoing.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    outgoing.end();
  });
}
