import type { Document, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { library } from '../../model/library.js';

const yaml = library('yaml');

/** Where a scalar stands: what must be quoted depends on it. */
export type ScalarPlace = 'block' | 'flow' | 'key';

/**
 * One scalar, quoted wherever YAML 1.1 or 1.2 would read it as something else (`yes`, `on`, `22:22`, `1e3`).
 *
 * The `yaml` library decides; texts that are plain by any reading do not trouble it, and its answers are remembered: of
 * the thousands of scalars in a Compose file few are different.
 */
export function renderScalar(value: unknown, place: ScalarPlace): string {
  if (typeof value === 'string') {
    // Keys are the same few hundred everywhere.
    if (place === 'key' && plainKeys.has(value)) return value;
    if (isPlain(value, place)) {
      if (place === 'key' && plainKeys.size < MEMORY) plainKeys.add(value);
      return value;
    }
    if (/^\d+$/.test(value)) return `"${value}"`;
  }
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  const known = memory[place].get(value);
  if (known !== undefined) return known;
  const text = byLibrary(value, place);
  if (memory[place].size > MEMORY) memory[place].clear();
  memory[place].set(value, text);
  return text;
}

/** An IPv4 address, with a mask or with ports: no number in any version of YAML. */
const ADDRESS = /^\d+\.\d+\.\d+\.\d+(?:\/\d+|(?::\d+)+)?$/;

/** Begins with a letter or a path, has no character that YAML gives a meaning, and is no word of YAML 1.1 or 1.2. */
function isPlain(text: string, place: ScalarPlace): boolean {
  const safe =
    place === 'block' ? /^(?:[A-Za-z]|\.?\/)[\w./@:=?&%${},-]*[\w/}]$/ : /^(?:[A-Za-z]|\.?\/)[\w./@:=?&%$-]*[\w/]$/;
  return (safe.test(text) || ADDRESS.test(text)) && !/^(?:y|n|yes|no|on|off|true|false|null|e-?\d[\d_]*)$/i.test(text);
}

const MEMORY = 20_000;
const memory: Readonly<Record<ScalarPlace, Map<unknown, string>>> = {
  block: new Map(),
  flow: new Map(),
  key: new Map(),
};
const plainKeys = new Set<string>();
let document: Document | undefined;

/** What YAML allows as escapes only (YAML 1.2, section 5.1). */
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/** Escapes what may not stand in YAML as it is. In a string this needs double quotes, which `byLibrary` sees to. */
export function escapeUnprintable(text: string): string {
  return text.replace(UNPRINTABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** @internal the answer of the library, for the test that holds the short cut against it */
export function byLibrary(value: unknown, place: ScalarPlace): string {
  const { Document, Scalar } = yaml();
  document ??= new Document(undefined, { version: '1.1', compat: 'core' });
  const node = new Scalar(value);
  // Block scalars fold and keep line breaks by rules that few reviewers know; escapes say exactly what is there.
  if (typeof value === 'string' && CONTROL.test(value)) node.type = Scalar.QUOTE_DOUBLE;
  // Plain, it would merge.
  if (value === '<<') Object.assign(node, { type: Scalar.QUOTE_DOUBLE, tag: 'tag:yaml.org,2002:str' });
  (document as { contents: unknown }).contents = around(node, place, document.schema);
  const options = {
    lineWidth: 0,
    minContentWidth: 0,
    // Otherwise a line break in a long text is written as one, with the indentation of another place.
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
    nullStr: 'null',
    directives: false,
    flowCollectionPadding: false,
  };
  const text = escapeUnprintable(document.toString(options).replace(/\n$/, ''));
  if (place === 'flow') return text.slice('['.length, -']'.length);
  if (place === 'block') return text.slice('k: '.length);
  // A key that the library would write over two lines ("? …") is unambiguous in JSON's form.
  return text.startsWith('? ') ? escapeUnprintable(JSON.stringify(value)) : text.slice(0, -': 1'.length);
}

function around(node: Scalar, place: ScalarPlace, schema: Document['schema']): YAMLMap | YAMLSeq {
  const { Pair, Scalar, YAMLMap, YAMLSeq } = yaml();
  if (place === 'flow') {
    const list = new YAMLSeq(schema);
    list.items = [node];
    list.flow = true;
    return list;
  }
  const map = new YAMLMap(schema);
  map.items.push(place === 'key' ? new Pair(node, new Scalar(1)) : new Pair(new Scalar('k'), node));
  return map;
}
