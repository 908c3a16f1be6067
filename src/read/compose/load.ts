import { posix } from 'node:path';
import type { ComposeProject, ComposeService } from './document.js';
import { Documents, type Files } from './documents.js';
import { Merger } from './merge.js';
import { at, itemsOf, textOf, type ComposeNode, type Entry, type MapNode } from './node.js';
import { readService } from './service.js';
import type { YamlProblem } from './yaml.js';

export interface ComposeProblem extends YamlProblem {
  readonly kind: 'syntax' | 'missing';
  readonly file: string;
}

export interface LoadedCompose {
  /** Undefined where the base is no Compose file. */
  readonly project: ComposeProject | undefined;
  readonly problems: readonly ComposeProblem[];
}

/** How many files `extends` and `include` may lead through. */
const DEPTH = 10;
const DEVELOPMENT = /(?:^|[._-])(?:dev|development|local|override|test|tests|testing|ci|debug|e2e)(?:[._-]|$)/i;

/**
 * Puts a project together as Compose does: the files in order, each laid over those before; `include`, `extends`,
 * anchors and the variables of `.env` resolved. Every value keeps the place where it is written.
 *
 * @param documents what has been read of the files already
 */
export function loadCompose(
  paths: readonly string[],
  files: Files,
  documents: Documents = new Documents(files),
): LoadedCompose {
  const loader = new Loader(documents);
  const [base, ...overlays] = paths;
  if (base === undefined) return { project: undefined, problems: [] };
  let root = loader.file(base, 0);
  for (const overlay of overlays) {
    const over = loader.file(overlay, 0);
    if (over) root = root ? loader.merger.maps(root, over) : over;
  }
  loader.finish(base);
  if (!root) return { project: undefined, problems: loader.problems };
  const last = posix.basename(paths.at(-1) ?? base);
  const project: ComposeProject = {
    kind: 'compose',
    file: base,
    line: 1,
    endLine: root.endLine,
    files: paths,
    root,
    services: servicesOf(root),
    development: DEVELOPMENT.test(last.replace(/\.ya?ml$/, '')),
  };
  return { project, problems: loader.problems };
}

function servicesOf(root: MapNode): ComposeService[] {
  const services = at(root, 'services');
  if (services?.kind !== 'map') return [];
  return [...services.entries.values()].map((entry) => readService(entry, asMap(entry)));
}

const asMap = (entry: Entry): MapNode =>
  entry.value.kind === 'map'
    ? entry.value
    : { kind: 'map', entries: new Map(), file: entry.file, line: entry.line, endLine: entry.endLine };

/** Whether a document is a Compose file: `services` of maps, or the oldest form, services at the top. */
export function looksLikeCompose(root: ComposeNode | undefined): boolean {
  if (root?.kind !== 'map') return false;
  const services = at(root, 'services');
  if (services) return services.kind === 'map' && [...services.entries.values()].every(({ value }) => isService(value));
  if (at(root, 'include') && !at(root, 'stages')) return itemsOf(at(root, 'include')).length > 0;
  return isFirstFormat(root);
}

const isService = (value: ComposeNode) => value.kind === 'map' || (value.kind === 'scalar' && value.value === null);

/** The format of 2014, without `services:`. */
function isFirstFormat(root: MapNode): boolean {
  const values = [...root.entries.values()].map(({ value }) => value);
  return (
    values.length > 0 &&
    values.every((value) => value.kind === 'map' && (at(value, 'image') ?? at(value, 'build')) !== undefined)
  );
}

class Loader {
  public readonly problems: ComposeProblem[] = [];
  public readonly merger: Merger;
  readonly #whole = new Map<string, MapNode>();
  readonly #roots = new Map<string, MapNode | undefined>();

  public constructor(private readonly documents: Documents) {
    this.merger = new Merger(documents.limited);
  }

