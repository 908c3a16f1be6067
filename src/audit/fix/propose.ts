import type { Dockerfile } from '../dockerfile/document.js';
import { parseDockerfile } from '../dockerfile/parse.js';
import { SourceText } from '../document/source-text.js';
import type { Finding } from '../finding.js';
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
  readonly #sources = new Map<string, SourceText>();
  readonly #dockerfiles = new Map<string, Dockerfile>();

  public constructor(private readonly texts: ReadonlyMap<string, string>) {}

  public source(file: string): SourceText | undefined {
    const known = this.#sources.get(file);
    const text = this.texts.get(file);
    if (known || text === undefined) return known;
    const source = new SourceText(file, text);
    this.#sources.set(file, source);
    return source;
  }

  public dockerfile(file: string): Dockerfile | undefined {
    const known = this.#dockerfiles.get(file);
    const source = this.source(file);
    if (known || !source) return known;
    const dockerfile = parseDockerfile(source);
    this.#dockerfiles.set(file, dockerfile);
    return dockerfile;
  }
}

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
    return source && fixer(finding, source);
  }
  const fixer = DOCKERFILE_FIXERS.get(rule.id);
  const dockerfile = fixer && texts.dockerfile(file);
  const instruction = dockerfile?.instructions.findLast((other) => other.line <= line && line <= other.endLine);
  return instruction && dockerfile && fixer(instruction, dockerfile, finding);
}
