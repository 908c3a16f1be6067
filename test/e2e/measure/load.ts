import { Agent, get } from 'node:http';

export interface LoadResult {
  readonly requests: number;
  readonly errors: number;
}

/** The status of one request, or 0 where there was no answer. */
export function status(url: string, timeout: number, agent?: Agent): Promise<number> {
  return new Promise((resolve) => {
    const outgoing = get(url, { timeout, agent: agent ?? false }, (incoming) => {
      incoming.resume();
      incoming.on('end', () => resolve(incoming.statusCode ?? 0)).on('error', () => resolve(0));
    });
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('error', () => resolve(0));
  });
}

/** Asks for `url` over and over on so many connections, each waiting for its answer. */
export async function load(url: string, connections: number, seconds: number): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const end = performance.now() + seconds * 1000;
  let requests = 0;
  let errors = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      const code = await status(url, 10_000, agent);
      if (code >= 200 && code < 400) requests++;
      else errors++;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  return { requests, errors };
}

/**
 * Waits for the first success of `url`.
 *
 * @returns the time of it, in milliseconds since 1970
 */
export async function firstSuccess(url: string, everyMs: number, seconds: number): Promise<number> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const asked = Date.now();
    const code = await status(url, 1000);
    if (code >= 200 && code < 400) return Date.now();
    await pause(everyMs - (Date.now() - asked));
  }
  throw new Error(`${url}: no success within ${seconds} s`);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
