import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair } from 'yaml';
import { configProblems, type AuditConfig } from './config.js';
import { SEVERITIES, type Rule } from './rule.js';

/** Names of the file that is read where none is given. */
export const CONFIG_FILES = ['nexus-audit.yml', 'nexus-audit.yaml', 'nexus-audit.json'] as const;

export interface ParsedConfig {
  readonly config: AuditConfig;
  /** What is wrong with it, as `file:line: what, and what to do`; empty for one that is right. */
  readonly problems: readonly string[];
}

const LABEL_FORMATS = ['text', 'url', 'semver', 'rfc3339', 'spdx', 'hash', 'email'];

/** Reads a configuration, YAML or JSON. Every key that is not known is a problem: a misspelled one would do nothing. */
export function parseConfig(text: string, file: string, rules: readonly Rule[]): ParsedConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) {
    return { config: {}, problems: [`${file}:${lines.linePos(broken.pos[0]).line}: ${broken.message}`] };
  }
  const reader = new Reader(file, lines);
  const root: unknown = document.contents;
  if (root !== null && !(isScalar(root) && root.value === null)) reader.root(root);
  if (reader.problems.length > 0) return { config: {}, problems: reader.problems };
  const read = (document.toJS({ maxAliasCount: 100 }) ?? {}) as AuditConfig;
  const suppress = read.suppress?.map((entry, index) => {
    const node = document.getIn(['suppress', index], true) as Node | undefined;
    return node?.range ? { ...entry, line: lines.linePos(node.range[0]).line } : entry;
  });
  const config = suppress ? { ...read, suppress } : read;
  return { config, problems: configProblems(config, rules).map((problem) => `${file}: ${problem}`) };
}

/** Holds a document to the shape of {@link AuditConfig}. */
class Reader {
  public readonly problems: string[] = [];

  public constructor(
    private readonly file: string,
    private readonly lines: LineCounter,
  ) {}

  public root(node: unknown): void {
    this.#map(node, '', {
      rules: (value, path) =>
        this.#entries(value, path, (entry, at) => this.#choice(entry, at, ['off', 'on', ...SEVERITIES])),
      suppress: (value, path) => this.#list(value, path, (entry, at) => this.#suppression(entry, at)),
      settings: (value, path) =>
        this.#map(value, path, {
          trustedRegistries: (list, at) => this.#list(list, at, (entry, place) => this.#text(entry, place)),
          labels: (map, at) => this.#entries(map, at, (entry, place) => this.#choice(entry, place, LABEL_FORMATS)),
          strictLabels: (flag, at) => this.#flag(flag, at),
        }),
    });
  }

  #suppression(node: unknown, path: string): void {
    const text = (value: unknown, at: string) => this.#text(value, at);
    this.#map(node, path, { rule: text, reason: text, file: text, subject: text });
    for (const key of ['rule', 'reason']) {
      if (isMap(node) && !node.has(key)) this.#say(node, path, `it has no ${key}. Add "${key}: …"`);
    }
  }

  #map(node: unknown, path: string, keys: Readonly<Record<string, (value: unknown, path: string) => void>>): void {
    this.#entries(node, path, (value, at, pair) => {
      const key = keyOf(pair);
      const known = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (known) known(value, at);
      else this.#say(pair.key, at, `this key is not known. Known are: ${Object.keys(keys).join(', ')}`);
    });
  }

  #entries(node: unknown, path: string, each: (value: unknown, path: string, pair: Pair) => void): void {
    if (!isMap(node)) {
      this.#say(node, path, `${shown(node)} is no map of keys and values`);
      return;
    }
    for (const pair of node.items) each(pair.value, path === '' ? keyOf(pair) : `${path}.${keyOf(pair)}`, pair);
  }

  #list(node: unknown, path: string, each: (value: unknown, path: string) => void): void {
    if (!isSeq(node)) this.#say(node, path, `${shown(node)} is no list. Write its items with "-" before them`);
    else node.items.forEach((item, index) => each(item, `${path}[${index}]`));
  }

  #text(node: unknown, path: string): void {
    const value = valueOf(node);
    if (typeof value !== 'string' || value.trim() === '') this.#say(node, path, `${shown(node)} is no text`);
  }

  #flag(node: unknown, path: string): void {
    if (typeof valueOf(node) !== 'boolean') this.#say(node, path, `${shown(node)} is neither true nor false`);
  }

  #choice(node: unknown, path: string, choices: readonly string[]): void {
    const value = valueOf(node);
    if (typeof value !== 'string' || !choices.includes(value))
      this.#say(node, path, `${shown(node)} is none of ${choices.join(', ')}`);
  }

  #say(node: unknown, path: string, problem: string): void {
    const start = (node as Node | null | undefined)?.range?.[0];
    const line = start === undefined ? '' : `:${this.lines.linePos(start).line}`;
    this.problems.push(`${this.file}${line}: ${path === '' ? '' : `${path}: `}${problem}`);
  }
}

const valueOf = (node: unknown): unknown => (isScalar(node) ? node.value : undefined);

const keyOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key);

function shown(node: unknown): string {
  if (isMap(node)) return 'a map';
  if (isSeq(node)) return 'a list';
  return node === null || node === undefined ? 'nothing' : isScalar(node) ? JSON.stringify(node.value) : 'an alias';
}
