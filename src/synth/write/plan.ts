import type { Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatProblem } from '../../model/errors.js';
import { isMarked } from '../../model/marker.js';
import { checkShells } from '../check/text.js';
import { contentSum, type RenderedFile } from '../render/files.js';
import type { DiskMemory } from './disk-memory.js';
import { fingerprint, folderProblem, pathProblem, read, stat, targetProblem, unwritable } from './disk.js';
import { type Leftovers, leftovers, markedFiles } from './leftovers.js';
import { type Checksums, checksum, MANIFEST } from './manifest.js';
import { LOCK, SAVED, STAGING } from './state.js';

export interface PlanOptions {
  /**
   * Which existing files that nexus-infra has not written may be replaced: all, or these paths.
   *
   * @default none: they are problems of the plan
   */
  readonly adopt?: 'all' | readonly string[];
  /** Folders to search for generated files that the manifest does not know, because it is lost. @default none */
  readonly search?: readonly string[];
  /** What earlier runs have read. @default everything is read */
  readonly disk?: DiskMemory | undefined;
}

/** What will be done to the disk. Making the plan changes nothing. */
export interface WritePlan extends Leftovers {
  readonly writes: readonly RenderedFile[];
  /** Right content, wrong mode. */
  readonly modes: readonly RenderedFile[];
  readonly unchanged: readonly string[];
  /** Files with our marker that neither the manifest nor this run knows: reported, and not touched. */
  readonly strays: readonly string[];
  /** Generated files whose content on disk is somebody else's: saved aside before it is replaced or removed. */
  readonly handEdited: readonly string[];
  /** Files that nexus-infra has not written: kept beside before they are replaced. */
  readonly adopted: readonly string[];
  /** The manifest before this run, and after it. */
  readonly before: Checksums;
  readonly after: Checksums;
  /** What has been found where something will change, as {@link fingerprint}. */
  readonly seen: ReadonlyMap<string, string>;
  /** Why the plan can't be carried out. */
  readonly problems: readonly string[];
}

export function fileMode(file: RenderedFile): number {
  // 644 and 755 whatever the umask: containers read bind mounts as other users.
  return file.executable ? 0o755 : 0o644;
}

/** Compares what shall be with what is. */
export function planWrites(
  root: string,
  files: readonly RenderedFile[],
  before: Checksums,
  { adopt = [], search = [], disk }: PlanOptions = {},
): WritePlan {
  const plan = {
    writes: [] as RenderedFile[],
    modes: [] as RenderedFile[],
    unchanged: [] as string[],
    handEdited: [] as string[],
    adopted: [] as string[],
    problems: statePathProblems(root),
  };
  const after = new Map<string, readonly string[]>();
  const seen = new Map<string, string>();
  const folders = new Map<string, string | undefined>();
  const unmanaged: string[] = [];
  const said = new Set<string>();
  for (const file of files) {
    const at = { path: file.origin.path, location: file.origin.location };
    const outside = pathProblem(file.path);
    if (outside !== undefined) {
      plan.problems.push(formatProblem(outside, { ...at, fix: 'Give the file another path' }));
      continue;
    }
    const sum = contentSum(file);
    after.set(file.path, [sum]);
    const there = stat(join(root, file.path));
    const inTheWay = folderProblem(root, dirname(file.path), folders);
    // Of many files in a folder that can't be made, the first says it.
    if (inTheWay !== undefined && said.has(inTheWay)) continue;
    if (inTheWay !== undefined) said.add(inTheWay);
    const problem = inTheWay ?? targetProblem(there, file.path);
    const isKnown = problem === undefined && there?.isFile() === true && disk?.isKnown(file.path, there, sum) === true;
    const found = problem === undefined && there && !isKnown ? attempt(() => read(join(root, file.path))) : {};
    const isSame = isKnown || (there?.isFile() === true && found.value !== undefined && checksum(found.value) === sum);
    if (isSame && !isKnown) disk?.note(file.path, there, sum);
    if (problem ?? found.error) {
      plan.problems.push(formatProblem(problem ?? unreadable(file.path, found.error), at));
    } else if (!isSame) {
      plan.writes.push(file);
      seen.set(file.path, fingerprint(there));
      if (file.readBack) continue;
      if (there && isUnmanaged(found.value, before.get(file.path), file.content)) {
        if (adopt === 'all' || adopt.includes(file.path)) plan.adopted.push(file.path);
        else unmanaged.push(file.path);
      } else if (found.value && isForeign(found.value, before.get(file.path), file.content)) {
        plan.handEdited.push(file.path);
      }
    } else if ((there.mode & 0o777) !== fileMode(file)) {
      plan.modes.push(file);
    } else {
      plan.unchanged.push(file.path);
    }
  }
  plan.problems.push(...shellProblems(plan.writes));
  const wanted = new Set(after.keys());
  const rest = attempt(() => leftovers(root, before, wanted, folders));
  const { orphans, kept, abandoned } = rest.value ?? { orphans: [], kept: [], abandoned: [] };
  if (rest.error) plan.problems.push(formatProblem(unreadable('an earlier output', rest.error), {}));
  for (const path of orphans) {
    seen.set(path, fingerprint(stat(join(root, path))));
    const found = read(join(root, path));
    if (found && isForeign(found, before.get(path))) plan.handEdited.push(path);
  }
  for (const { path } of kept) after.set(path, before.get(path) ?? []);
  for (const path of plan.handEdited) {
    const problem = folderProblem(root, dirname(`${SAVED}/${path}`), folders);
    if (problem) plan.problems.push(formatProblem(problem, {}));
  }
  if (unmanaged.length > 0) plan.problems.push(unmanagedProblem(unmanaged));
  const changes = [...plan.writes.map(({ path }) => path), ...orphans];
  for (const folder of unwritable(root, changes.length > 0 ? [...changes, MANIFEST] : []))
    plan.problems.push(
      formatProblem(`folder ${folder} can't be written to`, { fix: 'Check its permissions and its mount' }),
    );
  const strays = markedFiles(root, search, wanted);
  return { ...plan, orphans, kept, abandoned, strays, before, after, seen };
}

