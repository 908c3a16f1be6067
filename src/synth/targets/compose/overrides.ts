import { formatProblem, NexusError, show } from '../../../model/errors.js';
import type { ComposeFile } from '../../../model/compose.js';
import type { Override } from '../../../model/platform-model.js';
import { Tagged } from '../../render/yaml.js';

/** Sections whose entries must exist before an override may change them: a misspelt service would be a new one. */
const SECTIONS = new Set(['services', 'networks', 'volumes', 'secrets', 'configs']);
/** Of those, where an override may add an entry that a service then names. */
const EXTENDED = new Set(['networks', 'volumes', 'secrets', 'configs']);

/**
 * Applies the escape hatch to the finished documents, in the order of the model: each to the document that holds what it
 * names, else to the first.
 *
 * @returns the problems found; what can be applied is applied
 */
export function applyOverrides(
  documents: readonly { readonly document: ComposeFile }[],
  overrides: readonly Override[],
): string[] {
  const problems: string[] = [];
  const added: Override[] = [];
  for (const override of overrides) {
    const [section = '', entry = ''] = override.path;
    const holds = ({ document }: { readonly document: ComposeFile }) =>
      SECTIONS.has(section) && Object.hasOwn(sectionOf(document, section), entry);
    const first = documents.find(holds) ?? documents[0];
    if (!first) continue;
    try {
      if (isNew(documents, override)) added.push(override);
      apply(first.document, override);
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  return [...problems, ...added.flatMap((override) => unused(documents, override))];
}

/** Whether an override says a whole entry that no document has. */
function isNew(documents: readonly { readonly document: ComposeFile }[], { path, value }: Override): boolean {
  const [section = '', entry = ''] = path;
  if (path.length !== 2 || !EXTENDED.has(section) || value === undefined) return false;
  return !documents.some(({ document }) => Object.hasOwn(sectionOf(document, section), entry));
}

/** What is added and named by no service is more likely a misspelt name of what is there. */
function unused(documents: readonly { readonly document: ComposeFile }[], { path, origin }: Override): string[] {
  const [section = '', entry = ''] = path;
  if (documents.some(({ document }) => names(document.services, entry))) return [];
  const known = documents.flatMap(({ document }) => Object.keys(sectionOf(document, section)));
  const others = known.filter((name) => name !== entry);
  return [
    formatProblem(`override ${show(path.join('.'))} adds ${show(entry)} to ${section}, and no service names it`, {
      path: origin.path,
      location: origin.location,
      fix: `Correct the name${others.length > 0 ? `: there are ${others.slice(0, 12).join(', ')}` : ''}; or name it in a service by another override`,
    }),
  ];
}

/** Whether `name` is a key or text somewhere, also as the source of `name:/target`. */
function names(value: unknown, name: string): boolean {
  if (typeof value === 'string') return value === name || value.startsWith(`${name}:`);
  if (value instanceof Tagged) return names(value.value, name);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, item]) => (!Array.isArray(value) && key === name) || names(item, name));
}

function sectionOf(document: ComposeFile, section: string): object {
  const value: unknown = (document as unknown as Readonly<Record<string, unknown>>)[section];
  return typeof value === 'object' && value !== null ? value : {};
}

function apply(document: ComposeFile, { path, value, origin }: Override): void {
  const where = { path: origin.path, location: origin.location };
  const [section = '', entry] = path;
  if (!SECTIONS.has(section) && !section.startsWith('x-') && section !== 'name') {
    throw new NexusError(
      `override ${show(path.join('.'))} begins with ${show(section)}, that is no section of a Compose file`,
      {
        ...where,
        fix: 'Begin with services, networks, volumes, secrets, configs, name or an x- key',
      },
    );
  }
  let target = document as unknown as Record<string, unknown>;
  path.slice(0, -1).forEach((key, depth) => {
    checkIndex(target, key, value === undefined, path.slice(0, depth), path, where);
    const next = Object.hasOwn(target, key) ? target[key] : undefined;
    if (depth === 1 && SECTIONS.has(section) && next === undefined)
      unknownEntry(document, section, entry ?? '', path, where);
    if (next === undefined) target[key] = {};
    else if (next === null || typeof next !== 'object') {
      throw new NexusError(
        `override ${show(path.join('.'))}: ${show(path.slice(0, depth + 1).join('.'))} is ${show(next)}, not a map`,
        where,
      );
    }
    target = target[key] as Record<string, unknown>;
  });
  const last = path[path.length - 1] ?? '';
  if (
    path.length === 2 &&
    SECTIONS.has(section) &&
    !(EXTENDED.has(section) && value !== undefined) &&
    !Object.hasOwn(target, last)
  )
    unknownEntry(document, section, last, path, where);
  checkIndex(target, last, value === undefined, path.slice(0, -1), path, where);
  if (value !== undefined) {
    // A copy: a later override must not reach into the caller's object, or another place that has the same.
    target[last] = copy(value);
  } else if (Array.isArray(target)) {
    target.splice(Number(last), 1);
  } else if (Object.hasOwn(target, last)) {
    Reflect.deleteProperty(target, last);
  } else {
    throw new NexusError(`override ${show(path.join('.'))} removes a key that is not there`, where);
  }
}

/** A list has whole numbers for keys; one past the last appends. */
function checkIndex(
  target: object,
  key: string,
  removes: boolean,
  at: readonly string[],
  path: readonly string[],
  where: object,
): void {
  if (!Array.isArray(target)) return;
  const last = target.length - (removes ? 1 : 0);
  if (/^(?:0|[1-9]\d*)$/.test(key) && Number(key) <= last) return;
  throw new NexusError(
    `override ${show(path.join('.'))}: ${show(at.join('.'))} is a list of ${target.length}, without a place ${show(key)}`,
    { ...where, fix: last < 0 ? 'Set the whole list' : `Give a number from 0 to ${last}, or set the whole list` },
  );
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
}

function unknownEntry(
  document: ComposeFile,
  section: string,
  entry: string,
  path: readonly string[],
  where: object,
): never {
  const known = Object.keys((document as unknown as Record<string, object>)[section] ?? {});
  throw new NexusError(`override ${show(path.join('.'))}: there is no ${show(entry)} under ${section}`, {
    ...where,
    fix:
      known.length > 0
        ? `There are: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}`
        : `${section} is empty`,
  });
}
