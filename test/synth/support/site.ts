import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Project } from 'projen';
import { vi } from 'vitest';
import type { NexusPlatform } from '../../../src/index.js';
import { newPlatform, newProject } from '../../support/project.js';

/** The model as data, which every platform has besides its output. */
export const MODEL = '.nexus/shop.model.json';

export interface SiteOptions {
  /** Folder of the output. @default 'out' */
  readonly outdir?: string;
  /** What else is said of the platform. */
  readonly compose?: (platform: NexusPlatform, project: Project) => void;
}

/** Files of the output beside the Compose files: lines, by path. A path that ends in `.sh` is executable. */
export type SiteFiles = Readonly<Record<string, readonly string[]>>;

/**
 * Synthesizes a platform with `files` to the project in `folder`, as `npx projen` does.
 *
 * @returns the warnings, and the line with the totals
 */
export function synthesize(
  folder: string,
  files: SiteFiles = {},
  options: SiteOptions = {},
): { warnings: string[]; total: string } {
  const project = newProject(folder);
  const platform = newPlatform({ ...(options.outdir && { outdir: options.outdir }) }, project);
  for (const [path, lines] of Object.entries(files))
    platform.addDocument({ path, kind: 'lines', syntax: 'hash', lines, executable: path.endsWith('.sh') });
  options.compose?.(platform, project);
  const warn = vi.spyOn(project.logger, 'warn');
  const info = vi.spyOn(project.logger, 'info');
  project.synth();
  const said = info.mock.calls.map((args) => args.join(' '));
  return {
    warnings: warn.mock.calls.map((args) => args.join(' ')),
    total: said.findLast((text) => text.startsWith('nexus:')) ?? '',
  };
}

/** Everything below a folder: kind, mode, time and content of each entry. */
export function snapshot(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    entries.map((path) => {
      const full = join(folder, path);
      const stat = lstatSync(full);
      const content = stat.isFile() ? readFileSync(full, 'latin1') : stat.isSymbolicLink() ? readlinkSync(full) : '';
      return [path, `${stat.mode.toString(8)} ${stat.ino} ${stat.mtimeMs} ${content}`];
    }),
  );
}

/** Paths of the files below `folder` that begin with one of the prefixes, sorted. */
export function filesOf(folder: string, ...prefixes: readonly string[]): string[] {
  return Object.keys(snapshot(folder)).filter(
    (path) =>
      prefixes.some((prefix) => path.startsWith(prefix)) &&
      !path.startsWith('.nexus/cache/') &&
      lstatSync(join(folder, path)).isFile(),
  );
}