function shellProblems(writes: readonly RenderedFile[]): string[] {
  const scripts = writes.filter(({ path }) => path.endsWith('.sh'));
  const problems = checkShells(scripts.map(({ content }) => content));
  return scripts.flatMap(({ path, origin }, index) => {
    const problem = problems[index];
    if (problem === undefined) return [];
    const at = { path: origin.path, location: origin.location };
    return formatProblem(`${path} would not be valid: ${problem}`, at);
  });
}

/** The first path that is no longer as the plan has found it. */
export function disturbed(root: string, { seen }: WritePlan): string | undefined {
  return [...seen].find(([path, state]) => fingerprint(stat(join(root, path))) !== state)?.[0];
}

/** Whether what is on disk is neither what we wrote last time nor the same text with other line ends. */
function isForeign(found: Buffer, written: readonly string[] = [], wanted?: string): boolean {
  if (written.includes(checksum(found))) return false;
  const unix = found.toString('utf8').replaceAll('\r\n', '\n');
  return unix !== wanted && !written.includes(checksum(unix));
}

/** Whether nothing says that nexus-infra has ever written this file; a symbolic link that leads nowhere has no content. */
function isUnmanaged(found: Buffer | undefined, written: readonly string[] | undefined, wanted: string): boolean {
  if (written !== undefined) return false;
  return !found || (isForeign(found, written, wanted) && !isMarked(found));
}

function unmanagedProblem(paths: readonly string[]): string {
  const [what, them] = paths.length === 1 ? ['1 existing file', 'it'] : [`${paths.length} existing files`, 'them'];
  return formatProblem(
    `${what} would be replaced, but nexus-infra did not generate ${them}:${paths.map((path) => `\n      ${path}`).join('')}\n    Move or rename ${them}`,
    {
      fix: 'Or run once with NEXUS_ADOPT=1, which keeps each original beside the new file as <name>.before-nexus',
    },
  );
}

function unreadable(path: string, error: Error | undefined): string {
  return `${path} can't be read, so its content could not be kept: ${error?.message ?? ''}. Check its permissions`;
}

function attempt<T>(action: () => T): { readonly value?: T; readonly error?: Error } {
  try {
    return { value: action() };
  } catch (error) {
    return { error: error as Error };
  }
}

/** What is in the way of our own folder, where the manifest and the copies are. */
function statePathProblems(root: string): string[] {
  const folders = new Map<string, string | undefined>();
  const manifest: Stats | undefined = stat(join(root, MANIFEST));
  const problems = [
    ...[SAVED, STAGING, LOCK].map((folder) => folderProblem(root, folder, folders)),
    targetProblem(manifest, MANIFEST),
  ];
  return [...new Set(problems.filter((problem) => problem !== undefined))].map((problem) => formatProblem(problem, {}));
}
