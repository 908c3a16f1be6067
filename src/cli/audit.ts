import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { Command, Option } from 'commander';
import type { AuditOptions, AuditReport } from '../audit/audit.js';
import { visible } from '../audit/report/escape.js';
import type { ReportExtra } from '../audit/report/extra.js';
import type { AuditInput, Discovered } from '../audit/source/discover.js';
import { isGrave, placeOf } from '../audit/source/problem.js';
import { NexusError } from '../model/errors.js';
import { folderSuppressions } from './audit/folder-config.js';
import { pathsFromStdin } from './audit/inputs.js';
import type { Mended } from './audit/mend.js';
import { formatOf, FORMATS, parseScore, readConfig, readKnown, type AuditCliOptions } from './audit/options.js';
import { render } from './audit/render.js';

/** How many skipped files are said by name. */
const NAMED_ONES = 10;

/**
 * `nexus audit`. Exits with 0 where all is well; with 1 where the score is below `--fail-under`, or a finding is not in
 * the baseline; with 2 where it could not be used or understood as it was meant: arguments, files, suppressions.
 */
export function auditCommand(version: string): Command {
  return new Command('audit')
    .description('Audits Dockerfiles and Compose files: findings with their remedies, and a score from 0 to 10')
    .argument('[paths...]', 'files and folders (default: the current folder)')
    .addOption(
      new Option('-f, --format <format>', 'how to report; by default as the output is named, or text').choices(FORMATS),
    )
    .option('-o, --output <file>', 'writes the report to a file instead of standard output')
    .option('--fail-under <score>', 'exits with 1 where the score is lower; 0 to 10', parseScore)
    .option('--baseline <file>', 'an earlier report as JSON: only what is not in it is listed, and exits with 1')
    .option('-c, --config <file>', 'rules, suppressions and settings (default: nexus-audit.yml here, if there is one)')
    .option('--stdin-paths', 'reads more paths from standard input, one a line or separated by NUL')
    .option('--list-rules', 'lists the rules instead: as text, json or markdown')
    .option('--fix', 'mends what needs no decision: prints the changes, then makes them, then reports what is left')
    .option('--dry-run', 'only prints what --fix would change')
    .option('-v, --verbose', 'leaves nothing out of the text')
    .exitOverride()
    .action(async (paths: string[], options: AuditCliOptions) => {
      process.exitCode = options.listRules ? await listRules(options) : await run(paths, options, version);
    });
}

async function run(paths: readonly string[], options: AuditCliOptions, version: string): Promise<0 | 1 | 2> {
  const { config, file: configFile } = await readConfig(options.config);
  const known = options.baseline === undefined ? undefined : await readKnown(options.baseline);
  const named = [...paths, ...(options.stdinPaths ? pathsFromStdin() : [])];
  const [{ audit }, { discover, readNamed }] = await Promise.all([
    import('../audit/audit.js'),
    import('../audit/source/discover.js'),
  ]);
  const found = discover(named.length === 0 && !options.stdinPaths ? ['.'] : named);
  const suppressions = await folderSuppressions(
    found.inputs.map(({ path }) => path),
    named,
    configFile,
    note,
  );
  const given = { config, suppressions, read: readNamed, ...(configFile === undefined ? {} : { configFile }) };
  const mended = options.fix || options.dryRun ? await mendFiles(found.inputs, given, named, options) : undefined;
  const report = withUnreadable(mended?.report ?? audit(found.inputs, given), found);
  if (options.dryRun) {
    noteProblems(report);
    return report.problems.some(isGrave) ? 2 : 0;
  }
  noteSkipped(notAudited(named, report, found));
  const nothing = !report.files.some((file) => !file.endsWith('ignore'));
  // The text has the problems too.
  const said = formatOf(options) === 'text' && options.output === undefined && !nothing;
  if (!said) noteProblems(report);
  if (nothing) {
    throw new NexusError('there is no Dockerfile and no Compose file to audit', {
      fix: named.length === 0 ? 'Name a file or a folder that has some' : 'Name others',
    });
  }
  const { compare } = await import('../audit/report/baseline.js');
  const comparison = known && compare(report.findings, known);
  const texts = new Map((mended ?? found).inputs.map(({ path, text }) => [path, text]));
  const extra: ReportExtra = {
    version,
    verbose: options.verbose ?? false,
    // A folder elsewhere that is audited alone is the root of its own sources.
    roots: [process.cwd().replaceAll(sep, '/'), ...(named.length === 1 ? named : [])],
    textOf: (file) => texts.get(file) ?? readNamed(file),
    ...(options.output === undefined ? terminal() : {}),
    ...(comparison ? { baseline: comparison } : {}),
  };
  write(await render(formatOf(options), report, extra), options);
  if (report.problems.some(isGrave)) return 2;
  const tooLow = options.failUnder !== undefined && report.score < options.failUnder;
  if (tooLow) note(`the score ${report.score} is below ${options.failUnder}`);
  return tooLow || (comparison?.fresh.length ?? 0) > 0 ? 1 : 0;
}

