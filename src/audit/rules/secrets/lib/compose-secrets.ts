import type { ComposeProject } from '../../../compose/document.js';
import { at } from '../../../compose/node.js';
import type { Place } from '../../../document/place.js';
import { commandsOf, contentsOf, literalsOf, pairs } from './compose-literals.js';
import { secretInSettings, secretsInLines, secretsInWords } from './secrets-in-text.js';
import { secretVerdict, type SecretVerdict } from './secret-value.js';

export interface ComposeSecret extends SecretVerdict {
  readonly place: Place;
  /** `POSTGRES_PASSWORD of db`. */
  readonly where: string;
}

/** The secrets that are written into a project's files. */
export function composeSecrets(project: ComposeProject): ComposeSecret[] {
  return [...inServices(project), ...inContents(project), ...inVolumes(project)];
}

function inServices(project: ComposeProject): ComposeSecret[] {
  return project.services.flatMap((service) => {
    const named = literalsOf(service).flatMap(({ name, text, ...place }) => {
      const verdict = text === undefined ? undefined : (secretVerdict(name, text) ?? secretInSettings(text));
      return verdict ? [{ ...verdict, place, where: `${name} of ${service.name}` }] : [];
    });
    const said = commandsOf(service).flatMap(({ words, places }) =>
      secretsInWords(words).flatMap(({ index, name, ...verdict }) => {
        const place = places[index];
        return place ? [{ ...verdict, place, where: `${name} in a command of ${service.name}` }] : [];
      }),
    );
    return [...named, ...said];
  });
}

function inContents(project: ComposeProject): ComposeSecret[] {
  return contentsOf(project.root).flatMap(({ text, place, block }) =>
    secretsInLines(text).map(({ offset, name, ...verdict }) => {
      // The text of a block begins below its `|`.
      const line = block ? Math.min(place.line + 1 + offset, place.endLine) : place.line;
      return { ...verdict, place: { file: place.file, line, endLine: line }, where: `${name} of a config` };
    }),
  );
}

/** `driver_opts: { o: "username=a,password=b" }` of a network share. */
function inVolumes(project: ComposeProject): ComposeSecret[] {
  const volumes = at(project.root, 'volumes');
  if (volumes?.kind !== 'map') return [];
  return [...volumes.entries.values()].flatMap(({ key, value }) =>
    pairs(at(value, 'driver_opts')).flatMap(({ name, text, ...place }) => {
      const verdict = text === undefined ? undefined : (secretInSettings(text) ?? secretVerdict(name, text));
      return verdict ? [{ ...verdict, place, where: `${name} of the volume ${key}` }] : [];
    }),
  );
}
