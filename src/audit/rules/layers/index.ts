import type { Rule } from '../../rule.js';
import { addForArchives } from './add-for-archives.js';
import { addFromUrl } from './add-from-url.js';
import { consecutiveRun } from './consecutive-run.js';
import { copyFromKnownStage } from './copy-from-known-stage.js';
import { copyFromOwnStage } from './copy-from-own-stage.js';
import { copyOverAdd } from './copy-over-add.js';
import { copyTargetAbsolute } from './copy-target-absolute.js';
import { copyToFolder } from './copy-to-folder.js';
import { groupableInstructions } from './groupable-instructions.js';
import { noChownFlag } from './no-chown-flag.js';
import { noInteractiveCommands } from './no-interactive-commands.js';
import { noNeedlessFiles } from './no-needless-files.js';
import { noRelativeCd } from './no-relative-cd.js';
import { noSystemVolume } from './no-system-volume.js';
import { noSystemWorkdir } from './no-system-workdir.js';
import { noWholeContext } from './no-whole-context.js';
import { noWholeFilesystem } from './no-whole-filesystem.js';
import { stageByName } from './stage-by-name.js';
import { stageNameUnique } from './stage-name-unique.js';
import { workdirAbsolute } from './workdir-absolute.js';
import { workdirOverCd } from './workdir-over-cd.js';

export const layersRules: readonly Rule[] = [
  copyOverAdd,
  addFromUrl,
  addForArchives,
  copyToFolder,
  copyFromKnownStage,
  copyFromOwnStage,
  stageNameUnique,
  stageByName,
  workdirAbsolute,
  copyTargetAbsolute,
  workdirOverCd,
  noRelativeCd,
  consecutiveRun,
  groupableInstructions,
  noChownFlag,
  noInteractiveCommands,
  noSystemVolume,
  noSystemWorkdir,
  noWholeFilesystem,
  noWholeContext,
  noNeedlessFiles,
];
