import type { Dockerfile } from '../../read/dockerfile/document.js';
import { parseDockerfile } from '../../read/dockerfile/parse.js';
import { SourceText } from '../../read/text/source-text.js';
import type { Finding } from '../finding.js';
import { kindByContent, kindByName } from '../source/classify.js';
import type { AuditInput } from '../source/discover.js';
import { collide, type Edit } from './edit.js';
import type { Mending } from './fixer.js';
import { COMPOSE_FIXERS, DOCKERFILE_FIXERS } from './fixers.js';

/** Edits that would mend a finding. */
export interface Proposal {
  readonly finding: Finding;
  readonly edits: readonly Edit[];
}

export interface Declined {
  readonly finding: Finding;
  readonly why: string;
}

/** Files by path, as they are at the moment. */
export class Texts {
  readonly #inputs: ReadonlyMap<string, AuditInput>;
  readonly #sources = new Map<string, SourceText>();
  #composeFiles: readonly SourceText[] | undefined;
  readonly #dockerfiles = new Map<string, Dockerfile>();

  /** @param inputs as they are audited */
  public constructor(inputs: readonly AuditInput[]) {
    this.#inputs = new Map(inputs.map((input) => [input.path, input]));
  }

  public source(file: string): SourceText | undefined {
    const known = this.#sources.get(file);
    const text = this.#inputs.get(file)?.text;
    if (known || text === undefined) return known;
    const source = new SourceText(file, text);
    this.#sources.set(file, source);
    return source;
  }

  public composeFiles(): readonly SourceText[] {
    this.#composeFiles ??= [...this.#inputs.values()]
      .filter((input) => kindOf(input) === 'compose')
      .flatMap(({ path }) => this.source(path) ?? []);
    return this.#composeFiles;
  }

  public dockerfile(file: string): Dockerfile | undefined {
    const known = this.#dockerfiles.get(file);
    const source = this.source(file);
    // One that stands in a Compose file is not edited there.
    if (known || !source || kindOf(this.#inputs.get(file)) !== 'dockerfile') return known;
    const dockerfile = parseDockerfile(source);
    this.#dockerfiles.set(file, dockerfile);
    return dockerfile;
  }
}

const kindOf = (input: AuditInput | undefined) =>
  input && (input.kind ?? kindByName(input.path) ?? kindByContent(input.path, input.text));

/** What can be done about findings in one go, and why nothing is done about some. */
export function propose(
  findings: readonly Finding[],
  texts: Texts,
): { readonly proposals: readonly Proposal[]; readonly declined: readonly Declined[] } {
  const proposals: Proposal[] = [];
  const declined: Declined[] = [];
  const taken = new Map<string, Edit[]>();
  for (const finding of findings) {
    const mending = mend(finding, texts);
    if (!mending) continue;
    if ('leave' in mending) {
      declined.push({ finding, why: mending.leave });
      continue;
    }
    const others = taken.get(finding.file) ?? [];
    // What collides is looked at again when the others are done.
    if (mending.some((edit) => others.some((other) => collide(edit, other)))) continue;
    taken.set(finding.file, [...others, ...mending]);
    proposals.push({ finding, edits: mending });
  }
  return { proposals, declined };
}

function mend(finding: Finding, texts: Texts): Mending | undefined {
  const { rule, file, line } = finding;
  if (rule.kind === 'compose') {
    const fixer = COMPOSE_FIXERS.get(rule.id);
    const source = fixer && texts.source(file);
    return (
      source &&
      fixer(
        finding,
        source,
        texts.composeFiles().filter((other) => other !== source),
      )
    );
  }
  const fixer = DOCKERFILE_FIXERS.get(rule.id);
  const dockerfile = fixer && texts.dockerfile(file);
  const instruction = dockerfile?.instructions.findLast((other) => other.line <= line && line <= other.endLine);
  return instruction && dockerfile && fixer(instruction, dockerfile, finding);
}
