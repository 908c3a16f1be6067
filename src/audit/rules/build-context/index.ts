import type { Rule } from '../../rule.js';
import { buildArgumentSecret } from './build-argument-secret.js';
import { buildContextTransport } from './build-context-transport.js';
import { ignoreFile } from './ignore-file.js';
import { ignoredDependencies } from './ignored-dependencies.js';
import { ignoredKeys } from './ignored-keys.js';
import { ignoredSecrets } from './ignored-secrets.js';

export const buildContextRules: readonly Rule[] = [
  buildArgumentSecret,
  buildContextTransport,
  ignoreFile,
  ignoredDependencies,
  ignoredKeys,
  ignoredSecrets,
];
