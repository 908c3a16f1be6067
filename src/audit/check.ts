import type { ComposeProject, ComposeService } from '../read/compose/document.js';
import { directoryOf } from '../read/dockerfile/directory.js';
import type { Dockerfile } from '../read/dockerfile/document.js';
import type { Finding } from './finding.js';
import { WatchedContext } from './source/context.js';
import { ServiceSurroundings } from './surroundings.js';
import type { ComposeRule, DockerfileRule, Report, Rule, RuleContext } from './rule.js';

/** Documents or services that a rule looks at one after the other, while its code is hot, and they are still near. */
const BATCH = 32;

/** A project, and those of its services that rules about single services look at. */
export interface ProjectWork {
  readonly project: ComposeProject;
  readonly services: readonly ComposeService[];
  /** Whether a service says anything to a rule that has `concerns`; without it the rule is asked. */
  readonly concerned?: (rule: ComposeRule, service: ComposeService) => boolean;
}

/** What a finding was made of: remembered and forgotten together. */
export type Unit = Dockerfile | ComposeProject | ComposeService;

/** Who is told what rules say. */
export interface Listener {
  found(finding: Finding, unit: Unit): void;
  /** A rule has thrown; the others go on. */
  failed(rule: Rule, unit: Unit, error: unknown): void;
}

/**
 * Runs rules over documents: what they report, by file, line and rule, each once.
 *
 * @param failed is told of a rule that throws, and the others go on. @default it throws
 */
export function check(
  documents: readonly (Dockerfile | ComposeProject)[],
  rules: readonly Rule[],
  context: RuleContext,
  failed?: (rule: Rule, document: Unit, error: unknown) => void,
): Finding[] {
  const findings = new Map<string, Finding>();
  const listener: Listener = {
    found: (finding) => {
      if (!findings.has(keyOf(finding))) findings.set(keyOf(finding), finding);
    },
    failed: (rule, unit, error) => {
      if (!failed) throw error;
      failed(rule, unit, error);
    },
  };
  const dockerfiles = documents.filter((document) => document.kind === 'dockerfile');
  const projects = documents.filter((document) => document.kind === 'compose');
  checkDockerfiles(dockerfiles, rules, context, listener);
  const work = projects.map((project) => ({ project, services: project.services }));
  checkProjects(work, rules, context, listener);
  return [...findings.values()].sort(byPlace);
}

export function checkDockerfiles(
  dockerfiles: readonly Dockerfile[],
  rules: readonly Rule[],
  context: RuleContext,
  listener: Listener,
): void {
  const own = rules.filter((rule) => rule.kind === 'dockerfile');
  const interest = new Interest(own);
  const recorder = new Recorder(listener);
  for (let from = 0; from < dockerfiles.length; from += BATCH) {
    const waiting = new Map<DockerfileRule, Dockerfile[]>(own.map((rule) => [rule, []]));
    for (const dockerfile of dockerfiles.slice(from, from + BATCH)) {
      for (const rule of interest.of(dockerfile)) waiting.get(rule)?.push(dockerfile);
    }
    for (const [rule, batch] of waiting) {
      for (const dockerfile of batch) {
        if (context instanceof WatchedContext) context.about(dockerfile);
        recorder.begin(rule, dockerfile);
        try {
          rule.check(dockerfile, recorder.report, context);
        } catch (error) {
          recorder.fail(error);
        }
      }
    }
  }
}

export function checkProjects(
  work: readonly ProjectWork[],
  rules: readonly Rule[],
  context: RuleContext,
  listener: Listener,
): void {
  const recorder = new Recorder(listener);
  const compose = rules.filter((rule) => rule.kind === 'compose');
  for (const each of work) {
    checkServices(each, compose, context, recorder);
    for (const rule of compose) if (!rule.checkService) checkProject(rule, each, context, recorder);
  }
}

