import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LogLevel, Project } from 'projen';
import { NexusPlatform, type NexusPlatformProps } from '../../src/index.js';
import { renderPlatform } from '../../src/synth/index.js';
import { temporaryFolder } from './temporary.js';

export { temporaryFolder } from './temporary.js';

/** A projen project in a folder of its own: never in the checkout, which projen's clean-up could delete. */
export function newProject(outdir: string = temporaryFolder()): Project {
  process.env.PROJEN_DISABLE_POST = 'true';
  return new Project({ name: 'test', outdir, logging: { level: LogLevel.OFF } });
}

export function newPlatform(props: NexusPlatformProps = {}, project: Project = newProject()): NexusPlatform {
  return new NexusPlatform(project, 'shop', props);
}

/** What a platform renders into its output folder, by path relative to it; nothing is written. */
export function render(platform: NexusPlatform): Record<string, string> {
  const prefix = `${platform.outdir}/`;
  return Object.fromEntries(
    renderPlatform(platform.toModel())
      .filter(({ path }) => path.startsWith(prefix))
      .map(({ path, content }) => [path.slice(prefix.length), content]),
  );
}

/** Everything that a platform renders, by path relative to the project, the model as data too; nothing is written. */
export function renderAll(platform: NexusPlatform): Record<string, string> {
  return Object.fromEntries(renderPlatform(platform.toModel()).map(({ path, content }) => [path, content]));
}

/** Every file below `folder`, by relative path. */
export function readTree(folder: string): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    // What it is for may differ from run to run; it has tests of its own.
    if (!name.startsWith('.nexus/cache/')) tree[name] = readFileSync(path, 'utf8');
  }
  return tree;
}

export function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

/** The message of the error that `action` throws. */
export function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

/** What lies in `.nexus` but for the cache, which may be there or not. */
export function stateOf(folder: string): string[] {
  return readdirSync(join(folder, '.nexus'))
    .filter((name) => name !== 'cache')
    .sort();
}
