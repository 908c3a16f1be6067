import type { SourceFolder } from '../core/source-folder.js';
import type { PackageFile } from './package-file.js';
import { objectOf, texts } from './package-file.js';

/** Packages that find or build a binary for the one that depends on them. */
const HELPERS =
  /^(?:bindings|node-gyp-build|node-pre-gyp|@mapbox\/node-pre-gyp|prebuild-install|node-addon-api|nan|detect-libc)$/;

/** A package of production that is a link to a binary, and the dependency that brings it. */
export interface NativeModule {
  readonly dependency: string;
  readonly binary: string;
}

/**
 * Dependencies of production that come with a binary, by the lock file of npm: a bundle can't have it in it. What is optional to
 * a package it can do without.
 *
 * @param external packages that stay beside the bundle, with what they depend on
 */
export function nativeModules(
  folder: SourceFolder,
  manifest: PackageFile,
  external: readonly string[],
): readonly NativeModule[] {
  const packages = lockedPackages(folder);
  const outside = new Set(external.map((name) => name.replace(/\/\*$/, '')));
  return Object.keys(manifest.dependencies).flatMap((dependency) => {
    const seen = new Set<string>();
    const open = [dependency];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      const entry = packages.get(name);
      if (!entry || seen.has(name) || outside.has(name)) continue;
      seen.add(name);
      if (
        entry.binaries.some((binary) => HELPERS.test(binary) || packages.get(binary)?.isBinary === true) ||
        entry.isBinary
      )
        return [{ dependency, binary: name }];
      open.push(...entry.needs);
    }
    return [];
  });
}

interface Locked {
  /** Whether it is one itself, for a processor. */
  readonly isBinary: boolean;
  readonly needs: readonly string[];
  /** What it depends on, or can do without: binaries for each machine come as the latter. */
  readonly binaries: readonly string[];
}

/** By name; of several versions of one any will do. */
function lockedPackages(folder: SourceFolder): ReadonlyMap<string, Locked> {
  const found = new Map<string, Locked>();
  let lock: unknown;
  try {
    lock = JSON.parse(folder.text('npm-shrinkwrap.json') ?? folder.text('package-lock.json') ?? '{}');
  } catch {
    return found;
  }
  for (const [path, value] of Object.entries(objectOf(objectOf(lock).packages))) {
    const name = path.split('node_modules/').pop() ?? '';
    const entry = objectOf(value);
    const needs = Object.keys(texts(entry.dependencies));
    const systems = Array.isArray(entry.os) ? entry.os : ['linux'];
    const isBinary = entry.cpu !== undefined && systems.includes('linux');
    const binaries = [...needs, ...Object.keys(texts(entry.optionalDependencies))];
    if (name !== '') found.set(name, { isBinary, needs, binaries });
  }
  return found;
}
