import { NexusError, show } from '../../../model/errors.js';
import type { ComposeFile } from '../../../model/compose.js';
import type { Override } from '../../../model/platform-model.js';

/** Sections whose entries must exist before an override may change them: a misspelt service would be a new one. */
const SECTIONS = new Set(['services', 'networks', 'volumes', 'secrets']);

/**
 * Applies the escape hatch to the finished document, in the order of declaration.
 *
 * @returns the problems found; what can be applied is applied
 */
export function applyOverrides(document: ComposeFile, overrides: readonly Override[]): string[] {
  const problems: string[] = [];
  for (const override of overrides) {
    try {
      apply(document, override);
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  return problems;
}

function apply(document: ComposeFile, { path, value, origin }: Override): void {
  const where = { path: origin.path, location: origin.location };
  const [section = '', entry] = path;
  if (!SECTIONS.has(section) && !section.startsWith('x-') && section !== 'name') {
    throw new NexusError(
      `override ${show(path.join('.'))} begins with ${show(section)}, that is no section of a Compose file`,
      {
        ...where,
        fix: 'Begin with services, networks, volumes, secrets, name or an x- key',
      },
    );
  }
  let target = document as unknown as Record<string, unknown>;
  path.slice(0, -1).forEach((key, depth) => {
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
  if (path.length === 2 && SECTIONS.has(section) && !Object.hasOwn(target, last))
    unknownEntry(document, section, last, path, where);
  if (value !== undefined) {
    target[last] = value;
  } else if (Array.isArray(target)) {
    target.splice(Number(last), 1);
  } else if (Object.hasOwn(target, last)) {
    Reflect.deleteProperty(target, last);
  } else {
    throw new NexusError(`override ${show(path.join('.'))} removes a key that is not there`, where);
  }
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
