import type { PlatformModel } from '../../../model/platform-model.js';
import { scrapesOf } from '../scrapes.js';
import { targetsUp } from './up.js';
import { observablesOf, type Watched } from './watched.js';

/** Everything that is watched: what the monitoring adds by itself, and what is contributed. */
export function everyObservable({ contributions, workloads }: PlatformModel): Watched[] {
  return observablesOf([...targetsUp(scrapesOf(contributions), workloads), ...contributions]);
}
