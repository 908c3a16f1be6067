import { dockerfileRule } from '../../rule.js';
import { shellFormMessage, shellForms } from './lib/exec-form.js';

/** KICS looks at the last stage alone; what other stages would run matters with --target only. */
export const stageCmdExecForm = dockerfileRule({
  id: 'stage-cmd-exec-form',
  title: 'CMD and ENTRYPOINT of other stages are JSON arrays',
  severity: 'info',
  theme: 'instructions',
  rationale: 'Built with --target, the stage is an image whose program gets no signals.',
  remedy:
    'Write the program and its arguments as a JSON array, or leave the instruction out of a stage that is only copied from.',
  example: 'FROM node:24 AS development\nCMD ["node", "--watch", "server.js"]',
  references: { hadolint: ['DL3025'], buildkit: ['JSONArgsRecommended'] },
  check(dockerfile, report) {
    for (const instruction of shellForms(dockerfile, false)) report(instruction, shellFormMessage(instruction));
  },
});
