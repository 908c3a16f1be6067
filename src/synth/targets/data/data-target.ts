import { type Data, type DataMap, MODEL_SCHEMA, SHARED } from '../../../model/model-data.js';
import { MARKER } from '../../../model/marker.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import type { Workload } from '../../../model/workload.js';
import type { ModelPath } from '../../../model/where.js';
import type { RenderedFile } from '../../render/files.js';
import type { Target } from '../../target.js';
import { leanData, provenancesData, rowsOfContributions } from './model-data.js';
import { linesOfData, printData } from './print-data.js';

/** Where the model of a platform lies: beside the manifest, committed, for `diff` between revisions and for pictures. */
export function modelFile(platform: string): string {
  return `.nexus/${platform}.model.json`;
}

/** The model as data: what the other targets are renderings of. */
export const dataTarget: Target = {
  name: 'data',
  render: (model) => ({ files: [renderModel(model).file], problems: [] }),
  // Plain data refers to nothing.
  check: () => [],
};

/** The file, and whether it tells the model from every other, but for documents and what only a reader is told. */
export function renderModel(model: PlatformModel): { readonly file: RenderedFile; readonly isExact: boolean } {
  const { data, isExact } = leanData(model);
  let said: ((line: number) => readonly string[]) | undefined;
  const file: RenderedFile = {
    path: modelFile(model.name),
    content: printData(withHead(data)),
    executable: false,
    origin: model.origin,
    // Made again for who asks: the whole model twice in memory is worth more than that.
    says: (line) => saidBy(model, (said ??= placesOf(leanData(model).data))(line)),
  };
  return { file, isExact };
}

function withHead(data: DataMap): DataMap {
  return { '//': MARKER, schema: MODEL_SCHEMA, ...data };
}

/** For a line the keys to what it says, as if everything stood in its place. */
function placesOf(data: DataMap): (line: number) => readonly string[] {
  const lines = linesOfData(withHead(data));
  const first = new Map<string, readonly string[]>();
  for (const [section, name = '', ...keys] of lines) {
    const at = keys.indexOf(SHARED);
    if (section !== 'workloads' || at < 0 || keys.length !== at + 2) continue;
    const place = ['workloads', name, ...keys.slice(0, at), ...keys.slice(at + 1)];
    const shared = valueAt(data, ['workloads', name, ...keys]);
    if (typeof shared === 'string' && !first.has(shared)) first.set(shared, place);
  }
  return (line) => {
    const [section = '', name = '', ...keys] = lines[line - 1] ?? [];
    // Of what several workloads say, the first of them.
    if (section === 'shared' && name !== '') return [...(first.get(name) ?? [section]), ...keys];
    if (section !== 'workloads' || !keys.includes(SHARED)) return lines[line - 1] ?? [];
    return [section, name, ...keys.filter((key) => key !== SHARED)];
  };
}

function valueAt(data: Data, [key, ...rest]: readonly string[]): Data | undefined {
  if (key === undefined) return data;
  const inner = typeof data === 'object' && data !== null ? (data as DataMap)[key] : undefined;
  return inner === undefined ? undefined : valueAt(inner, rest);
}

/** Sections of the file that are sections of the model: their entries are found by name there. */
const SECTIONS = new Set(['workloads', 'networks', 'secrets', 'volumes', 'environments', 'variables', 'documents']);
/** Those that are lists, whose entries are found by number. */
const LISTS = new Set(['edges', 'overrides', 'acknowledgements']);

function saidBy(model: PlatformModel, [section = '', name, ...rest]: readonly string[]): ModelPath {
  if (section === '//') return ['target', 'marker'];
  if (section === 'name' || section === 'outdir' || section === 'phase' || section === 'environment') return [section];
  if (section === 'contributions' && name !== undefined) {
    const rows = rowsOfContributions(model)[Number(name)];
    const row = rest[0] === 'for' ? rows?.[Number(rest[1] ?? 0)] : rows?.[0];
    return row === undefined ? ['target', 'data'] : [section, String(row)];
  }
  if (LISTS.has(section) && name !== undefined) return [section, name];
  if (section === 'routes' && name !== undefined) {
    const route = model.routes[Number(name)];
    return route ? ['routes', route.proxy, route.path] : ['target', section];
  }
  if (!SECTIONS.has(section) || name === undefined) return ['target', 'data'];
  const [field = '', ...keys] = rest;
  if (section !== 'workloads') return [section, name];
  if (field === '' || field === 'construct') return [section, name];
  const workload = model.workloads.find((candidate) => candidate.name === name);
  if (!workload || !(field in NAMES)) return [section, name, ...rest];
  // Of provenance, the value that it is about.
  if (field === 'provenance') return ofProvenance(workload, keys);
  // Short lists stand on the line of their key.
  if (keys[0] === undefined) return hasEntries(workload, field) ? [section, name, field] : ['target', 'data'];
  const key = NAMES[field]?.(workload, keys[0]);
  return key === undefined ? ['target', 'data'] : [section, name, field, key];
}

/** How entries of a workload's lists and maps are named in a path. */
const NAMES: Readonly<Record<string, (workload: Workload, key: string) => string | undefined>> = {
  environment: (_workload, key) => key,
  labels: (_workload, key) => key,
  secrets: ({ secrets }, key) => secrets[Number(key)]?.secret,
  mounts: ({ mounts }, key) => mounts[Number(key)]?.target,
  publish: ({ publish }, key) => publish[Number(key)]?.hostPort.toString(),
  startAfter: ({ startAfter }, key) => startAfter[Number(key)]?.workload,
  security: (_workload, key) => key,
  provenance: () => undefined,
};

/** The value that an item of a list of {@link provenancesData} names. */
function ofProvenance({ name, provenance }: Workload, [source = '', index]: readonly string[]): ModelPath {
  const path = index === undefined ? undefined : provenancesData(provenance)[source]?.[Number(index)];
  return path === undefined ? ['target', 'data'] : ['workloads', name, ...path.split('/').map(unescapeKey)];
}

function hasEntries(workload: Workload, field: string): boolean {
  const value: unknown = field === 'provenance' ? undefined : workload[field as keyof Workload];
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function unescapeKey(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}
