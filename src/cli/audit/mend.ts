import { audit as auditFiles, type AuditOptions, type AuditReport } from '../../audit/audit.js';
import { shownDiff, unifiedDiff } from '../../audit/fix/diff.js';
import { fix, type FixResult } from '../../audit/fix/fix.js';
import { refusals, writeChanges, type Refused } from '../../audit/fix/write.js';
import type { AuditInput } from '../../audit/source/discover.js';
import { NexusError } from '../../model/errors.js';

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
 * `nexus audit --fix`: shows what changes, then writes it. `--dry-run` only shows it. Files that would not be written are
 * left out from the start, so that what is shown is what is done.
 *
 * @returns the files and their report after the changes that could be written; as they are for `--dry-run`
 */
export function mend(inputs: readonly AuditInput[], audit: AuditOptions, options: MendOptions): Mended {
  const { note } = options;
  if (options.dryRun && inputs.length === 0) {
    throw new NexusError('there is no Dockerfile and no Compose file to fix', { fix: 'Name others' });
  }
  const roots = options.named.length > 0 ? options.named : ['.'];
  const originals = new Map(inputs.map(({ path, text }) => [path, text]));
  const { result, refused } = possible(inputs, audit, roots);
  print(unifiedDiff(inputs, result.changed), options.toStdout || options.dryRun ? process.stdout : process.stderr);
  const leftAlone = result.leftAlone.map(
    ({ finding: { file, line, rule }, why }) => `${file}:${line}: left alone (${rule.id}): ${why}`,
  );
  for (const text of new Set(leftAlone)) note(text);
  for (const { path, why } of refused) note(`${path}: not written: ${why}`);
  const rise = `the score ${result.before.score} becomes ${result.after.score}`;
  if (result.changed.size === 0 && refused.length === 0) note('there is nothing to fix that needs no decision');
  if (options.dryRun) {
    if (result.changed.size > 0) note(`--fix would mend ${counted(result, result.changed)}: ${rise}`);
    return { inputs, report: result.before };
  }
  const changes = [...result.changed].map(([path, after]) => ({ path, before: originals.get(path) ?? '', after }));
  const { written, refused: failed } = writeChanges(changes, roots);
  if (failed.length === 0) {
    if (written.length > 0) note(`mended ${counted(result, result.changed)}: ${rise}. Build and test it`);
    return { inputs: now(inputs, result.changed), report: result.after };
  }
  // What could not be written is audited as it is.
  const made = new Map([...result.changed].filter(([path]) => written.includes(path)));
  if (made.size > 0) note(`mended ${counted(result, made)}. Build and test it`);
  const done = now(inputs, made);
  const report = auditFiles(done, audit);
  const problems = failed.map(({ path, why }) => ({ kind: 'unreadable', file: path, line: 1, message: why }) as const);
  return { inputs: done, report: { ...report, problems: [...problems, ...report.problems] } };
}

/** What can be mended in the files that may be written. */
function possible(
  inputs: readonly AuditInput[],
  audit: AuditOptions,
  roots: readonly string[],
): { readonly result: FixResult; readonly refused: readonly Refused[] } {
  const originals = new Map(inputs.map(({ path, text }) => [path, text]));
  const refused = new Map<string, Refused>();
  let result = fix(inputs, audit);
  for (;;) {
    const changes = [...result.changed.keys()].map((path) => ({ path, before: originals.get(path) ?? '' }));
    const more = refusals(changes, roots);
    if (more.length === 0) return { result, refused: [...refused.values()] };
    for (const each of more) refused.set(each.path, each);
    result = fix(inputs, audit, new Set(refused.keys()));
  }
}

/** `2 findings in 1 file`. */
function counted({ fixed }: FixResult, changed: ReadonlyMap<string, string>): string {
  const count = fixed.filter(({ file }) => changed.has(file)).length;
  return `${count} ${count === 1 ? 'finding' : 'findings'} in ${changed.size} ${changed.size === 1 ? 'file' : 'files'}`;
}

function now(inputs: readonly AuditInput[], changed: ReadonlyMap<string, string>): AuditInput[] {
  return inputs.map((input) => ({ ...input, text: changed.get(input.path) ?? input.text }));
}

function print(diff: string, to: NodeJS.WriteStream): void {
  const colour = to.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  to.write(to.isTTY ? shownDiff(diff, colour) : diff);
}
