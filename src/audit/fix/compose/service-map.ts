import { isAlias, isMap, isScalar, parseAllDocuments, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import type { SourceText } from '../../../read/text/source-text.js';
import { insert, type Edit } from '../edit.js';

type Item = Pair<Node, Node | null>;

/** The one document of a file, or why it is none that can be changed. */
export function documentOf(source: SourceText): Document.Parsed | string {
  const known = DOCUMENTS.get(source) ?? parse(source);
  DOCUMENTS.set(source, known);
  return known;
}

const DOCUMENTS = new WeakMap<SourceText, Document.Parsed | string>();

function parse(source: SourceText): Document.Parsed | string {
  const documents = parseAllDocuments(source.text, { uniqueKeys: false, logLevel: 'silent' });
  const document = Array.isArray(documents) ? documents[0] : undefined;
  if (!document || documents.length !== 1) return 'the file has more than one document';
  return document.errors.length > 0 ? 'the file is no proper YAML' : document;
}

/** The section of a service, which is written at that line where one is given; or why it can't be added to. */
export function serviceMap(source: SourceText, name: string, line?: number): YAMLMap | string {
  const document = documentOf(source);
  if (typeof document === 'string') return document;
  const services = document.get('services', true);
  const pair = isMap(services) ? ownPair(services, name) : undefined;
  if (!pair || (line !== undefined && source.lineAt(pair.key.range?.[0] ?? 0) !== line))
    return 'it is written somewhere else';
  return blockMap(pair.value) ?? 'it is written in braces, or as an alias';
}

/** A map in block style that has keys. */
export function blockMap(node: Node | null | undefined): YAMLMap | undefined {
  return isMap(node) && node.flow !== true && node.items.length > 0 ? node : undefined;
}

/** A key that a map says itself; not what it merges. */
export function ownPair(map: YAMLMap, key: string): Item | undefined {
  return (map.items as Item[]).find((item) => isScalar(item.key) && item.key.value === key);
}

/** Whether a map takes keys from elsewhere: `<<: *common`. */
export function merges(map: YAMLMap): boolean {
  return ownPair(map, '<<') !== undefined;
}

/**
 * Puts lines behind everything that a block map says, with the indentation of its keys. Undefined where its last value
 * would swallow them.
 */
export function addKeys(source: SourceText, map: YAMLMap, lines: readonly string[]): Edit | undefined {
  const items = map.items as Item[];
  const indent = columnOf(source, items[0]?.key);
  const last = endOf(source, items.at(-1));
  if (indent === undefined || last === undefined) return undefined;
  const end = behindComments(source, last, indent);
  return insert(end, lines.map((line) => `\n${' '.repeat(indent)}${line}`).join(''));
}

/** The column of a node that is the first of its line, but for spaces; `- key` is not. */
export function columnOf(source: SourceText, node: Node | null | undefined): number | undefined {
  const start = node?.range?.[0];
  if (start === undefined) return undefined;
  const before = source.text.slice(source.text.lastIndexOf('\n', start - 1) + 1, start);
  return /^ *$/.test(before) ? before.length : undefined;
}

/** The end of the last line of a pair, its comment included. */
export function endOf(source: SourceText, pair: Item | undefined): number | undefined {
  let last: Node | null | undefined = pair?.value;
  while (isMap(last) && last.flow !== true && last.items.length > 0) last = (last.items.at(-1) as Item).value;
  // Blank lines at the end of `|+` belong to the value.
  const header =
    isScalar(last) && /^BLOCK/.test(last.type ?? '') ? source.text.slice(last.range?.[0]).split('\n', 1) : [];
  if (/^[|>]\d?\+/.test(header[0] ?? '')) return undefined;
  if (isAlias(pair?.value) || pair?.value) {
    const [start = 0, valueEnd = 0] = pair.value.range ?? [];
    const written = source.text.slice(start, valueEnd).trimEnd();
    return lineEnd(source, start + written.length);
  }
  return pair?.key.range ? lineEnd(source, pair.key.range[1]) : undefined;
}

/** Comments that are indented deeper than the keys belong to what stands before them. */
function behindComments({ text }: SourceText, end: number, indent: number): number {
  const comments = /^(?:\n+ *#[^\n]*)+/.exec(text.slice(end))?.[0].split(/(?<=[^\n])(?=\n)/) ?? [];
  const others = comments.findIndex((line) => line.replace(/^\n+/, '').indexOf('#') <= indent);
  return end + comments.slice(0, others < 0 ? undefined : others).join('').length;
}

function lineEnd({ text }: SourceText, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
