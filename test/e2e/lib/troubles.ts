import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { secretOf } from './context.js';
import { https, logIn } from './http.js';
import { run } from './run.js';
import { ERP_HOST, type Stack } from './stack.js';

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

/**
 * The proxy shows a certificate that ends in some days, until `restore`.
 *
 * @param days until it ends
 */
export async function shortLivedCertificate(
  erp: Stack,
  days: number,
): Promise<{ readonly restore: () => Promise<void> }> {
  const files = ['tls_certificate', 'tls_key'].map((name) => join(erp.folder, 'secrets', name));
  const before = files.map((file) => readFileSync(file));
  const show = async (contents: readonly Buffer[]) => {
    // The same files: containers have those, not their names.
    files.forEach((file, i) => writeFileSync(file, contents[i] ?? '', { flag: 'r+' }));
    files.forEach((file, i) => truncateSync(file, contents[i]?.length ?? 0));
    await erp.compose(['restart', 'nginx']);
  };
  const made = ['crt', 'key'].map((ending) => join(erp.folder, `short-lived.${ending}`));
  const [to = '', keyTo = ''] = made;
  const subject = ['-subj', `/CN=${ERP_HOST}`, '-addext', `subjectAltName=DNS:${ERP_HOST}`];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  await run('openssl', ['req', '-x509', ...curve, ...subject, '-days', String(days), '-out', to, '-keyout', keyTo]);
  await show(made.map((file) => readFileSync(file)));
  for (const file of made) rmSync(file);
  return { restore: () => show(before) };
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
export function smallDisk(): SmallDisk {
  const mountpoint = mkdtempSync(join(tmpdir(), 'nexus-e2e-disk-'));
  const engine = engineWithOwnMounts();
  // What watches disks reads their list from the machine's first process, and how full they are where the engine is.
  const places = [[], ...(engine === undefined ? [] : [['nsenter', `--target=${engine}`, '--mount']])];
  const everywhere = (...argv: readonly string[]) => {
    for (const place of places) execFileSync('env', [...place, ...argv]);
  };
  everywhere('mount', '-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', mountpoint);
  const file = join(engine === undefined ? '/' : `/proc/${engine}/root`, mountpoint, 'all-of-it');
  let isThere = true;
  const remove = () => {
    if (!isThere) return;
    isThere = false;
    everywhere('umount', '--lazy', mountpoint);
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

/** Process of an engine that the tests have started, if it does not see what is mounted here. */
function engineWithOwnMounts(): number | undefined {
  const pidFile = join(dirname((process.env.DOCKER_HOST ?? '').replace(/^unix:\/\//, '')), 'docker.pid');
  if (!existsSync(pidFile)) return undefined;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  const mountsOf = (process: number | 'self') => readlinkSync(`/proc/${process}/ns/mnt`);
  return mountsOf(pid) === mountsOf('self') ? undefined : pid;
}
