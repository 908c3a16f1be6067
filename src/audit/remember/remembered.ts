import type { ComposeProject, ComposeService } from '../../read/compose/document.js';
import type { Finding } from '../finding.js';
import type { Rule } from '../rule.js';
import type { Context } from '../source/context.js';
import type { AuditInput } from '../source/discover.js';
import type { DockerfileSource } from '../source/dockerfiles.js';
import { ServiceSurroundings } from '../surroundings.js';
import { mentionsAudits } from '../../model/audit-comment.js';
import { checksum } from './checksum.js';
import type { FindingMemory, Kept, Weighed } from '../memory.js';
import { Pieces, type Piece, type Span } from './pieces.js';

/** What is known of a service. */
export interface KnownService {
  readonly findings: readonly Finding[];
  /** Ids of the rules about whole projects to which it says something. */
  readonly concerns: ReadonlySet<string>;
}

/** In the place of a file's index: no finding, but a rule that the service concerns. */
const CONCERNS = -1;

/**
 * Findings of earlier runs, by Dockerfile and by service. The key of each is a checksum of all that a rule can see: the
 * text itself, what it is built by and with, the rules that run and their settings. (The code of the rules is the
 * memory's own concern: it is another one for another code.)
 */
export class Remembered {
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #about: string;
  readonly #pieces: Pieces;
  readonly #projects: ReadonlyMap<ComposeService, ComposeProject>;
  readonly #known = new Map<ComposeService, Piece | undefined>();

  public constructor(
    private readonly memory: FindingMemory,
    rules: readonly Rule[],
    private readonly context: Context,
    inputs: readonly AuditInput[],
    projects: readonly ComposeProject[],
    read: (path: string) => string | undefined,
  ) {
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
    this.#about = checksum(
      [...this.#rules.keys()].join(),
      JSON.stringify(context.settings),
      String(context.hasFolders),
    );
    this.#pieces = new Pieces(inputs, read);
    this.#projects = new Map(
      projects.flatMap((project) => project.services.map((service) => [service, project] as const)),
    );
  }

  /** Undefined for one that can't be remembered, for it is built in an unknown way. */
  public dockerfileKey(source: DockerfileSource): string | undefined {
    const services = this.context.servicesOf(source).map((service) => this.#piece(service)?.sum);
    if (services.includes(undefined)) return undefined;
    const [path, sum] = this.context.ignoreSumOf(source) ?? ['', ''];
    return checksum(this.#about, source.file, source.sum, path, sum, services.join());
  }

  /** Not one that says itself what is to be ignored. So none that is known does, and its text need not be read again. */
  public mayKeep(source: DockerfileSource): boolean {
    return !mentionsAudits(source.text);
  }

  public serviceKey(service: ComposeService, project: ComposeProject): string | undefined {
    const sum = this.#piece(service)?.sum;
    const facts = new ServiceSurroundings(service, project, this.context).facts();
    return sum === undefined ? undefined : checksum(this.#about, sum, facts, this.context.builtSumOf(service));
  }

  public dockerfileFindings(key: string): Weighed[] | undefined {
    return this.#recalled(key, ([id, file, line, endLine, message, subject, exposure]) => {
      const found = this.#finding(id, file, line, endLine, message);
      if (!found || typeof exposure !== 'number') return undefined;
      return { finding: typeof subject === 'string' ? { ...found, subject } : found, exposure };
    });
  }

  public keepDockerfile(key: string, found: readonly Weighed[]): void {
    const kept = found.map(({ finding: { rule, file, line, endLine, message, subject }, exposure }): Kept => [
      rule.id,
      file,
      line,
      endLine,
      message,
      subject ?? null,
      exposure,
    ]);
    this.memory.remember(key, kept);
  }

  /** Lines are kept as they are within the service, which may have moved. */
  public serviceFindings(key: string, service: ComposeService): KnownService | undefined {
    const spans = this.#piece(service)?.spans ?? [];
    const concerns = new Set<string>();
    const findings = this.#recalled(key, ([id, index, within, line, endLine, message]) => {
      const span = typeof index === 'number' ? spans[index] : undefined;
      if (index === CONCERNS && typeof id === 'string') {
        concerns.add(id);
        return null;
      }
      if (!span || typeof line !== 'number' || typeof endLine !== 'number') return undefined;
      const from = within === 1 ? span.line : 0;
      return this.#finding(id, span.file, from + line, from + endLine, message);
    });
    return findings && { findings: findings.filter((finding) => finding !== null), concerns };
  }

  /** @param concerns ids of the rules about whole projects to which it says something */
  public keepService(
    key: string,
    service: ComposeService,
    found: readonly Finding[],
    concerns: readonly string[],
  ): void {
    const spans = this.#piece(service)?.spans ?? [];
    const kept = found.map(({ rule, file, line, endLine, message }): Kept | undefined => {
      const index = spans.findIndex((span) => span.file === file);
      const span = spans[index];
      if (span && isWithin(span, line, endLine))
        return [rule.id, index, 1, line - span.line, endLine - span.line, message];
      // In an anchor above the services.
      return span && endLine < span.services ? [rule.id, index, 0, line, endLine, message] : undefined;
    });
    const all = kept.filter((each) => each !== undefined);
    const marks = concerns.map((id): Kept => [id, CONCERNS]);
    if (all.length === found.length) this.memory.remember(key, [...all, ...marks]);
  }

  #recalled<T>(key: string, read: (kept: Kept) => T | undefined): T[] | undefined {
    const found = this.memory.recall(key)?.map(read);
    const all = found?.filter((each) => each !== undefined);
    return all?.length === found?.length ? all : undefined;
  }

  #finding(id: unknown, file: unknown, line: unknown, endLine: unknown, message: unknown): Finding | undefined {
    const rule = typeof id === 'string' ? this.#rules.get(id) : undefined;
    if (!rule || typeof file !== 'string' || typeof message !== 'string') return undefined;
    return typeof line === 'number' && typeof endLine === 'number' ? { rule, file, line, endLine, message } : undefined;
  }

  #piece(service: ComposeService): Piece | undefined {
    if (!this.#known.has(service)) {
      const project = this.#projects.get(service);
      this.#known.set(service, project && this.#pieces.of(service, project));
    }
    return this.#known.get(service);
  }
}

function isWithin(span: Span, line: number, endLine: number): boolean {
  return span.line > 0 && line >= span.line && endLine <= span.endLine;
}