function checkServices(
  { project, services }: ProjectWork,
  rules: readonly ComposeRule[],
  context: RuleContext,
  recorder: Recorder,
): void {
  for (let from = 0; from < services.length; from += BATCH) {
    const batch = services
      .slice(from, from + BATCH)
      .map((service) => ({ service, around: new ServiceSurroundings(service, project, context) }));
    for (const rule of rules) {
      if (!rule.checkService) continue;
      for (const { service, around } of batch) {
        recorder.begin(rule, service);
        try {
          rule.checkService(service, recorder.report, around);
        } catch (error) {
          recorder.fail(error);
        }
      }
    }
  }
}

function checkProject(
  rule: ComposeRule,
  { project, concerned = asked }: ProjectWork,
  context: RuleContext,
  recorder: Recorder,
): void {
  recorder.begin(rule, project);
  try {
    const services = rule.concerns && project.services.filter((service) => concerned(rule, service));
    rule.check(services ? { ...project, services } : project, recorder.report, context);
  } catch (error) {
    recorder.fail(error);
  }
}

const asked = (rule: ComposeRule, service: ComposeService) => rule.concerns?.(service) ?? true;

/** One report function for all runs: there are hundreds of thousands, most of which have nothing to say. */
class Recorder {
  #rule: Rule | undefined;
  #unit: Unit | undefined;

  public constructor(private readonly listener: Listener) {}

  public readonly report: Report = (at, message) => {
    const [rule, unit] = [this.#rule, this.#unit];
    if (!rule || !unit) return;
    const [line, endLine] = linesOf(at, unit);
    this.listener.found({ rule, file: 'file' in at ? at.file : unit.file, line, endLine, message }, unit);
  };

  public begin(rule: Rule, unit: Unit): void {
    this.#rule = rule;
    this.#unit = unit;
  }

  public fail(error: unknown): void {
    if (this.#rule && this.#unit) this.listener.failed(this.#rule, this.#unit, error);
  }
}

/** Which rules could find something in a Dockerfile, by the instructions and commands that it has. */
class Interest {
  readonly #always: number[] = [];
  readonly #byKeyword = new Map<string, number[]>();
  readonly #byCommand = new Map<string, number[]>();

  public constructor(private readonly rules: readonly DockerfileRule[]) {
    rules.forEach(({ needs }, index) => {
      if (!needs) this.#always.push(index);
      else if (needs.commands) for (const name of needs.commands) add(this.#byCommand, name, index);
      else for (const keyword of needs.keywords) add(this.#byKeyword, keyword, index);
    });
  }

  public of(dockerfile: Dockerfile): readonly DockerfileRule[] {
    try {
      const directory = directoryOf(dockerfile);
      const wanted = new Set(this.#always);
      for (const keyword of directory.keywords)
        for (const index of this.#byKeyword.get(keyword) ?? []) wanted.add(index);
      for (const { command } of directory.commands())
        for (const index of this.#byCommand.get(command.name) ?? []) wanted.add(index);
      return this.rules.filter((_, index) => wanted.has(index));
    } catch {
      // Whatever it is, each rule will meet it and be named.
      return this.rules;
    }
  }
}

function add(index: Map<string, number[]>, key: string, value: number): void {
  const known = index.get(key);
  if (known) known.push(value);
  else index.set(key, [value]);
}

/** Those of the file. What is quoted inside of another file has lines of its own, which are not there. */
function linesOf(at: { readonly line: number; readonly endLine?: number }, unit: Unit): [number, number] {
  const within = 'within' in unit ? unit.within : undefined;
  if (!within) return [at.line, at.endLine ?? at.line];
  const clamp = (line: number) => Math.max(within.line, Math.min(line, within.endLine));
  return [clamp(at.line), clamp(at.endLine ?? at.line)];
}

/** What makes two findings the same. */
export function keyOf({ file, line, rule, message }: Finding): string {
  return `${file}\0${line}\0${rule.id}\0${message}`;
}

/** The order of findings. */
export function byPlace(a: Finding, b: Finding): number {
  return compare(a.file, b.file) || a.line - b.line || compare(a.rule.id, b.rule.id) || compare(a.message, b.message);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
