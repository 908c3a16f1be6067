import type { Rule } from '../../rule.js';
import { credentialFileVariable } from './credential-file-variable.js';
import { credentialsSetUpInBuild } from './credentials-set-up-in-build.js';
import { imageSecretValue } from './image-secret-value.js';
import { keyLikeVariableName } from './key-like-variable-name.js';
import { knownCredential } from './known-credential.js';
import { secretArgument } from './secret-argument.js';
import { secretFileCopied } from './secret-file-copied.js';
import { secretInCommand } from './secret-in-command.js';
import { secretWrittenToLayer } from './secret-written-to-layer.js';
import { sensitiveVariableName } from './sensitive-variable-name.js';
import { stageSecretArgument } from './stage-secret-argument.js';
import { stageSecretValue } from './stage-secret-value.js';

export const secretsDockerfileRules: readonly Rule[] = [
  imageSecretValue,
  stageSecretValue,
  secretArgument,
  stageSecretArgument,
  sensitiveVariableName,
  keyLikeVariableName,
  knownCredential,
  secretInCommand,
  credentialsSetUpInBuild,
  secretFileCopied,
  secretWrittenToLayer,
  credentialFileVariable,
];
