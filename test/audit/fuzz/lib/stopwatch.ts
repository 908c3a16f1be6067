import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { AuditInput } from '../../../../src/audit/source/discover.js';
import type { Outcome } from './audit-child.js';
import { THOROUGH } from './effort.js';

/** Milliseconds after which an audit is stopped: far more than it takes, even on a machine that is busy. */
const LIMIT_MS = THOROUGH ? 60_000 : 20_000;
const MEMORY_MB = 1024;

/** Audits in a process of its own, which is stopped where it takes too long or too much memory. */
export class Stopwatch {
  #child: ChildProcess | undefined;

  /** @throws where the audit does not end, runs out of memory, throws, or says what can't be */
  public async audit(inputs: readonly AuditInput[], what: string): Promise<Outcome> {
    const outcome = await this.#send(inputs, what);
    if (outcome.thrown !== undefined) throw new Error(`${what}: the audit threw ${outcome.thrown}`);
    const faults = outcome.problems.filter((problem) => problem.includes('which is a fault of its own'));
    if (faults.length > 0) throw new Error(`${what}: ${faults.join('\n')}`);
    if (!(outcome.score >= 0 && outcome.score <= 10)) throw new Error(`${what}: the score is ${outcome.score}`);
    const lines = new Map(inputs.map(({ path, text }) => [path, text.split('\n').length]));
    const lost = outcome.places.find(
      ({ file, line, endLine }) => !(line >= 1 && endLine >= line && endLine <= (lines.get(file) ?? 0)),
    );
    if (lost)
      throw new Error(`${what}: a finding at ${lost.file}:${lost.line}-${lost.endLine}, where there is nothing`);
    return outcome;
  }

  public close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #send(inputs: readonly AuditInput[], what: string): Promise<Outcome> {
    const child = (this.#child ??= start());
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Outcome>((resolve, reject) => {
        const fail = (why: string) => {
          reject(new Error(`${what}: ${why}`));
        };
        timer = setTimeout(fail, LIMIT_MS, `stopped, it took more than ${LIMIT_MS / 1000} s`);
        child.once('message', (outcome) => {
          resolve(outcome as Outcome);
        });
        child.once('error', ({ message }) => {
          fail(message);
        });
        child.once('exit', (code, signal) => {
          fail(`the process ended with ${signal ?? code}`);
        });
        child.send(inputs);
      });
    } catch (error) {
      this.close();
      throw error;
    } finally {
      clearTimeout(timer);
      child.removeAllListeners();
    }
  }
}

function start(): ChildProcess {
  return fork(fileURLToPath(new URL('audit-child.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${MEMORY_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
