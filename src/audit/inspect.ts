import type { ComposeProject, ComposeService } from '../read/compose/document.js';
import type { Dockerfile } from '../read/dockerfile/document.js';
import { byPlace, checkDockerfiles, checkProjects, keyOf, type Listener, type Unit } from './check.js';
import { chosenRules } from './config.js';
import type { Finding } from './finding.js';
import type { AuditOptions } from './options.js';
import type { Weighed } from './memory.js';
import { checksum } from './remember/checksum.js';
import { Remembered, type KnownService } from './remember/remembered.js';
import type { ComposeRule, Rule, Theme } from './rule.js';
import { RULES } from './rules/index.js';
import { Exposures } from './score/exposure.js';
import { kindByContent, kindByName } from './source/classify.js';
import { Context, WatchedContext } from './source/context.js';
import type { AuditInput } from './source/discover.js';
import { DockerfileSource } from './source/dockerfiles.js';
import { inlineDockerfiles } from './source/inline.js';
import type { AuditProblem } from './source/problem.js';
import { readProjects } from './source/projects.js';
import { Subjects } from './source/subjects.js';
import { readComments } from './suppress/read-comments.js';
import type { Suppression } from './suppress/suppression.js';

/** What was found, before anybody says what of it is accepted. */
export interface Inspection {
  readonly found: readonly Weighed[];
  readonly problems: readonly AuditProblem[];
  /** The files that were looked at. */
  readonly files: readonly string[];
  /** The domains that some rule looked at. */
  readonly themes: ReadonlySet<Theme>;
  /** The rules that ran. */
  readonly rules: readonly Rule[];
  /** Those that stand in comments of the files. */
  readonly comments: readonly Suppression[];
}

/** Reads documents, and runs the rules over them. */
export function inspect(inputs: readonly AuditInput[], options: AuditOptions): Inspection {
  const config = options.config ?? {};
  const read = reader(inputs, options.read);
  const sumOf = sums(inputs, read);
  const kinds = inputs.map((input) => input.kind ?? kindByName(input.path) ?? kindByContent(input.path, input.text));
  const problems: AuditProblem[] = [];
  const unparsable = (file: string, line: number, error: unknown) =>
    problems.push({ kind: 'syntax', file, line, message: `it can't be read: ${(error as Error).message}` });
  const sources = inputs
    .filter((_, index) => kinds[index] === 'dockerfile')
    .map((input) => new DockerfileSource(input, checksum, (error) => unparsable(input.path, 1, error)));
  const compose = inputs.filter((_, index) => kinds[index] === 'compose');
  const projects = readProjects(compose, read, problems, options.own ?? false);
  const inline = inlineDockerfiles(projects, unparsable);
  const rules = chosenRules(options.rules ?? RULES, config);
  const context = new Context(
    sources,
    projects,
    read,
    sumOf,
    config.settings ?? {},
    options.read !== undefined,
    inline,
  );
  const memory = options.rules ? undefined : options.memory;
  const remembered = memory && new Remembered(memory, rules, context, compose, projects, read);
  const run = new Run(rules, context, problems, remembered);
  const built = new Set(inline.values());
  run.dockerfiles(sources, [...built]);
  run.projects(projects);
  const dockerfiles = sources.flatMap((source) => source.known ?? []);
  const hasDockerfiles = sources.some((source) => source.known ?? run.recalled.has(source)) || built.size > 0;
  return {
    found: run.finish(dockerfiles, projects),
    problems,
    files: filesOf(inputs, kinds, projects),
    themes: themesOf(rules, hasDockerfiles, projects.length > 0),
    rules,
    comments: readComments(
      dockerfiles,
      projects,
      [...built],
      read,
      problems,
      options.own ? answersOf(inputs) : undefined,
    ),
  };
}

