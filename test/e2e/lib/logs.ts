import { randomUUID } from 'node:crypto';
import type { PlatformModel } from '../../../src/index.js';
import { expectEqual, expectThat } from './checks.js';
import { secretOf } from './context.js';
import { https, logIn } from './http.js';
import { run } from './run.js';
import { type Stack, until } from './stack.js';

const PROXY = 'nginx';
const GATEWAY = 'api-gateway';

/** A page of each service that asks the database, below the proxy's route to the gateway. */
const ASKING: Readonly<Record<string, string>> = {
  'user-management': `/api/users/users/${randomUUID()}`,
  crm: `/api/crm/customers/${randomUUID()}`,
  services: `/api/services/services/${randomUUID()}`,
  agendamento: '/api/agendamento/appointments',
};

/** What `docker logs … | jq .` reads: errors of nginx itself are on the other output. */
async function linesOf(erp: Stack, service: string): Promise<string[]> {
  const { Id } = await erp.inspect(service);
  return (await run('docker', ['logs', Id])).stdout.split('\n').filter(Boolean);
}

function parsed(service: string, line: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    throw new Error(`${service} writes a line that is no JSON: ${line.slice(0, 200)}`);
  }
}

/** Every line that the proxy and the services have written since they were made. */
export async function everyLineIsJson(erp: Stack, { workloads }: PlatformModel): Promise<string> {
  const names = workloads
    .filter(({ kind, group }) => group === undefined && (kind === 'proxy' || kind === 'service'))
    .map(({ name }) => name);
  expectThat(names.includes(PROXY) && names.includes(GATEWAY), `not among ${names.join(', ')}`);
  let lines = 0;
  for (const name of names)
    for (const line of await linesOf(erp, name)) {
      expectThat(typeof parsed(name, line) === 'object', `${name} writes a line that is no object: ${line}`);
      lines++;
    }
  expectThat(lines > 0, 'nobody has written a line');
  return `${lines} lines of ${names.join(', ')}`;
}

async function has(erp: Stack, service: string, id: string): Promise<boolean> {
  return (await linesOf(erp, service)).map((line) => parsed(service, line)).some((line) => line['request_id'] === id);
}

/**
 * One request by its id: at the level of production services write a line for what fails, so what they need is stopped.
 */
export async function requestIsInEveryLog(erp: Stack): Promise<string> {
  const token = await logIn(secretOf(erp, 'admin_password'));
  const found: string[] = [];
  const follow = async (path: string, names: readonly string[]) => {
    const requestId = `e2e-${randomUUID()}`;
    const { status, headers } = await https(path, { token, requestId });
    expectThat(status >= 500, `${path} answers ${status}, and nobody has to write of it`);
    expectEqual(`X-Request-ID of ${path}`, headers['x-request-id'], requestId);
    for (const name of names) {
      await until(`${requestId} in the log of ${name}`, () => has(erp, name, requestId));
      found.push(name);
    }
  };
  await withoutOne(erp, 'postgres', async () => {
    for (const [service, path] of Object.entries(ASKING)) await follow(path, [PROXY, service]);
  });
  await withoutOne(erp, 'crm', () => follow(ASKING['crm'] ?? '', [PROXY, GATEWAY]));
  return [...new Set(found)].join(', ');
}

async function withoutOne(erp: Stack, name: string, act: () => Promise<void>): Promise<void> {
  await erp.compose(['stop', name]);
  try {
    await act();
  } finally {
    await erp.compose(['start', name]);
  }
  await until(`${name} is healthy again`, async () => (await erp.inspect(name)).State.Health?.Status === 'healthy', 60);
}
