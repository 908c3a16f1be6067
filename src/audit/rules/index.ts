import type { Rule } from '../rule.js';
import { baseImageRules } from './base-image/index.js';
import { buildContextRules } from './build-context/index.js';
import { filesystemRules } from './filesystem/index.js';
import { healthcheckRules } from './healthcheck/index.js';
import { instructionsRules } from './instructions/index.js';
import { labelsRules } from './labels/index.js';
import { layersRules } from './layers/index.js';
import { loggingRules } from './logging/index.js';
import { namespacesRules } from './namespaces/index.js';
import { networksRules } from './networks/index.js';
import { packagesRules } from './packages/index.js';
import { portsRules } from './ports/index.js';
import { privilegesRules } from './privileges/index.js';
import { resourcesRules } from './resources/index.js';
import { restartRules } from './restart/index.js';
import { secretsRules } from './secrets/index.js';
import { transportRules } from './transport/index.js';
import { userRules } from './user/index.js';

/** Every rule there is, by theme. */
export const RULES: readonly Rule[] = [
  ...baseImageRules,
  ...userRules,
  ...secretsRules,
  ...packagesRules,
  ...transportRules,
  ...layersRules,
  ...instructionsRules,
  ...labelsRules,
  ...healthcheckRules,
  ...portsRules,
  ...namespacesRules,
  ...privilegesRules,
  ...filesystemRules,
  ...resourcesRules,
  ...restartRules,
  ...loggingRules,
  ...networksRules,
  ...buildContextRules,
];
