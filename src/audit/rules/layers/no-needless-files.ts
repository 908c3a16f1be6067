import { copied } from '../../../read/dockerfile/copy.js';
import { lineage } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';
import { trimEnd } from '../../../read/text/trim.js';

const NEEDLESS = [
  /^\.(?:git|gitignore|github|gitlab-ci\.yml|svn|hg|dockerignore|editorconfig|vscode|idea|cache|npm|DS_Store|vimrc|bash_history|terraform)$/,
  /^(?:Dockerfile(?:\..+)?|.+\.[Dd]ockerfile|(?:docker-)?compose(?:\..+)?\.ya?ml|Jenkinsfile|Vagrantfile)$/,
];

export const noNeedlessFiles = dockerfileRule({
  id: 'no-needless-files',
  title: 'Nothing is copied that only the workshop needs',
  severity: 'low',
  theme: 'layers',
  rationale:
    'History, settings of editors and the files of the build tell an intruder about the inside, and make the image larger.',
  remedy: 'Leave them out of the copy, and of the build context.',
  example: 'COPY src /app/src',
  references: { dockle: ['DKL-LI-0003'] },
  check(dockerfile, report) {
    for (const instruction of dockerfile.final
      ? lineage(dockerfile.final).flatMap((stage) => stage.instructions)
      : []) {
      if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') continue;
      const { sources, from } = copied(instruction);
      if (from !== undefined) continue;
      for (const { value, line } of sources) {
        const name = trimEnd(value, '/').replace(/^.*\//, '');
        if (NEEDLESS.some((pattern) => pattern.test(name))) report({ line }, `${value} is of no use in the image`);
      }
    }
  },
});
