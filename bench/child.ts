import { fork } from 'node:child_process';
import type { Sample } from './measure.js';
import { sample } from './measure.js';
import { type Job, loadSubject, type SubjectName } from './subjects/subject.js';

/** What a child process is told to measure. */
export interface Order extends Job {
  readonly subject: SubjectName;
  /** Services of a platform that is made and rendered before, so that the compiler has seen all code. 0: none. */
  readonly warmUp: number;
}

const FLAG = '--child=';
/** No measurement takes that long: a hanging child must not hang the run. */
const TIMEOUT_MS = 10 * 60_000;

/**
 * Measures in a process of its own, so that sizes share neither heap nor compiled code.
 *
 * @param script the compiled benchmark
 * @returns `undefined` if it took longer than `timeoutMs`, and was stopped
 */
export function measureInChild(script: string, order: Order, timeoutMs = TIMEOUT_MS): Promise<Sample | undefined> {
  return new Promise((resolve, reject) => {
    const child = fork(script, [FLAG + JSON.stringify(order)], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    let result: Sample | undefined;
    child.on('message', (message) => {
      result = message as Sample;
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (result || isLate) resolve(result);
      else reject(new Error(`${order.subject}, ${order.services} services: ended with ${signal ?? code}`));
    });
  });
}

/** The order of this process, where it is a child. */
export function orderOf(argv: readonly string[]): Order | undefined {
  const argument = argv.find((arg) => arg.startsWith(FLAG));
  return argument === undefined ? undefined : (JSON.parse(argument.slice(FLAG.length)) as Order);
}

/** What a child does. */
export async function serve(order: Order): Promise<void> {
  const subject = await loadSubject(order.subject);
  if (order.warmUp > 0) {
    const { rehearse } = await import('./subjects/nexus.js');
    for (let i = 0; i < 3; i++) rehearse(order.warmUp, order.outdir);
  }
  const result = sample((clock) => subject(order, clock));
  if (!process.send) {
    // Started by hand, under a profiler.
    console.log(result);
    return;
  }
  await new Promise((sent) => process.send?.(result, sent));
  process.disconnect();
}
