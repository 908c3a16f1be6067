import type { Target } from '../target.js';
import { composeTarget } from './compose/compose-target.js';
import { dataTarget } from './data/data-target.js';

/** Every way in which a platform is written down. */
export const TARGETS: readonly Target[] = [composeTarget, dataTarget];