/** `--fix` and `--dry-run`. */
async function mendFiles(
  inputs: readonly AuditInput[],
  given: AuditOptions,
  named: readonly string[],
  options: AuditCliOptions,
): Promise<Mended> {
  const { mend } = await import('./audit/mend.js');
  const toStdout = formatOf(options) === 'text' && options.output === undefined;
  return mend(inputs, given, { dryRun: options.dryRun ?? false, named, toStdout, note });
}

async function listRules(options: AuditCliOptions): Promise<0> {
  const format = formatOf(options);
  if (format === 'sarif' || format === 'html') {
    throw new NexusError(`--list-rules can't be written as ${format}`, { fix: 'Use text, json or markdown' });
  }
  const [{ listRules: list }, { RULES }] = await Promise.all([
    import('../audit/report/rules.js'),
    import('../audit/rules/index.js'),
  ]);
  write(list(RULES, format), options);
  return 0;
}

function withUnreadable(report: AuditReport, { unreadable }: Discovered): AuditReport {
  const problems = unreadable.map(({ path, message }) => {
    return { kind: 'unreadable', file: path === '' ? '.' : path, line: 1, message } as const;
  });
  return { ...report, problems: [...problems, ...report.problems] };
}

/** Files that were named and turned out to be something else. */
function notAudited(named: readonly string[], report: AuditReport, { inputs, skipped }: Discovered): string[] {
  const audited = new Set([...report.files, ...report.problems.map(({ file }) => file)]);
  const taken = inputs.map(({ path }) => path).filter((path) => named.includes(path) && !audited.has(path));
  return [...skipped, ...taken];
}

/** A few by name. Who gives a whole repository through `--stdin-paths` knows that most of it is something else. */
function noteSkipped(paths: readonly string[]): void {
  if (paths.length > NAMED_ONES) {
    note(`${paths.length} files are neither Dockerfiles nor Compose files: skipped`);
    return;
  }
  for (const path of paths) note(`${path} is neither a Dockerfile nor a Compose file: skipped`);
}

function noteProblems({ problems }: AuditReport): void {
  for (const problem of problems) note(`${placeOf(problem)}: ${problem.message}`);
}

/** What the text may use of a terminal. */
function terminal(): Pick<ReportExtra, 'colour' | 'width'> {
  const { isTTY, columns } = process.stdout;
  if (!isTTY) return {};
  return { colour: !process.env.NO_COLOR && process.env.TERM !== 'dumb', width: columns > 0 ? columns : 100 };
}

function write(text: string, { output }: AuditCliOptions): void {
  if (output === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, text);
  } catch (error) {
    throw new NexusError(`--output ${output}: it can't be written: ${(error as Error).message}`);
  }
}

/** Everything that is not the report. */
function note(text: string): void {
  process.stderr.write(`nexus: ${visible(text)}\n`);
}
