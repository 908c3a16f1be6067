import { checkProps, checkValue } from '../model/shape/index.js';
import { AUDIT_INPUTS, AUDIT_OPTIONS } from './audit-shape.js';
import { check } from './check.js';
import type { ComposeProject, ComposeService } from '../read/compose/document.js';
import { Documents } from '../read/compose/documents.js';
import { loadCompose } from '../read/compose/load.js';
import { chosenRules, configuredSuppressions, type AuditConfig } from './config.js';
import type { Dockerfile, Stage } from '../read/dockerfile/document.js';
import { parseDockerfile } from '../read/dockerfile/parse.js';
import { byFile, ByLine } from '../read/text/by-line.js';
import type { Place } from '../read/text/place.js';
import { SourceText } from '../read/text/source-text.js';
import type { Finding } from './finding.js';
import { SEVERITIES, type Rule, type Theme } from './rule.js';
import { RULES } from './rules/index.js';
import { Exposures } from './score/exposure.js';
import { score, type Score } from './score/score.js';
import { kindByContent, kindByName } from './source/classify.js';
import { contextOf } from './source/context.js';
import { inlineDockerfiles } from './source/inline.js';
import type { AuditInput } from './source/discover.js';
import type { AuditProblem } from './source/problem.js';
import { composeProjects } from './source/projects.js';
import { commentSuppressions } from './suppress/comments.js';
import { ruleNamed, sift, type Suppressed, type Suppression } from './suppress/suppression.js';

/** How an audit is done; all of it may be left out. */
export interface AuditOptions {
  /** Rules, suppressions and settings. @default every rule that is not opt-in, as it is */
  readonly config?: AuditConfig;
  /** Name of the configuration's file, for messages. @default "nexus-audit.yml" */
  readonly configFile?: string;
  /** Suppressions from elsewhere: those of constructs. */
  readonly suppressions?: readonly Suppression[];
  /** Reads a file that a document names and that is not among the inputs. @default none is read */
  readonly read?: (path: string) => string | undefined;
  /** Completes a finding: the construct that it comes from. */
  readonly locate?: (finding: Finding) => Finding;
  /** @default every rule of this package */
  readonly rules?: readonly Rule[];
}

/** What an audit found. */
export interface AuditReport extends Score {
  /** The score as it would be if nothing were suppressed. */
  readonly unsuppressed: number;
  /** The files that were looked at. */
  readonly files: readonly string[];
  /** By severity, worst first, then by file and line. */
  readonly findings: readonly Finding[];
  /** Findings that somebody has accepted, with the reason; they lower nothing. */
  readonly suppressed: readonly Suppressed[];
  /** What could not be read, and suppressions that do nothing: the findings may not be all. */
  readonly problems: readonly AuditProblem[];
  /** The rules that ran. */
  readonly rules: readonly Rule[];
}

/**
 * Audits Dockerfiles, Compose files and ignore files. Pure: it reads nothing but what it is given, and never throws for
 * what stands in a document.
 *
 * @param inputs paths, as they are to be reported and as they name each other, with their texts
 * @throws NexusError if the inputs or options are not what their types say
 */
export function audit(inputs: readonly AuditInput[], options: AuditOptions = {}): AuditReport {
  checkValue('inputs', AUDIT_INPUTS, inputs);
  checkProps('audit', AUDIT_OPTIONS, options);
  const config = options.config ?? {};
  const read = reader(inputs, options.read);
  const kinds = inputs.map((input) => input.kind ?? kindByName(input.path) ?? kindByContent(input.path, input.text));
  const problems: AuditProblem[] = [];
  const dockerfiles = inputs
    .filter((_, index) => kinds[index] === 'dockerfile')
    .flatMap((input) => readDockerfile(input, problems));
  const projects = readProjects(
    inputs.filter((_, index) => kinds[index] === 'compose'),
    read,
    problems,
  );
  const inline = inlineDockerfiles(projects, (file, line, error) => problems.push(unparsable(file, line, error)));
  const rules = chosenRules(options.rules ?? RULES, config);
  const context = contextOf(dockerfiles, projects, read, config.settings ?? {}, options.read !== undefined, inline);
  const subjects = new Subjects(dockerfiles, projects);
  const failed = (rule: Rule, { file }: { readonly file: string }, error: unknown) => {
    const message = `the rule ${rule.id} has failed, which is a fault of its own: ${(error as Error).message}`;
    problems.push({ kind: 'unreadable', file, line: 1, message });
  };
  const built = new Set(inline.values());
  const found = check([...dockerfiles, ...projects, ...built], rules, context, failed).map((finding) => {
    const named = { ...finding, ...subjects.of(finding) };
    return options.locate?.(named) ?? named;
  });
  const files = filesOf(inputs, kinds, projects);
  const sifted = sift(found, [
    ...(options.suppressions ?? []),
    ...readComments(dockerfiles, projects, [...built], read, problems),
    ...configuredSuppressions(config, options.configFile ?? 'nexus-audit.yml', files),
  ]);
  for (const { rule, at, reason } of sifted.unused) {
    // Of a rule that does not run nobody can say whether it would match.
    if (!rules.some(ruleNamed(rule)) && (options.rules ?? RULES).some(ruleNamed(rule))) continue;
    const message = `the suppression of ${rule} (${reason}) matches no finding: it is spelled wrongly, or no longer needed`;
    problems.push({ kind: 'suppression', file: at.file, line: at.line, message });
  }
  const exposures = new Exposures(dockerfiles, projects, (dockerfile) => context.servicesOf(dockerfile));
  const weigh = (finding: Finding) => ({ finding, exposure: exposures.of(finding) });
  const themes = themesOf(rules, dockerfiles.length + built.size > 0, projects.length > 0);
  return {
    ...score(sifted.findings.map(weigh), themes),
    unsuppressed: score(found.map(weigh), themes).score,
    files,
    findings: [...sifted.findings].sort(worstFirst),
    suppressed: sifted.suppressed,
    problems,
    rules,
  };
}

