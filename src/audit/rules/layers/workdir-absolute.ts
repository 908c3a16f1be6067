import { instructionRule } from '../../rule.js';
import { isAbsolute } from './lib/paths.js';

export const workdirAbsolute = instructionRule({
  id: 'workdir-absolute',
  title: 'WORKDIR is absolute',
  severity: 'low',
  theme: 'layers',
  rationale: 'A relative one continues whatever came before, in the base image too: a change there moves everything.',
  remedy: 'Write the path from the root.',
  example: 'WORKDIR /app',
  references: {
    hadolint: ['DL3000'],
    kics: ['WORKDIR Path Not Absolute'],
    trivy: ['DS009'],
    checkov: ['CKV_DOCKER_10'],
    buildkit: ['WorkdirRelativePath'],
  },
  keywords: ['WORKDIR'],
  checkInstruction(instruction, report) {
    const [path] = instruction.args;
    if (!instruction.onbuild && path && !isAbsolute(path.raw))
      report(instruction, `${path.value} depends on the folder before it`);
  },
});
