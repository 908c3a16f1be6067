import type { Rule } from '../../rule.js';
import { serviceImageDigest } from './service-image-digest.js';
import { serviceImageNotLatest } from './service-image-not-latest.js';
import { serviceImageTag } from './service-image-tag.js';
import { servicePlatform } from './service-platform.js';

export const baseImageComposeRules: readonly Rule[] = [
  serviceImageDigest,
  serviceImageNotLatest,
  serviceImageTag,
  servicePlatform,
];
