import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretOf } from './context.js';
import { https, logIn } from './http.js';
import { run } from './run.js';
import type { Stack } from './stack.js';

/** Needs no row in the table: 404 is an answer of the route, too. */
const NOBODY = '/customers/0199d0a0-0000-7000-8000-000000000000';

/** Users who look at a customer all the time, until `end`. @returns statuses, by how often each was answered */
export async function usersOfCrm(
  erp: Stack,
  count: number,
): Promise<{ readonly end: () => Promise<Readonly<Record<string, number>>> }> {
  const token = await logIn(secretOf(erp, 'admin_password'));
  const answers: Record<string, number> = {};
  let isOver = false;
  const user = async () => {
    while (!isOver) {
      const status = await https(`/api/crm${NOBODY}`, { token }).then(
        (reply) => String(reply.status),
        () => 'none',
      );
      answers[status] = (answers[status] ?? 0) + 1;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  };
  const users = Array.from({ length: count }, user);
  return {
    end: async () => {
      isOver = true;
      await Promise.all(users);
      return answers;
    },
  };
}

/** A job that locks the customers, over and over, two seconds each: who reads them waits. */
export function lockCustomers(erp: Stack, seconds: number): Promise<unknown> {
  const once = 'BEGIN; LOCK TABLE crm.customers IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(2); COMMIT;\n';
  const psql = ['psql', '--quiet', '--no-psqlrc', '--set=ON_ERROR_STOP=1', '--username=postgres', 'nexus_erp'];
  return erp.exec('postgres', psql, { input: once.repeat(Math.ceil(seconds / 2)) });
}

/** A small disk of this machine. */
export interface SmallDisk {
  readonly mountpoint: string;
  fill(): void;
  empty(): void;
  remove(): void;
}

/** A disk of 8 MiB. What is to see it is started afterwards: not every machine passes mounts on to containers that run. */
export async function smallDisk(): Promise<SmallDisk> {
  const mountpoint = mkdtempSync(join(tmpdir(), 'nexus-e2e-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', mountpoint]);
  const file = join(mountpoint, 'all-of-it');
  let isThere = true;
  const remove = () => {
    if (!isThere) return;
    isThere = false;
    execFileSync('umount', ['--lazy', mountpoint]);
    rmdirSync(mountpoint);
  };
  // Also after Ctrl-C.
  process.once('exit', remove);
  return {
    mountpoint,
    fill: () => writeFileSync(file, Buffer.alloc(8 * 1024 ** 2 - 65_536)),
    empty: () => rmSync(file),
    remove,
  };
}