/** The inputs, and what lies beside them; each is asked for once. */
function reader(inputs: readonly AuditInput[], beside: AuditOptions['read']): (path: string) => string | undefined {
  const texts = new Map<string, string | undefined>(inputs.map(({ path, text }) => [path, text]));
  return (path) => {
    if (!texts.has(path)) texts.set(path, beside?.(path));
    return texts.get(path);
  };
}

function readDockerfile({ path, text }: AuditInput, problems: AuditProblem[]): Dockerfile[] {
  try {
    return [parseDockerfile(new SourceText(path, text))];
  } catch (error) {
    problems.push(unparsable(path, 1, error));
    return [];
  }
}

/** The parser is not ours: whatever it stumbles over is said, not thrown. */
function unparsable(file: string, line: number, error: unknown): AuditProblem {
  return { kind: 'syntax', file, line, message: `it can't be read: ${(error as Error).message}` };
}

function readProjects(
  inputs: readonly AuditInput[],
  read: (path: string) => string | undefined,
  problems: AuditProblem[],
): ComposeProject[] {
  const said = new Set<string>();
  const documents = new Documents({ read });
  return composeProjects(inputs, documents).flatMap((paths) => {
    const { project, problems: own } = loadCompose(paths, { read }, documents);
    if (!project && !meantAsCompose(paths, read)) return [];
    for (const { kind, file, line, message } of own) {
      const key = `${file}:${line}:${message}`;
      if (!said.has(key)) problems.push({ kind, file, line, message });
      said.add(key);
    }
    return project ? [project] : [];
  });
}

/** Whether a file that can't be read as a Compose file is one that is broken, rather than something else in YAML. */
function meantAsCompose(paths: readonly string[], read: (path: string) => string | undefined): boolean {
  return paths.some((path) => kindByName(path) === 'compose' && kindByContent(path, read(path) ?? '') === 'compose');
}

function readComments(
  dockerfiles: readonly Dockerfile[],
  projects: readonly ComposeProject[],
  inline: readonly Dockerfile[],
  read: (path: string) => string | undefined,
  problems: AuditProblem[],
): Suppression[] {
  const sources: [SourceText, readonly Place[]][] = dockerfiles.map(({ source, instructions }) => [
    source,
    instructions,
  ]);
  const services = projects.flatMap((project) => project.services);
  const blocks = byFile<Place>([
    ...services.flatMap((service) => [service, ...service.node.entries.values()]),
    ...inline.flatMap(({ instructions }) => instructions),
  ]);
  // Those that are included or extended have services too.
  for (const path of new Set([...projects.flatMap(({ files }) => files), ...services.map(({ file }) => file)])) {
    sources.push([new SourceText(path, read(path) ?? ''), blocks.get(path) ?? []]);
  }
  return sources.flatMap(([source, blocks]) => {
    const comments = commentSuppressions(source, blocks);
    for (const { file, line, message } of comments.problems)
      problems.push({ kind: 'suppression', file, line, message });
    return comments.suppressions;
  });
}

/** Names what a finding is about. */
class Subjects {
  readonly #stages: ReadonlyMap<string, ByLine<Stage>>;
  readonly #services: ReadonlyMap<string, ByLine<ComposeService>>;

  public constructor(dockerfiles: readonly Dockerfile[], projects: readonly ComposeProject[]) {
    this.#stages = new Map(dockerfiles.map(({ file, stages }) => [file, new ByLine(stages)]));
    const services = byFile(projects.flatMap((project) => project.services));
    this.#services = new Map([...services].map(([file, own]) => [file, new ByLine(own)]));
  }

  public of({ file, line }: Finding): { readonly subject?: string } {
    const subject = this.#stages.get(file)?.before(line)?.name ?? this.#services.get(file)?.at(line)?.name;
    return subject === undefined ? {} : { subject };
  }
}

function filesOf(
  inputs: readonly AuditInput[],
  kinds: readonly (string | undefined)[],
  projects: readonly ComposeProject[],
): string[] {
  const read = new Set(projects.flatMap(({ files }) => files));
  return inputs
    .filter(({ path }, index) => kinds[index] !== undefined && (kinds[index] !== 'compose' || read.has(path)))
    .map(({ path }) => path);
}

function themesOf(rules: readonly Rule[], hasDockerfiles: boolean, hasCompose: boolean): ReadonlySet<Theme> {
  return new Set(
    rules.filter(({ kind }) => (kind === 'dockerfile' ? hasDockerfiles : hasCompose)).map(({ theme }) => theme),
  );
}

function worstFirst(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(a.rule.severity) - SEVERITIES.indexOf(b.rule.severity);
}
