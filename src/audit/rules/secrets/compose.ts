import type { Rule } from '../../rule.js';
import { debugMode } from './debug-mode.js';
import { defaultPassword } from './default-password.js';
import { envFileSecret } from './env-file-secret.js';
import { literalSecret } from './literal-secret.js';
import { publishedStorePassword } from './published-store-password.js';
import { secretAsVariable } from './secret-as-variable.js';
import { secretSource } from './secret-source.js';
import { storePassword } from './store-password.js';

export const secretsComposeRules: readonly Rule[] = [
  debugMode,
  defaultPassword,
  envFileSecret,
  literalSecret,
  publishedStorePassword,
  secretAsVariable,
  secretSource,
  storePassword,
];
