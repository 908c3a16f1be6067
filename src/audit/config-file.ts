import { Ajv, type ErrorObject } from 'ajv';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml';
import { unknownRules, type AuditConfig } from './config.js';
import { CONFIG_SCHEMA } from './config-schema.js';
import type { Rule } from './rule.js';

export interface ParsedConfig {
  readonly config: AuditConfig;
  /** What is wrong with it, as `file:line: what, and what to do`; empty for one that is right. */
  readonly problems: readonly string[];
}

// Verbose: errors have the value and the schema that it breaks.
const validate = new Ajv({ allErrors: true, verbose: true }).compile<AuditConfig>(CONFIG_SCHEMA);

/** Reads a configuration, YAML or JSON, and holds it to {@link CONFIG_SCHEMA}. */
export function parseConfig(text: string, file: string, rules: readonly Rule[]): ParsedConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) return { config: {}, problems: [`${file}:${lines.linePos(broken.pos[0]).line}: ${broken.message}`] };
  const lineOf = (node: Node | null | undefined) => (node?.range ? lines.linePos(node.range[0]).line : undefined);
  let read: unknown;
  try {
    read = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (error) {
    return { config: {}, problems: [`${file}: ${(error as Error).message}`] };
  }
  if (!validate(read)) {
    const problems = (validate.errors ?? []).map((error) => {
      const { path, node, message } = explain(error, document);
      return { line: lineOf(node), text: path === '' ? message : `${path}: ${message}` };
    });
    problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    return {
      config: {},
      problems: problems.map(({ line, text }) => `${file}${line === undefined ? '' : `:${line}`}: ${text}`),
    };
  }
  const suppress = read.suppress?.map((entry, index) => {
    const line = lineOf(document.getIn(['suppress', index], true) as Node | undefined);
    return line === undefined ? entry : { ...entry, line };
  });
  const config = suppress ? { ...read, suppress } : read;
  return { config, problems: unknownRules(config, rules).map((problem) => `${file}: ${problem}`) };
}

interface Explained {
  /** `suppress[0].reason`, empty for the whole. */
  readonly path: string;
  readonly node: Node | null | undefined;
  readonly message: string;
}

function explain(error: ErrorObject, document: Document): Explained {
  let [path, node] = ['', document.contents as Node | null | undefined];
  for (const part of error.instancePath.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path = isSeq(node) ? `${path}[${key}]` : join(path, key);
    node = (isSeq(node) ? node.items[Number(key)] : pairOf(node, key)?.value) as Node | undefined;
  }
  if (error.keyword !== 'additionalProperties') return { path, node, message: messageOf(error) };
  const key = String(error.params.additionalProperty);
  const known = Object.keys((error.parentSchema?.properties ?? {}) as object).join(', ');
  const message = `this key is not known. Known are: ${known}`;
  return { path: join(path, key), node: pairOf(node, key)?.key as Node | undefined, message };
}

const join = (path: string, key: string) => (path === '' ? key : `${path}.${key}`);

function pairOf(node: unknown, name: string): Pair | undefined {
  return isMap(node) ? node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === name) : undefined;
}

function messageOf({ keyword, params, data }: ErrorObject): string {
  if (keyword === 'required')
    return `it has no ${String(params.missingProperty)}. Add "${String(params.missingProperty)}: …"`;
  if (keyword === 'enum') return `${shown(data)} is none of ${(params.allowedValues as string[]).join(', ')}`;
  switch (params.type) {
    case 'object':
      return `${shown(data)} is no map of keys and values`;
    case 'array':
      return `${shown(data)} is no list. Write its items with "-" before them`;
    case 'boolean':
      return `${shown(data)} is neither true nor false`;
    default:
      return `${shown(data)} is no text`;
  }
}

function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : JSON.stringify(value);
}