/** By file, the comments of our own output that are followed. */
function answersOf(inputs: readonly AuditInput[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(inputs.map(({ path, answers = [] }) => [path, new Set(answers.map((text) => `# ${text}`))]));
}

/** One run of the rules: what is remembered is not asked again, and what is new is remembered. */
class Run implements Listener {
  public readonly recalled = new Set<DockerfileSource>();
  readonly #found = new Map<Unit, readonly Finding[]>();
  readonly #known = new Map<ComposeService, KnownService>();
  readonly #fresh = new Map<Unit, Finding[]>();
  /** Units that some rule has failed on: not to be remembered, so that it is said each time. */
  readonly #failed = new Set<Unit>();
  readonly #weighed = new Map<string, Weighed>();
  readonly #keys = new Map<Unit, string>();
  readonly #watched: WatchedContext;
  /** The rules about whole projects to which not every service says something. */
  readonly #concerning: readonly ComposeRule[];

  public constructor(
    private readonly rules: readonly Rule[],
    private readonly context: Context,
    private readonly problems: AuditProblem[],
    private readonly remembered: Remembered | undefined,
  ) {
    this.#watched = new WatchedContext(context);
    this.#concerning = rules.filter((rule) => rule.kind === 'compose').filter(({ concerns }) => concerns);
  }

  public found(finding: Finding, unit: Unit): void {
    const own = this.#fresh.get(unit);
    if (own) own.push(finding);
    else {
      const first = [finding];
      this.#fresh.set(unit, first);
      this.#found.set(unit, first);
    }
  }

  public failed(rule: Rule, unit: Unit, error: unknown): void {
    this.#failed.add(unit);
    const message = `the rule ${rule.id} has failed, which is a fault of its own: ${(error as Error).message}`;
    this.problems.push({ kind: 'unreadable', file: unit.file, line: 1, message });
  }

  public dockerfiles(sources: readonly DockerfileSource[], inline: readonly Dockerfile[]): void {
    const fresh = sources.flatMap((source) => {
      const key = this.remembered?.dockerfileKey(source);
      const known = key === undefined ? undefined : this.remembered?.dockerfileFindings(key);
      if (known) {
        this.recalled.add(source);
        for (const weighed of known) this.#add(weighed);
        return [];
      }
      const dockerfile = source.get();
      if (dockerfile && key !== undefined && this.remembered?.mayKeep(source) === true) this.#keys.set(dockerfile, key);
      return dockerfile ?? [];
    });
    checkDockerfiles([...fresh, ...inline], this.rules, this.#watched, this);
  }

  public projects(projects: readonly ComposeProject[]): void {
    const concerned = (rule: ComposeRule, service: ComposeService) =>
      this.#known.get(service)?.concerns.has(rule.id) ?? rule.concerns?.(service) ?? true;
    const work = projects.map((project) => {
      const services = project.services.filter((service) => {
        const key = this.remembered?.serviceKey(service, project);
        const known = key === undefined ? undefined : this.remembered?.serviceFindings(key, service);
        if (known) this.#known.set(service, known);
        if (known) this.#found.set(service, known.findings);
        else if (key !== undefined) this.#keys.set(service, key);
        return !known;
      });
      return { project, services, concerned };
    });
    checkProjects(work, this.rules, this.context, this);
  }

  /** Everything found, each once, in order. */
  public finish(dockerfiles: readonly Dockerfile[], projects: readonly ComposeProject[]): Weighed[] {
    const subjects = new Subjects(dockerfiles, projects);
    const exposures = new Exposures(dockerfiles, projects, (dockerfile) => this.context.servicesOf(dockerfile));
    const weigh = (finding: Finding): Weighed => ({
      finding: { ...finding, ...subjects.of(finding) },
      exposure: exposures.of(finding),
    });
    for (const [unit, findings] of this.#found) {
      const weighed = findings.map(weigh);
      this.#keep(unit, weighed);
      for (const each of weighed) this.#add(each);
    }
    // Nothing found is worth remembering too.
    for (const unit of this.#keys.keys()) if (!this.#found.has(unit)) this.#keep(unit, []);
    return [...this.#weighed.values()].sort((a, b) => byPlace(a.finding, b.finding));
  }

  #keep(unit: Unit, weighed: readonly Weighed[]): void {
    const key = this.#keys.get(unit);
    if (key === undefined || this.#failed.has(unit)) return;
    if ('kind' in unit) {
      if (unit.kind === 'dockerfile' && !this.#watched.strayed.has(unit)) this.remembered?.keepDockerfile(key, weighed);
    } else {
      const findings = weighed.map(({ finding }) => finding);
      const concerns = this.#concerns(unit);
      if (concerns) this.remembered?.keepService(key, unit, findings, concerns);
    }
  }

  /** Ids of the rules about whole projects to which a service says something; undefined where one can't tell. */
  #concerns(service: ComposeService): string[] | undefined {
    try {
      return this.#concerning.filter((rule) => rule.concerns?.(service)).map(({ id }) => id);
    } catch {
      return undefined;
    }
  }

  #add(weighed: Weighed): void {
    const key = keyOf(weighed.finding);
    if (!this.#weighed.has(key)) this.#weighed.set(key, weighed);
  }
}

/** The inputs, and what lies beside them; each is asked for once. */
function reader(inputs: readonly AuditInput[], beside: AuditOptions['read']): (path: string) => string | undefined {
  const given = new Map(inputs.map((input) => [input.path, input]));
  const texts = new Map<string, string | undefined>();
  return (path) => {
    const input = given.get(path);
    if (input) return input.text;
    if (!texts.has(path)) texts.set(path, beside?.(path));
    return texts.get(path);
  };
}

/** Checksums of what {@link reader} reads, of our own output without reading it. */
function sums(
  inputs: readonly AuditInput[],
  read: (path: string) => string | undefined,
): (path: string) => string | undefined {
  const known = new Map(inputs.flatMap(({ path, sum }) => (sum === undefined ? [] : [[path, sum] as const])));
  return (path) => {
    const sum = known.get(path);
    if (sum !== undefined) return sum;
    const text = read(path);
    return text === undefined ? undefined : checksum(text);
  };
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
