import type { DataFact, GoneFact } from '../../model/data-identity.js';
import type { Override } from '../../model/platform-model.js';
import { isObject } from '../../model/shape/index.js';

/** What a fact about an override is where there is none. */
const USUAL = 'as generated';

/** Keys of a service that its data depends on, with what becomes of the data. */
const OF_SERVICE: Readonly<Record<string, string>> = {
  image:
    'What an override says of an image is not read: another version refuses the data, another distribution sorts it otherwise.',
  build:
    'What an override says of an image is not read: another version refuses the data, another distribution sorts it otherwise.',
  user: 'Another user may not read or write the files.',
  volumes: 'Mounted elsewhere, or from another volume, the data is not found, and new data begins beside it.',
};

const OF_VOLUME = 'Under another name or driver the volume begins empty beside the old one.';

/** Overrides that reach a volume of data, or who writes to it: other facts are those of constructs, and know nothing of them. */
export function overrideFacts(
  volume: string,
  writers: ReadonlySet<string>,
  overrides: readonly Override[],
): DataFact[] {
  const facts = new Map<string, DataFact>();
  for (const { path, value, origin } of overrides)
    for (const [place, effect, said] of reached(path, value, volume, writers)) {
      const name = `override ${place.join('.')}`;
      const text = said === undefined ? 'removed' : JSON.stringify(said);
      facts.set(name, { name, value: text, usual: USUAL, effect, remedy: 'Keep what was there: {from}.', origin });
    }
  return [...facts.values()];
}

/** An override that is gone again: nothing, if its value was never taken for what the data was made with. */
export const GONE_OVERRIDE: GoneFact = {
  group: 'override',
  usual: USUAL,
  effect: 'The data was made with it.',
  remedy: 'Put it back.',
};

type Reached = readonly [place: readonly string[], effect: string, value: unknown];

function reached(path: readonly string[], value: unknown, volume: string, writers: ReadonlySet<string>): Reached[] {
  const [section, name = '', key] = path;
  if (section === 'name')
    return [[path, 'Volumes are called after the project: under another name all of them begin empty.', value]];
  if (section === 'volumes' && name === volume) return [[path, OF_VOLUME, value]];
  if (section !== 'services' || !writers.has(name)) return [];
  if (key !== undefined) return OF_SERVICE[key] === undefined ? [] : [[path, OF_SERVICE[key], value]];
  return Object.entries(OF_SERVICE).flatMap(([part, effect]): Reached[] =>
    isObject(value) && part in value ? [[[...path, part], effect, value[part]]] : [],
  );
}