  /** A file with what it includes, and `extends` resolved. */
  public file(path: string, depth: number): MapNode | undefined {
    if (this.#whole.has(path)) return this.#whole.get(path);
    const root = this.#read(path);
    if (!root || depth > DEPTH) return root;
    // One that includes itself, or that others include too, is not read again.
    this.#whole.set(path, root);
    let whole: MapNode | undefined;
    for (const included of this.#includes(root, path)) {
      const other = this.file(included, depth + 1);
      if (other) whole = whole ? this.merger.maps(whole, other) : other;
    }
    const resolved = this.#resolveExtends(root, path);
    whole = whole ? this.merger.maps(whole, resolved) : resolved;
    this.#whole.set(path, whole);
    return whole;
  }

  /** Says what could not be done. */
  public finish(file: string): void {
    if (!this.merger.exhausted) return;
    const message = 'what it extends, includes and overlays comes to too many values: some are left out';
    this.problems.push({ kind: 'syntax', file, line: 1, message });
  }

  #read(path: string): MapNode | undefined {
    if (this.#roots.has(path)) return this.#roots.get(path);
    const document = this.documents.read(path);
    if (!document) return undefined;
    const { root, others, problems } = document;
    this.problems.push(...problems.map((problem) => ({ kind: 'syntax' as const, file: path, ...problem })));
    const first = root?.kind === 'map' && looksLikeCompose(root) ? modern(root) : undefined;
    // Compose lays the documents of one file over each other, as it does files.
    const map = first && others.reduce<MapNode>((below, over) => this.#laidOver(below, over), first);
    this.#roots.set(path, map);
    return map;
  }

  #laidOver(below: MapNode, over: ComposeNode): MapNode {
    if (over.kind !== 'map') return below;
    return { ...this.merger.maps(below, modern(over)), endLine: over.endLine };
  }

  #includes(root: MapNode, path: string): string[] {
    return itemsOf(at(root, 'include')).flatMap((item) => {
      const named = item.kind === 'map' ? itemsOf(at(item, 'path')) : [item];
      return named.flatMap((name) => {
        const text = textOf(name);
        if (text === undefined) return [];
        const included = posix.join(posix.dirname(path), text);
        if (this.#isMissing(included, text)) this.#missing(name, `it includes ${text}, which is not there`);
        return [included];
      });
    });
  }

  #resolveExtends(root: MapNode, path: string): MapNode {
    const services = at(root, 'services');
    if (services?.kind !== 'map') return root;
    const resolved = new Map<string, Entry>();
    for (const [name, entry] of services.entries)
      resolved.set(name, { ...entry, value: this.#extended(entry.value, services, path, 0) });
    const entries = new Map(root.entries);
    const entry = entries.get('services');
    if (entry) entries.set('services', { ...entry, value: { ...services, entries: resolved } });
    return { ...root, entries };
  }

  #extended(service: ComposeNode, siblings: MapNode, path: string, depth: number): ComposeNode {
    const extension = at(service, 'extends');
    if (!extension || depth > DEPTH) return service;
    const file = textOf(at(extension, 'file'));
    const name = textOf(extension) ?? textOf(at(extension, 'service'));
    const from = file === undefined ? path : posix.join(posix.dirname(path), file);
    const others = file === undefined ? siblings : at(this.#read(from), 'services');
    const base = name !== undefined && others?.kind === 'map' ? others.entries.get(name)?.value : undefined;
    if (file !== undefined && this.#isMissing(from, file))
      this.#missing(extension, `it extends a service of ${file}, which is not there`);
    else if (name !== undefined && !name.includes('$') && others?.kind === 'map' && !base)
      this.#missing(extension, `it extends ${name}, and there is no such service${file ? ` in ${file}` : ''}`);
    if (!base || base === service || others?.kind !== 'map') return service;
    return this.merger.merge(this.#extended(base, others, from, depth + 1), service);
  }

  /** Whether a file of this machine is named that can't be read. */
  #isMissing(path: string, written: string): boolean {
    if (written.includes('$') || /^[a-z+]+:|^git@/i.test(written)) return false;
    return !this.documents.has(path);
  }

  #missing({ file, line }: ComposeNode, what: string): void {
    this.problems.push({ kind: 'missing', file, line, message: `${what}: what it says is not seen` });
  }
}

/** The oldest form as the one of today. */
function modern(root: MapNode): MapNode {
  if (!isFirstFormat(root) || at(root, 'services')) return root;
  const { file, line, endLine } = root;
  return { ...root, entries: new Map([['services', { key: 'services', value: root, file, line, endLine }]]) };
}
