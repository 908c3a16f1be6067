import { audit as auditFiles, type AuditOptions, type AuditReport } from '../../audit/audit.js';
import { shownDiff, unifiedDiff } from '../../audit/fix/diff.js';
import { fix } from '../../audit/fix/fix.js';
import { writeChanges } from '../../audit/fix/write.js';
import type { AuditInput } from '../../audit/source/discover.js';

export interface Mended {
  /** As the files are now. */
  readonly inputs: readonly AuditInput[];
  readonly report: AuditReport;
}

/** What `--fix` and `--dry-run` have to know beside what is audited. */
export interface MendOptions {
  readonly dryRun: boolean;
  /** What was named on the command line. */
  readonly named: readonly string[];
  /** Whether the report goes to standard output: the diff goes there too, unless a program reads it. */
  readonly toStdout: boolean;
  readonly note: (text: string) => void;
}

/**
 * `nexus audit --fix`: shows what changes, then writes it. `--dry-run` only shows it.
 *
 * @returns the files and their report after the changes that could be written; undefined for `--dry-run`
 */
export function mend(inputs: readonly AuditInput[], audit: AuditOptions, options: MendOptions): Mended | undefined {
  const { note } = options;
  const result = fix(inputs, audit);
  print(unifiedDiff(inputs, result.changed), options.toStdout || options.dryRun ? process.stdout : process.stderr);
  for (const { finding, why } of result.leftAlone) {
    note(`${finding.file}:${finding.line}: left alone (${finding.rule.id}): ${why}`);
  }
  const findings = `${result.fixed.length} ${result.fixed.length === 1 ? 'finding' : 'findings'}`;
  const files = `${result.changed.size} ${result.changed.size === 1 ? 'file' : 'files'}`;
  const rise = `the score ${result.before.score} becomes ${result.after.score}`;
  if (result.changed.size === 0) note('there is nothing to fix that needs no decision');
  if (options.dryRun) {
    if (result.changed.size > 0) note(`--fix would mend ${findings} in ${files}: ${rise}`);
    return undefined;
  }
  const originals = new Map(inputs.map(({ path, text }) => [path, text]));
  const changes = [...result.changed].map(([path, after]) => ({ path, before: originals.get(path) ?? '', after }));
  const { written, refused } = writeChanges(changes, options.named.length > 0 ? options.named : ['.']);
  for (const { path, why } of refused) note(`${path}: not written: ${why}`);
  if (written.length > 0 && refused.length === 0) note(`mended ${findings} in ${files}: ${rise}. Build and test it`);
  if (refused.length === 0) return { inputs: now(inputs, result.changed), report: result.after };
  // What was refused is audited as it is.
  const done = now(inputs, new Map([...result.changed].filter(([path]) => written.includes(path))));
  return { inputs: done, report: auditFiles(done, audit) };
}

function now(inputs: readonly AuditInput[], changed: ReadonlyMap<string, string>): AuditInput[] {
  return inputs.map((input) => ({ ...input, text: changed.get(input.path) ?? input.text }));
}

function print(diff: string, to: NodeJS.WriteStream): void {
  const colour = to.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  to.write(to.isTTY ? shownDiff(diff, colour) : diff);
}
