import type { Rule } from '../../rule.js';
import { noAccountPassword } from './no-account-password.js';
import { noChpasswd } from './no-chpasswd.js';
import { noEmptyPassword } from './no-empty-password.js';
import { noSetuidBit } from './no-setuid-bit.js';
import { noSudo } from './no-sudo.js';
import { passwordlessSudo } from './passwordless-sudo.js';
import { stageUserRoot } from './stage-user-root.js';
import { uniqueUid } from './unique-uid.js';
import { userAdministrator } from './user-administrator.js';
import { userByNumber } from './user-by-number.js';
import { userMissingInFinalStage } from './user-missing-in-final-stage.js';
import { userMissingOnScratch } from './user-missing-on-scratch.js';
import { userMissing } from './user-missing.js';
import { userRoot } from './user-root.js';
import { useraddNoLogInit } from './useradd-no-log-init.js';

export const userDockerfileRules: readonly Rule[] = [
  userMissing,
  userMissingInFinalStage,
  userMissingOnScratch,
  userRoot,
  userAdministrator,
  stageUserRoot,
  userByNumber,
  noSudo,
  passwordlessSudo,
  useraddNoLogInit,
  uniqueUid,
  noChpasswd,
  noAccountPassword,
  noEmptyPassword,
  noSetuidBit,
];
