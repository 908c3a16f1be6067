import { dockerfileRule } from '../../rule.js';
import { wholeCopies } from './lib/whole-context.js';

export const ignoreFile = dockerfileRule({
  id: 'ignore-file',
  title: 'A build that copies its whole folder has an ignore file',
  severity: 'medium',
  theme: 'build-context',
  rationale:
    '`COPY .` takes what lies there: the history in .git, .env with its passwords, keys, and dependencies of another system. All of it is sent to the builder, and any change makes later layers anew.',
  remedy:
    'Put a `.dockerignore` beside the Dockerfile, or in the folder that is built; or copy what is needed by name.',
  example: 'COPY src ./src',
  references: { nist: ['4.1.4'], owasp: ['RULE #12'] },
  check(dockerfile, report, context) {
    const [copy] = wholeCopies(dockerfile);
    if (copy && context.hasFolders && !context.ignoreFileOf(dockerfile))
      report(copy, `${copy.keyword} ${copy.text.slice(0, 40)} takes everything: there is no .dockerignore`);
  },
});
