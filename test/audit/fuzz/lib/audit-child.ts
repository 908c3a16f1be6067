import { audit } from '../../../../src/audit/audit.js';
import type { AuditInput } from '../../../../src/audit/source/discover.js';

/** What came of an audit, as far as it can be sent. */
export interface Outcome {
  readonly score: number;
  readonly places: readonly { readonly file: string; readonly line: number; readonly endLine: number }[];
  readonly problems: readonly string[];
  /** Set where it threw, which it must not. */
  readonly thrown?: string;
  /** Processor time, in milliseconds. */
  readonly cpuMs: number;
}

process.on('message', (inputs: readonly AuditInput[]) => {
  const before = process.cpuUsage();
  const outcome = run(inputs);
  const { user, system } = process.cpuUsage(before);
  process.send?.({ ...outcome, cpuMs: (user + system) / 1000 } satisfies Outcome);
});

function run(inputs: readonly AuditInput[]): Omit<Outcome, 'cpuMs'> {
  try {
    const { score, findings, problems } = audit(inputs, { read: () => undefined });
    return {
      score,
      places: findings.map(({ file, line, endLine }) => ({ file, line, endLine })),
      problems: problems.map(({ file, line, message }) => `${file}:${line}: ${message}`),
    };
  } catch (error) {
    const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { score: 0, places: [], problems: [], thrown };
  }
}
