import { type Ask, ConstantLoad, type LoadOutcome } from './constant-load.js';
import { HTTPS_PORT } from './stack.js';

let made = 0;
const customer = (): object => ({ name: `Load ${process.pid} ${made++}` });

/** Every service of ERP Nexus in turn, by connections that are kept and by new ones, reading and writing. */
const ASKS: readonly Ask[] = [
  { path: '/' },
  { path: '/api/crm/customers' },
  { path: '/api/services/services', keepAlive: false },
  { path: '/', keepAlive: false },
  { path: '/api/users/users' },
  { path: '/api/agendamento/appointments', keepAlive: false },
  { path: '/' },
  { method: 'POST', path: '/api/crm/customers', body: customer },
  { method: 'POST', path: '/api/crm/customers', body: customer, keepAlive: false },
  { path: '/api/services/services' },
];

/** Its body takes longer to come than a container that is replaced has at the least. */
const SLOW: readonly Ask[] = [
  { method: 'POST', path: '/api/crm/customers', slowly: 8000, body: customer, keepAlive: false },
];

/** Requests a second; the proxy lets one client have 50 of the routes under /api, which are seven of ten here. */
export const RATE = 60;

export interface UnderLoad<T> {
  readonly load: LoadOutcome;
  readonly result: T;
  /** Of what was done. */
  readonly seconds: number;
}

/** Does something while people use ERP Nexus through its proxy. */
export async function underLoad<T>(token: string, action: () => Promise<T>): Promise<UnderLoad<T>> {
  const loads = [new ConstantLoad(HTTPS_PORT, token, ASKS, RATE), new ConstantLoad(HTTPS_PORT, token, SLOW, 1)];
  const ended = async (): Promise<LoadOutcome> => together(await Promise.all(loads.map((load) => load.end())));
  try {
    await pause(3000);
    const started = performance.now();
    const result = await action();
    const seconds = (performance.now() - started) / 1000;
    // What is wrong with the new one shows when it is alone.
    await pause(3000);
    return { load: await ended(), result, seconds };
  } catch (error) {
    await ended();
    throw error;
  }
}

/** Asks each service in turn, by connections that are kept, while something is done: 30 times a second. */
export async function whileAsked(token: string, action: () => Promise<unknown>): Promise<LoadOutcome> {
  const load = new ConstantLoad(
    HTTPS_PORT,
    token,
    ['crm/customers', 'services/services', 'users/users', 'agendamento/appointments'].map((path) => ({
      path: `/api/${path}`,
    })),
    30,
  );
  let outcome: LoadOutcome;
  try {
    await action();
  } finally {
    outcome = await load.end();
  }
  return outcome;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function failures({ failed }: LoadOutcome): number {
  return Object.values(failed).reduce((sum, count) => sum + count, 0);
}

function together(loads: readonly LoadOutcome[]): LoadOutcome {
  return {
    requests: loads.reduce((sum, { requests }) => sum + requests, 0),
    failed: Object.assign({}, ...loads.map(({ failed }) => failed)) as Record<string, number>,
    slowest: Math.max(...loads.map(({ slowest }) => slowest)),
    late: loads.reduce((sum, { late }) => sum + late, 0),
    seconds: Math.max(...loads.map(({ seconds }) => seconds)),
    window: Math.max(...loads.map(({ window }) => window)),
  };
}
