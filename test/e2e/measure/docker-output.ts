import type { BuildStep, Change, Layer, ModulesFigures } from './results.js';
import type { Contender } from './subjects.js';

/** The steps of `docker buildx build --progress=plain`, longest first; those from the cache are not steps. */
export function buildSteps(progress: string): BuildStep[] {
  const names = new Map<string, string>();
  const steps: BuildStep[] = [];
  for (const line of progress.split('\n')) {
    const [, id = '', rest = ''] = /^#(\d+) (.*)$/.exec(line.trimEnd()) ?? [];
    if (!id) continue;
    const done = /^DONE (\d+(?:\.\d+)?)s$/.exec(rest);
    if (done) steps.push({ name: names.get(id) ?? id, seconds: Number(done[1]) });
    else if (!names.has(id)) names.set(id, rest);
  }
  return steps.filter(({ seconds }) => seconds > 0).sort((a, b) => b.seconds - a.seconds);
}

/**
 * Whether steps ran again whose layers had been made just before: then something has emptied the build cache, and the
 * figure is of that. The legacy images install anew after every change; nothing can be seen of them there.
 */
export function isDisturbed(contender: Contender, change: Change, steps: readonly BuildStep[]): boolean {
  const ran = steps.map(({ name }) => name);
  if (change === 'warm') return ran.some((name) => / RUN /.test(name));
  return change === 'code' && contender !== 'legacy' && ran.some((name) => / RUN .*\bnpm ci\b/.test(name));
}

/** Why a build ended: the last line that names an error, without its step's number and clock. */
export function buildFailure(progress: string): string {
  const lines = progress.split('\n').map((line) => line.replace(/^#\d+ (?:\d+\.\d+ )?/, '').trim());
  const told = lines.filter((line) => /\berror\b/i.test(line) && !/^(?:ERROR: failed to|ERROR: process)/.test(line));
  return (told.at(0) ?? lines.filter(Boolean).at(-1) ?? 'no reason given').slice(0, 160);
}

interface HistoryEntry {
  readonly CreatedBy: string;
  readonly Size: string;
}

/**
 * Layers that an image has above its base, from the lowest, without empty ones.
 *
 * @param history of `docker history --no-trunc --human=false --format json`, newest first
 * @param baseEntries how many entries the base image's own history has
 */
export function layersAbove(history: string, baseEntries: number): Layer[] {
  const entries = history
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as HistoryEntry);
  return entries
    .slice(0, entries.length - baseEntries)
    .reverse()
    .map(({ CreatedBy, Size }) => ({ bytes: Number(Size), what: instruction(CreatedBy) }))
    .filter(({ bytes }) => bytes > 0);
}

/** `RUN /bin/sh -c npm ci # buildkit` as `RUN npm ci`. */
function instruction(createdBy: string): string {
  return createdBy
    .replace(/ # buildkit$/, '')
    .replace(/^RUN \/bin\/sh -c /, 'RUN ')
    .replaceAll(/\s+/g, ' ');
}

export interface ListedFile {
  readonly path: string;
  readonly bytes: number;
}

/** Regular files of `tar --list --verbose --numeric-owner --quoting-style=literal`. */
export function listedFiles(listing: string): ListedFile[] {
  return [...listing.matchAll(/^-\S+ +\d+\/\d+ +(\d+) \S+ \S+ (.+)$/gm)].map(([, bytes = '0', path = '']) => ({
    path: path.replace(/ link to .*$/, ''),
    bytes: Number(bytes),
  }));
}

/** Where generated and other images have the application; in a workspace its packages are in the module's folder. */
const APPLICATION = /^(?:app|workspace)\//;

/** What is installed below the application's folder: packages within packages too. */
export function installedModules(files: readonly ListedFile[]): ModulesFigures {
  const inside = files.filter(({ path }) => APPLICATION.test(path) && path.includes('/node_modules/'));
  const packages = inside.filter(({ path }) =>
    /\/node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/.test(`/${path}`),
  );
  return { packages: packages.length, files: inside.length, bytes: total(inside) };
}

export function sourceMapBytes(files: readonly ListedFile[]): number {
  return total(files.filter(({ path }) => APPLICATION.test(path) && path.endsWith('.map')));
}

function total(files: readonly ListedFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The image that a stage of a Dockerfile is based on in the end. */
export function baseOf(dockerfile: string, target?: string): string {
  const froms = [...dockerfile.matchAll(/^FROM (?<image>\S+)(?: AS (?<stage>\S+))?/gim)].map(({ groups }) => ({
    image: groups?.image ?? '',
    stage: groups?.stage,
  }));
  const stage = target === undefined ? froms.at(-1) : froms.find((from) => from.stage === target);
  if (!stage) throw new Error(`no stage ${target ?? ''} in the Dockerfile`);
  let { image } = stage;
  for (let below = stageOf(image); below; below = stageOf(image)) image = below.image;
  return image;

  function stageOf(name: string): { readonly image: string } | undefined {
    return froms.find((from) => from.stage === name);
  }
}
