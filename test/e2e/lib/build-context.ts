import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './run.js';
import type { Stack } from './stack.js';

/** A folder that a build is given, whole but for what its ignore file keeps back. */
export interface BuildContext {
  /** Services that are built from it. */
  readonly services: readonly string[];
  readonly folder: string;
}

/** Every build context of the stack, those with names of their own (`additional_contexts`) too. */
export async function buildContexts(stack: Stack): Promise<BuildContext[]> {
  const config = JSON.parse((await stack.compose(['config', '--format', 'json'])).stdout) as {
    services: Record<string, { build?: { context: string; additional_contexts?: Record<string, string> } }>;
  };
  const folders = new Map<string, string[]>();
  for (const [service, { build }] of Object.entries(config.services)) {
    if (!build) continue;
    for (const folder of [build.context, ...Object.values(build.additional_contexts ?? {})])
      folders.set(folder, [...(folders.get(folder) ?? []), service]);
  }
  return [...folders]
    .map(([folder, services]) => ({ folder, services }))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** Writes files below `folder`. */
export function plant(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/**
 * What BuildKit gets of a context: everything is copied into an empty image, and that is written to `target`.
 *
 * @returns paths and contents
 */
export async function sentTo(target: string, { folder }: BuildContext): Promise<Map<string, string>> {
  rmSync(target, { recursive: true, force: true });
  await run('docker', ['build', '--file', '-', '--output', `type=local,dest=${target}`, folder], {
    input: 'FROM scratch\nCOPY . /\n',
  });
  const files = new Map<string, string>();
  for (const path of readdirSync(target, { recursive: true, encoding: 'utf8' }))
    if (statSync(join(target, path)).isFile()) files.set(path, readFileSync(join(target, path), 'latin1'));
  return files;
}
