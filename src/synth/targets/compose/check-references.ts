import { composeFileName } from '../../../model/compose.js';
import { formatProblem } from '../../../model/errors.js';
import type { Origin } from '../../../model/origin.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import { originOf } from '../../../model/where.js';
import type { ComposeService } from '../../../read/compose/document.js';
import { Documents, type Files } from '../../../read/compose/documents.js';
import { loadCompose } from '../../../read/compose/load.js';
import { at, type ComposeNode, itemsOf, type MapNode, textOf } from '../../../read/compose/node.js';
import type { Place } from '../../../read/text/place.js';
import type { RenderedFile } from '../../render/files.js';
import { allDefined } from './all-defined.js';
import { groupsOf } from './groups.js';

/** A name that nothing defines, and where it is used. */
interface Loose {
  readonly what: string;
  readonly place: Place;
  readonly fix: string;
  /** Where what is missing would be. */
  readonly missing?: readonly string[];
}

/**
 * Puts the files together in every way in which they are started, and looks for what the engine would refuse: names that
 * nothing defines, services without an image, `network_mode` beside networks.
 */
export function checkReferences(model: PlatformModel, files: readonly RenderedFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const isDefined = ({ set, isOverlay }: Started) => {
    const documents = set.map((part) => byPath.get(`${model.outdir}/${part}`)?.compose?.document);
    return documents.every((document) => document !== undefined) && allDefined(documents, isOverlay);
  };
  const open = startedTogether(model).filter((started) => !isDefined(started));
  return open.length > 0 ? lookClosely(model, byPath, open) : [];
}

function lookClosely(
  model: PlatformModel,
  byPath: ReadonlyMap<string, RenderedFile>,
  sets: readonly Started[],
): string[] {
  const source: Files = {
    own: true,
    read: (path) => byPath.get(path)?.content,
    tree: (path) => byPath.get(path)?.compose?.tree(),
  };
  const documents = new Documents(source);
  const problems = new Set<string>();
  const main = new Set(
    loadCompose([`${model.outdir}/${composeFileName()}`], source, documents).project?.services.map(({ name }) => name),
  );
  for (const { set, isOverlay } of sets) {
    const paths = set.map((part) => `${model.outdir}/${part}`);
    const { project, problems: unread } = loadCompose(paths, source, documents);
    // A file that an override names and that is not part of the output may be made elsewhere: the audit says so.
    for (const { file, line, message, kind } of unread)
      if (kind === 'syntax') problems.add(formatProblem(`${file}:${line}: ${message}`, model.origin));
    if (!project) continue;
    for (const { what, place, fix, missing } of looseEnds(
      project.root,
      project.services,
      isOverlay ? main : undefined,
    )) {
      const origin = (missing && removal(model, missing)) ?? blamed(model, byPath, place);
      problems.add(formatProblem(`${set.join(' + ')}: ${what}`, { ...origin, fix }));
    }
  }
  return [...problems];
}

/** Files that are started together, and whether the last may add no service. */
interface Started {
  readonly set: string[];
  readonly isOverlay: boolean;
}

/** Every set of files that the headers and the guides name. */
function startedTogether(model: PlatformModel): Started[] {
  const main = composeFileName();
  const groups = groupsOf(model).map(composeFileName);
  const bases = [[main], ...groups.map((group) => [main, group]), ...(groups.length > 1 ? [[main, ...groups]] : [])];
  const overlays = model.environments.map(({ name }) => composeFileName(name));
  return [
    ...bases.map((set) => ({ set, isOverlay: false })),
    ...overlays.map((overlay) => ({ set: [main, overlay], isOverlay: true })),
  ];
}

/** @param base services that an overlay may change: it adds none */
function looseEnds(root: MapNode, services: readonly ComposeService[], base?: ReadonlySet<string>): Loose[] {
  const names = (section: string) => {
    const node = at(root, section);
    return new Set(node?.kind === 'map' ? node.entries.keys() : []);
  };
  const networks = names('networks').add('default');
  const [volumes, secrets, configs] = [names('volumes'), names('secrets'), names('configs')];
  const all = new Set(services.map(({ name }) => name));
  const loose: Loose[] = [];
  const expect = (known: ReadonlySet<string>, name: string, kind: string, service: ComposeService, place: Place) => {
    if (known.has(name)) return;
    loose.push({
      what: `service ${service.name} names ${kind} ${JSON.stringify(name)}, which is not defined`,
      place,
      fix: `Define it in the same file, or correct the name. There are: ${[...known].slice(0, 12).join(', ') || 'none'}`,
      missing: [`${kind}s`, name],
    });
  };
  for (const service of services) {
    if (base && !base.has(service.name)) {
      loose.push({
        what: `service ${service.name} is in the overlay alone`,
        place: service.at,
        fix: 'Remove its construct, not the service by an override; or keep it',
        missing: ['services', service.name],
      });
      continue;
    }
    if (service.image === undefined && !service.build)
      loose.push({
        what: `service ${service.name} has neither an image nor a build`,
        place: service.at,
        fix: 'Remove what else is set for it, or give it an image',
        missing: ['services', service.name, 'image'],
      });
    for (const { name, place } of namedIn(service.get('networks'))) expect(networks, name, 'network', service, place);
    if (service.networkMode !== undefined && (service.networks?.length ?? 0) > 0)
      loose.push({
        what: `service ${service.name} has network_mode ${service.networkMode} beside networks, which exclude each other`,
        place: service.get('network_mode') ?? service,
        fix: 'Remove one of them, also in overlays',
      });
    for (const mount of service.volumes)
      if (mount.type === 'volume' && mount.source !== undefined && !mount.dynamic)
        expect(volumes, mount.source, 'volume', service, mount);
    for (const [kind, known, keys] of [
      ['secret', secrets, ['secrets']],
      ['secret', secrets, ['build', 'secrets']],
      ['config', configs, ['configs']],
    ] as const)
      for (const item of itemsOf(service.get(...keys))) {
        const name = textOf(item) ?? textOf(at(item, 'source'));
        if (name !== undefined) expect(known, name, kind, service, item);
      }
    for (const { name, place } of namedIn(service.get('depends_on'))) expect(all, name, 'service', service, place);
  }
  return loose;
}

/** The names in a list, or of the keys of a map. */
function namedIn(node: ComposeNode | undefined): { readonly name: string; readonly place: Place }[] {
  if (node?.kind === 'map') return [...node.entries.values()].map((entry) => ({ name: entry.key, place: entry }));
  return itemsOf(node).flatMap((place) => {
    const name = textOf(place);
    return name === undefined ? [] : { name, place };
  });
}

/** The override that has removed something, which is likelier the cause than what still names it. */
function removal(model: PlatformModel, missing: readonly string[]): Origin | undefined {
  return model.overrides.findLast(
    ({ path, value }) => value === undefined && path.every((key, depth) => missing[depth] === key),
  )?.origin;
}

/** The construct or override behind a line of a file. */
function blamed(model: PlatformModel, files: ReadonlyMap<string, RenderedFile>, { file, line }: Place): Origin {
  const path = files.get(file)?.says?.(line);
  return (path && originOf(model, path)) ?? model.origin;
}
