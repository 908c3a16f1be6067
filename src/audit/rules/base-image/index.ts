import type { Rule } from '../../rule.js';
import { baseImageArgumentLatest } from './base-image-argument-latest.js';
import { baseImageArgumentTag } from './base-image-argument-tag.js';
import { baseImageDigest } from './base-image-digest.js';
import { baseImageComposeRules } from './compose.js';
import { baseImageNotLatest } from './base-image-not-latest.js';
import { baseImageSupported } from './base-image-supported.js';
import { baseImageTag } from './base-image-tag.js';
import { fromArgumentDefault } from './from-argument-default.js';
import { fromBuildPlatform } from './from-build-platform.js';
import { fromPlatform } from './from-platform.js';
import { fromRedundantPlatform } from './from-redundant-platform.js';
import { fromUndefinedArgument } from './from-undefined-argument.js';
import { trustedRegistry } from './trusted-registry.js';

export const baseImageRules: readonly Rule[] = [
  baseImageTag,
  baseImageArgumentTag,
  baseImageNotLatest,
  baseImageArgumentLatest,
  baseImageDigest,
  baseImageSupported,
  trustedRegistry,
  fromPlatform,
  fromBuildPlatform,
  fromRedundantPlatform,
  fromUndefinedArgument,
  fromArgumentDefault,
  ...baseImageComposeRules,
];
