import { composeFileName } from '../../../model/compose.js';
import { formatProblem } from '../../../model/errors.js';
import type { Origin } from '../../../model/origin.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import { originOf } from '../../../model/where.js';
import { Documents, type Files } from '../../../read/compose/documents.js';
import { loadCompose } from '../../../read/compose/load.js';
import type { Place } from '../../../read/text/place.js';
import type { RenderedFile } from '../../render/files.js';
import { allDefined } from './all-defined.js';
import { conflicts } from './conflicts.js';
import { groupsOf } from './groups.js';
import { looseEnds } from './loose-ends.js';

/**
 * Puts the files together in every way in which they are started, and looks for what the engine would refuse: names that
 * nothing defines, services without an image, settings that exclude each other.
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
    const { root, services } = project;
    const found = [...looseEnds(root, services, isOverlay ? main : undefined), ...conflicts(root, services)];
    for (const { what, place, others = [], fix, missing } of found) {
      const origin = (missing && removal(model, missing)) ?? blamed(model, byPath, [place, ...others]);
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

/** The override that has removed something, which is likelier the cause than what still names it. */
function removal(model: PlatformModel, missing: readonly string[]): Origin | undefined {
  return model.overrides.findLast(
    ({ path, value }) => value === undefined && path.every((key, depth) => missing[depth] === key),
  )?.origin;
}

/** The override or construct behind lines of a file. */
function blamed(model: PlatformModel, files: ReadonlyMap<string, RenderedFile>, places: readonly Place[]): Origin {
  const origins = places.map(({ file, line }) => {
    const path = files.get(file)?.says?.(line);
    return (path && originOf(model, path)) ?? model.origin;
  });
  const said = new Set(model.overrides.map(({ origin }) => origin));
  return origins.find((origin) => said.has(origin)) ?? origins[0] ?? model.origin;
}
