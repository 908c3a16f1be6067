import type { Rule } from '../../rule.js';
import { dataStoreSegmentation } from './data-store-segmentation.js';
import { defaultBridge } from './default-bridge.js';
import { internalDataNetwork } from './internal-data-network.js';
import { links } from './links.js';
import { networksSet } from './networks-set.js';

export const networksRules: readonly Rule[] = [
  dataStoreSegmentation,
  defaultBridge,
  internalDataNetwork,
  links,
  networksSet,
];
