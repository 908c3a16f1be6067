import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NexusError, show } from '../../model/errors.js';
import { MARKER } from '../../model/marker.js';

/** What the data of every platform was made with. It is committed: the next run compares, on any machine. */
export const DATA_FILE = '.nexus/data.json';

/** Values by `platform/volume/fact`. After a merge of two branches that changed one there are several. */
export type KnownData = ReadonlyMap<string, readonly string[]>;

const ENTRY = /^("(?:[^"\\]|\\.)*"): ("(?:[^"\\]|\\.)*"),?$/;
const CONFLICT = /^(?:<{7}|\|{7}|>{7})(?: .*)?$|^={7}$/;
const STRUCTURE = /^(?:[{}]|\},?|"data": \{(?:\},?)?)?$/;
const FIX = 'Restore it from git. Without it, nobody notices that a version or a volume of living data has changed';

/**
 * Reads line by line what {@link printData} prints, also where a merge has left conflict markers, repeated keys or a missing
 * comma: the lines of both sides count.
 *
 * @throws NexusError if the file is there and is something else: what it knew must not be lost silently
 */
export function readData(root: string): KnownData {
  let text: string;
  try {
    text = readFileSync(join(root, DATA_FILE), 'utf8');
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    // A folder in its place, or in that of .nexus, is reported by the plan.
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'].includes(code)) return new Map();
    throw new NexusError(`${DATA_FILE} can't be read: ${message}`, { fix: 'Check its permissions' });
  }
  const known = new Map<string, string[]>();
  let versions = 0;
  for (const line of text.split('\n').map((part) => part.trim())) {
    const [, key, value] = ENTRY.exec(line) ?? [];
    if (key !== undefined && value !== undefined) {
      const [name, item] = [parse(key), parse(value)];
      if (name === '//') continue;
      const values = known.get(name) ?? [];
      known.set(name, values.includes(item) ? values : [...values, item]);
    } else if (/^"version": 1,?$/.test(line)) versions++;
    else if (!STRUCTURE.test(line) && !CONFLICT.test(line))
      throw new NexusError(`${DATA_FILE} is corrupt: ${show(line)}`, { fix: FIX });
  }
  if (versions === 0) throw new NexusError(`${DATA_FILE} is corrupt: it is not of version 1`, { fix: FIX });
  return known;
}

/** One line for each fact, sorted: branches that change different things merge without a conflict. */
export function printData(known: KnownData): string {
  const lines = [...known]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, values]) =>
      [...values].sort().map((value) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`),
    );
  return `{\n  "//": ${JSON.stringify(NOTE)},\n  "version": 1,\n  "data": {\n${lines.join(',\n')}\n  }\n}\n`;
}

const NOTE = `${MARKER} What living data was made with: an entry keeps its value until .projenrc.ts says that the data has been changed.`;

function parse(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    throw new NexusError(`${DATA_FILE} is corrupt: ${show(text)}`, { fix: FIX });
  }
}
