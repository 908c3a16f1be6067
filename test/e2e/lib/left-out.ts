import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformModel } from '../../../src/index.js';
import { run } from './run.js';

/** Repositories of images without a stand-in, as the engine's steps read them. */
const LIST = join(import.meta.dirname, '..', 'engine', 'left-out.txt');

let found: readonly string[] = [];

/** Workloads that are not started, since their image is not on this engine and nothing stands in for it. */
export function leftOut(): readonly string[] {
  return found;
}

/** Looks once, when the engine is up: later, all stacks of this run are to be the same. */
export async function findLeftOut({ workloads }: PlatformModel): Promise<void> {
  const repositories = readFileSync(LIST, 'utf8')
    .split('\n')
    .filter((line) => /^[^#]/.test(line));
  const missing: string[] = [];
  for (const { name, image } of workloads) {
    if (image.kind !== 'registry' || !repositories.includes(image.reference.replace(/[:@].*$/, ''))) continue;
    const { code } = await run('docker', ['image', 'inspect', image.reference], { allowFailure: true });
    if (code !== 0) missing.push(name);
  }
  found = missing;
}

/** What a run can be held against: the model without workloads that are left out, and their relations. */
export function withoutLeftOut(model: PlatformModel): PlatformModel {
  const isThere = (name: string) => !found.includes(name);
  return {
    ...model,
    workloads: model.workloads.filter(({ name }) => isThere(name)),
    edges: model.edges.filter(({ consumer, provider }) => isThere(consumer) && isThere(provider)),
    contributions: model.contributions.filter(({ subject }) => isThere(subject)),
  };
}
