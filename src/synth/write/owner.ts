import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The process behind a lock or a staging folder. Its fields are in the entry's name, so that both appear at once. */
export interface Owner {
  readonly since: Date;
  readonly pid: number;
  /** When the process started, in the kernel's clock ticks; empty where the system does not tell. */
  readonly start: string;
  /** The host, and on Linux the namespace in which `pid` counts. */
  readonly host: string;
  readonly namespace: string;
}

const NAME = /^(\d+)~(\d+)~(\d*)~([\w.-]+)~(\d*)~[0-9a-f]+$/;

/** A new name for an entry of this process. */
export function ownerName(): string {
  const parts = [Date.now(), process.pid, statusOf(process.pid)?.start ?? '', hostName(), namespace()];
  return [...parts, randomBytes(4).toString('hex')].join('~');
}

export function parseOwner(name: string): Owner | undefined {
  const [, since = '', pid = '', start = '', host = '', space = ''] = NAME.exec(name) ?? [];
  return pid === '' ? undefined : { since: new Date(Number(since)), pid: Number(pid), start, host, namespace: space };
}

/** What can be known of the process: nothing, if it belongs to another host or container. */
export function fateOf({ pid, start, host, namespace: space }: Owner): 'running' | 'ended' | 'unknown' {
  if (host !== hostName() || space !== namespace()) return 'unknown';
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists, and belongs to another user.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'ended';
  }
  const status = statusOf(pid);
  // Another process may have got its number since.
  const replaced = status !== undefined && start !== '' && status.start !== start;
  return status?.zombie || replaced ? 'ended' : 'running';
}

function hostName(): string {
  return (
    hostname()
      .replace(/[^\w.-]/g, '_')
      .slice(0, 64) || '_'
  );
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
  } catch {
    return '';
  }
}

/** What Linux tells of a process: see proc_pid_stat(5). The name in parentheses may contain anything. */
function statusOf(pid: number): { readonly zombie: boolean; readonly start: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { zombie: fields[0] === 'Z', start: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}
