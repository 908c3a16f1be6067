import type { Rule } from '../../rule.js';
import { labelEmail } from './label-email.js';
import { labelHash } from './label-hash.js';
import { labelKey } from './label-key.js';
import { labelMissing } from './label-missing.js';
import { labelNotEmpty } from './label-not-empty.js';
import { labelRfc3339 } from './label-rfc3339.js';
import { labelSemver } from './label-semver.js';
import { labelSpdx } from './label-spdx.js';
import { labelSuperfluous } from './label-superfluous.js';
import { labelUrl } from './label-url.js';

export const labelsRules: readonly Rule[] = [
  labelKey,
  labelMissing,
  labelSuperfluous,
  labelNotEmpty,
  labelUrl,
  labelRfc3339,
  labelSpdx,
  labelHash,
  labelSemver,
  labelEmail,
];
