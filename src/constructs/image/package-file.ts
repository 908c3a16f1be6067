import { NexusError, show } from '../../model/errors.js';
import type { SourceFolder } from '../core/source-folder.js';

type Names = Readonly<Record<string, string>>;

/** What is read of a package.json; what is of another type is as if it were not there. */
export interface PackageFile {
  readonly name: string | undefined;
  readonly scripts: Names;
  readonly dependencies: Names;
  readonly optionalDependencies: Names;
  readonly devDependencies: Names;
  /** `pnpm@10.2.0`, without the checksum that may follow. */
  readonly packageManager: string | undefined;
  readonly workspaces: readonly string[];
  /** Patches as pnpm up to version 10 has them: by the package, the file. */
  readonly patches: Names;
  /** What is installed in place of something else: `overrides` of npm and pnpm, `resolutions` of Yarn. */
  readonly overrides: readonly string[];
  /** What it runs with: `node`, `pnpm`. */
  readonly engines: Names;
  /** What its developers have; none of which nothing follows. */
  readonly devEngines: { readonly runtime: readonly DevEngine[]; readonly packageManager: readonly DevEngine[] };
  /** Whether a binding.gyp is compiled. */
  readonly gypfile: boolean;
}

interface DevEngine {
  readonly name: string;
  readonly version?: string;
}

/** @throws NexusError if there is one that can't be read */
export function readPackageFile(folder: SourceFolder, path = 'package.json'): PackageFile | undefined {
  const text = folder.text(path);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new NexusError(`${folder.name}/${path} is no JSON: ${(error as Error).message}`, {
      fix: 'Correct it: an installation would end with the same error',
    });
  }
  if (typeof value !== 'object' || value === null)
    throw new NexusError(`${folder.name}/${path} is ${show(value)}`, { fix: 'Write an object: { "name": "app" }' });
  const file = value as Readonly<Record<string, unknown>>;
  const pnpm = objectOf(file.pnpm);
  const workspaces = Array.isArray(file.workspaces) ? file.workspaces : objectOf(file.workspaces).packages;
  return {
    name: typeof file.name === 'string' ? file.name : undefined,
    scripts: texts(file.scripts),
    dependencies: texts(file.dependencies),
    optionalDependencies: texts(file.optionalDependencies),
    devDependencies: texts(file.devDependencies),
    packageManager: typeof file.packageManager === 'string' ? file.packageManager.split('+')[0] : undefined,
    workspaces: Array.isArray(workspaces) ? workspaces.filter((entry) => typeof entry === 'string') : [],
    patches: texts(pnpm.patchedDependencies),
    overrides: [file.overrides, file.resolutions, pnpm.overrides].flatMap(textsWithin),
    engines: texts(file.engines),
    devEngines: {
      runtime: devEngines(objectOf(file.devEngines).runtime),
      packageManager: devEngines(objectOf(file.devEngines).packageManager),
    },
    gypfile: file.gypfile !== false,
  };
}

/** One or a list of them (npm's guide "package.json", devEngines). */
function devEngines(value: unknown): DevEngine[] {
  return [value].flat().flatMap((one: unknown) => {
    const { name, version, onFail } = texts(one);
    return name === undefined || onFail === 'ignore' || onFail === 'warn'
      ? []
      : [{ name, ...(version !== undefined && { version }) }];
  });
}

/** Every text below a value, as in overrides of npm, which are nested. */
export function textsWithin(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Object.values(objectOf(value)).flatMap(textsWithin);
}

/** What a package.json asks for, whatever for: versions, addresses, paths. */
export function rangesOf(manifest: PackageFile): string[] {
  const { dependencies, optionalDependencies, devDependencies, overrides } = manifest;
  return [dependencies, optionalDependencies, devDependencies]
    .flatMap((names) => Object.values(names))
    .concat(overrides);
}

export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** Entries whose values are texts. */
export function texts(value: unknown): Names {
  return Object.fromEntries(
    Object.entries(objectOf(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
