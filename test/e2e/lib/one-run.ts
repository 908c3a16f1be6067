import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LOCK = join(tmpdir(), 'nexus-e2e.lock');

let held = false;

/** Whether this run is the one. */
export function isTheRun(): boolean {
  return held;
}

/**
 * One run at a time on a machine: a second one would replace the containers of the first, and end its engine.
 *
 * @throws Error that names the process of the other run
 */
export function beTheRun(): void {
  for (let tries = 0; !held && tries < 2; tries++) {
    try {
      writeFileSync(LOCK, `${process.pid}\n`, { flag: 'wx' });
      held = true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const pid = Number(readFileSync(LOCK, 'utf8'));
      if (isAlive(pid))
        throw new Error(`process ${pid} runs end-to-end tests or measurements already: wait for it`, { cause: error });
      // Of a run that was killed.
      rmSync(LOCK, { force: true });
    }
  }
  if (!held) throw new Error(`${LOCK} can't be had: another run has begun at the same time`);
  process.once('exit', () => {
    rmSync(LOCK, { force: true });
  });
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
