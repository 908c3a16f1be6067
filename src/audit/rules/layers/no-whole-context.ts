import { copied } from '../../../read/dockerfile/copy.js';
import { instructionRule } from '../../rule.js';

/** With an ignore file beside it, what "." is has been decided; whether well is for the theme `build-context`. */
export const noWholeContext = instructionRule({
  id: 'no-whole-context',
  title: 'The build context is not copied as a whole',
  severity: 'low',
  theme: 'layers',
  rationale:
    'Whatever lies in the folder on that day goes into the image: .git, .env, keys, what editors leave behind. Every change to any of it builds all later steps anew.',
  remedy: 'Name the files and folders that are needed, or keep the rest out with .dockerignore.',
  example: 'COPY package.json package-lock.json ./\nCOPY src ./src',
  references: { hadolint: ['DL4007'] },
  keywords: ['COPY', 'ADD'],
  checkInstruction(instruction, report, dockerfile, context) {
    const { sources, from } = copied(instruction);
    if (instruction.onbuild || from !== undefined || context.ignoreFileOf(dockerfile)?.text.trim()) return;
    const whole = sources.find(({ value }) => value === '.' || value === './' || value === '/');
    if (whole) report(instruction, `${whole.value} is everything in the build context`);
  },
});
