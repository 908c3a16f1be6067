import { copied } from '../../../read/dockerfile/copy.js';
import { instructionRule } from '../../rule.js';

export const noWholeFilesystem = instructionRule({
  id: 'no-whole-filesystem',
  title: 'From other stages only what is needed is copied',
  severity: 'info',
  theme: 'layers',
  rationale:
    'The whole of another stage brings its compilers, caches and secrets along, in one layer that nothing shares.',
  remedy: 'Copy the files that the image needs.',
  example: 'COPY --from=build /src/app /usr/local/bin/app',
  references: { hadolint: ['DL3067'] },
  keywords: ['COPY'],
  checkInstruction(instruction, report) {
    const { sources, target, from } = copied(instruction);
    if (from === undefined || target?.value !== '/' || !sources.some(({ value }) => value === '/')) return;
    report(instruction, `all of ${from} is copied`);
  },
});
