import type { NexusError } from '../../../model/errors.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import { type Scrape, scrapesOf } from '../scrapes.js';
import { type ThresholdChange, withThresholds } from './thresholds.js';
import { type Alone, containerJob, containersUp, jobsFailed, saysWhetherUp } from './containers.js';
import { targetsUp } from './up.js';
import { observablesOf, type Watched } from './watched.js';

/** What the monitoring adds by itself is about these. */
export interface WatchedParts {
  /** Name of what delivers alerts. */
  readonly alertmanager: string;
  /** Workloads that only their containers tell of; undefined where nothing tells of containers. */
  readonly alone: ReadonlyMap<string, Alone> | undefined;
}

/**
 * Everything that is watched: what the monitoring adds by itself, and what is contributed, with the thresholds that were set.
 *
 * @param problems is given each change of thresholds that can't be made
 */
export function everyObservable(
  model: PlatformModel,
  changes: readonly ThresholdChange[],
  { alertmanager, alone }: WatchedParts,
  problems: (error: NexusError) => void,
): Watched[] {
  const { contributions, workloads } = model;
  const scrapes = scrapesOf(contributions);
  const containers = alone && containerJob(scrapes);
  const own = [
    ...targetsUp(scrapes, workloads, { alertmanager, containers }),
    ...(alone ? ofContainers(model, scrapes, alone) : []),
  ];
  const all = observablesOf([...own, ...contributions]);
  return withThresholds(all, changes, problems);
}

function ofContainers(
  { contributions, workloads }: PlatformModel,
  scrapes: readonly Scrape[],
  alone: ReadonlyMap<string, Alone>,
): Watched[] {
  const job = containerJob(scrapes);
  const scrape = scrapes.find(({ subject }) => subject === job);
  if (!scrape) return [];
  // What it contributed only later may tell it.
  const still = [...alone.values()].filter(
    ({ name }) => !saysWhetherUp(contributions.filter(({ subject }) => subject === name)),
  );
  return [...still.map((one) => containersUp(one, scrape.subject)), ...jobsFailed(workloads, scrape)];
}
