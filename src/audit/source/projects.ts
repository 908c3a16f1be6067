import { posix } from 'node:path';
import type { ComposeProject } from '../../read/compose/document.js';
import { Documents } from '../../read/compose/documents.js';
import { loadCompose, looksLikeCompose } from '../../read/compose/load.js';
import { at, type MapNode } from '../../read/compose/node.js';
import { kindByContent, kindByName } from './classify.js';
import type { AuditInput } from './discover.js';
import type { AuditProblem } from './problem.js';

/** The projects that Compose files make, and what is wrong with them. */
export function readProjects(
  inputs: readonly AuditInput[],
  read: (path: string) => string | undefined,
  problems: AuditProblem[],
  own: boolean,
): ComposeProject[] {
  const said = new Set<string>();
  const trees = new Map(inputs.flatMap(({ path, tree }) => (tree ? [[path, tree]] : [])));
  const documents = new Documents({ read, own, tree: (path) => trees.get(path)?.() });
  return composeProjects(inputs, documents).flatMap((paths) => {
    const { project, problems: found } = loadCompose(paths, { read }, documents);
    if (!project && !own && !meantAsCompose(paths, read)) return [];
    for (const { kind, file, line, message } of found) {
      const key = `${file}:${line}:${message}`;
      if (!said.has(key)) problems.push({ kind, file, line, message });
      said.add(key);
    }
    return project ? [project] : [];
  });
}

/** Whether a file that can't be read as a Compose file is one that is broken, rather than something else in YAML. */
function meantAsCompose(paths: readonly string[], read: (path: string) => string | undefined): boolean {
  return paths.some((path) => kindByName(path) === 'compose' && kindByContent(path, read(path) ?? '') === 'compose');
}

/** Names that Compose looks for by itself, in its order. */
const DEFAULTS = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/**
 * Which Compose files are started together. A file stands alone, unless it is an overlay of the one that Compose takes
 * by default in the same folder: `*.override.*`, or a file that says something of a service of the base without an
 * image or a build. An overlay is looked at together with its base.
 *
 * @returns lists of paths, the base first
 */
export function composeProjects(inputs: readonly AuditInput[], documents: Documents): string[][] {
  const folders = new Map<string, AuditInput[]>();
  for (const input of inputs) {
    const folder = posix.dirname(input.path);
    folders.set(folder, [...(folders.get(folder) ?? []), input]);
  }
  return [...folders.values()].flatMap((files) => {
    const base = DEFAULTS.map((name) => files.find(({ path }) => posix.basename(path) === name)).find(Boolean);
    if (!base || files.length === 1) return files.map(({ path }) => [path]);
    const services = new Set(servicesOf(base, documents)?.entries.keys());
    return files.map((file) =>
      file === base || !isOverlay(file, services, documents) ? [file.path] : [base.path, file.path],
    );
  });
}

function isOverlay(file: AuditInput, services: ReadonlySet<string>, documents: Documents): boolean {
  if (/[._-]override\.ya?ml$/i.test(file.path)) return true;
  const entries = servicesOf(file, documents)?.entries;
  if (!entries) return false;
  return [...entries.values()].some(
    ({ key, value }) => services.has(key) && !at(value, 'image') && !at(value, 'build') && !at(value, 'extends'),
  );
}

function servicesOf({ path }: AuditInput, documents: Documents): MapNode | undefined {
  const root = documents.read(path)?.root;
  const services = looksLikeCompose(root) ? at(root, 'services') : undefined;
  return services?.kind === 'map' ? services : undefined;
}
