import type { NexusError } from '../../../model/errors.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import { scrapesOf } from '../scrapes.js';
import { type ThresholdChange, withThresholds } from './thresholds.js';
import { targetsUp } from './up.js';
import { observablesOf, type Watched } from './watched.js';

/**
 * Everything that is watched: what the monitoring adds by itself, and what is contributed, with the thresholds that were set.
 *
 * @param alertmanager name of what delivers alerts
 * @param problems is given each change of thresholds that can't be made
 */
export function everyObservable(
  { contributions, workloads }: PlatformModel,
  changes: readonly ThresholdChange[],
  alertmanager: string,
  problems: (error: NexusError) => void,
): Watched[] {
  const all = observablesOf([...targetsUp(scrapesOf(contributions), workloads, alertmanager), ...contributions]);
  return withThresholds(all, changes, problems);
}
