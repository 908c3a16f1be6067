import type { ComposeProject, ComposeService } from '../../../../read/compose/document.js';
import { at } from '../../../../read/compose/node.js';
import type { Place } from '../../../../read/text/place.js';
import { commandsOf, contentsOf, literalsOf, pairs } from './compose-literals.js';
import { secretInSettings, secretsInLines, secretsInWords } from './secrets-in-text.js';
import { secretVerdict, type SecretVerdict } from './secret-value.js';
import { once } from '../../../../model/once.js';

export interface ComposeSecret extends SecretVerdict {
  readonly place: Place;
  /** `POSTGRES_PASSWORD of db`. */
  readonly where: string;
}

interface ServiceSecret extends SecretVerdict {
  readonly place: Place;
  /** `POSTGRES_PASSWORD`, `--password in a command`. */
  readonly name: string;
  readonly service: string;
}

/** The secrets that are written into a project's files. */
export const composeSecrets = once((project: ComposeProject): readonly ComposeSecret[] => [
  ...together(project.services.flatMap(inService)),
  ...inContents(project),
  ...inVolumes(project),
]);

/** A secret that several services get from one line, by an anchor or `extends`, is one secret. */
function together(found: readonly ServiceSecret[]): ComposeSecret[] {
  const groups = new Map<string, ServiceSecret[]>();
  for (const secret of found) {
    const { file, line } = secret.place;
    const key = JSON.stringify([file, line, secret.name, secret.what]);
    groups.set(key, [...(groups.get(key) ?? []), secret]);
  }
  return [...groups.values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    const others = new Set(more.map(({ service }) => service).filter((name) => name !== first.service)).size;
    const { name, service, ...secret } = first;
    return [{ ...secret, where: `${name} of ${service}${others === 0 ? '' : ` and ${others} more`}` }];
  });
}

/** Whether a service has any. */
export function hasSecrets(service: ComposeService): boolean {
  return inService(service).length > 0;
}

const inService = once((service: ComposeService): readonly ServiceSecret[] => {
  const named = literalsOf(service).flatMap(({ name, text, ...place }) => {
    const verdict = text === undefined ? undefined : (secretVerdict(name, text) ?? secretInSettings(text));
    if (verdict) return [{ ...verdict, place, name, service: service.name }];
    // A file in a variable, as GitLab wants it.
    const lines = text?.includes('\n') ? secretsInLines(text) : [];
    return lines.map(({ offset, name: key, ...found }) => {
      const line = Math.min(place.line + 1 + offset, place.endLine);
      return { ...found, place: { ...place, line, endLine: line }, name: `${key} in ${name}`, service: service.name };
    });
  });
  const said = commandsOf(service).flatMap(({ words, places }) =>
    secretsInWords(words).flatMap(({ index, name, ...verdict }) => {
      const place = places[index];
      return place ? [{ ...verdict, place, name: `${name} in a command`, service: service.name }] : [];
    }),
  );
  return [...named, ...said];
});

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
