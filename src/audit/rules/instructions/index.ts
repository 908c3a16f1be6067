import type { Rule } from '../../rule.js';
import { cmdExecForm } from './cmd-exec-form.js';
import { envSelfReference } from './env-self-reference.js';
import { fromAsCasing } from './from-as-casing.js';
import { instructionCasing } from './instruction-casing.js';
import { instructionOrder } from './instruction-order.js';
import { keyValueFormat } from './key-value-format.js';
import { knownInstruction } from './known-instruction.js';
import { noEmptyContinuation } from './no-empty-continuation.js';
import { noInlineIgnores } from './no-inline-ignores.js';
import { noMaintainer } from './no-maintainer.js';
import { onbuildTrigger } from './onbuild-trigger.js';
import { pipefail } from './pipefail.js';
import { pipefailInShell } from './pipefail-in-shell.js';
import { reservedStageName } from './reserved-stage-name.js';
import { runWithoutEffect } from './run-without-effect.js';
import { shellChangedByCommand } from './shell-changed-by-command.js';
import { shellInstruction } from './shell-instruction.js';
import { singleCmd } from './single-cmd.js';
import { singleEntrypoint } from './single-entrypoint.js';
import { stageCmdExecForm } from './stage-cmd-exec-form.js';
import { stageNameCasing } from './stage-name-casing.js';
import { undefinedVariable } from './undefined-variable.js';

export const instructionsRules: readonly Rule[] = [
  cmdExecForm,
  stageCmdExecForm,
  singleCmd,
  singleEntrypoint,
  noMaintainer,
  pipefail,
  pipefailInShell,
  shellInstruction,
  shellChangedByCommand,
  envSelfReference,
  undefinedVariable,
  onbuildTrigger,
  instructionOrder,
  knownInstruction,
  runWithoutEffect,
  keyValueFormat,
  instructionCasing,
  fromAsCasing,
  stageNameCasing,
  reservedStageName,
  noEmptyContinuation,
  noInlineIgnores,
];
