import { dockerfileRule } from '../../rule.js';
import { ignores } from './lib/ignore-patterns.js';
import { wholeCopyWithIgnoreFile } from './lib/whole-context.js';

export const ignoredSecrets = dockerfileRule({
  id: 'ignored-secrets',
  title: 'The ignore file keeps history and settings out of the build',
  severity: 'medium',
  theme: 'build-context',
  rationale:
    'The history has every password that was ever committed; .env has those of today. Whoever can pull the image can read them, even if a later layer deletes them.',
  remedy: 'Add `.git` and `.env*` to the ignore file.',
  example: ['COPY package.json package-lock.json ./', 'COPY src ./src'].join('\n'),
  references: { cis: ['4.10'], nist: ['4.1.4'], owasp: ['RULE #12'] },
  check(dockerfile, report, context) {
    const found = wholeCopyWithIgnoreFile(dockerfile, context);
    if (!found) return;
    const ignored = ignores(found.text);
    // The folder of a module has no history of its own.
    const paths = found.path.includes('/') ? ['.env'] : ['.git', '.env'];
    const open = paths.filter((path) => !ignored(path));
    if (open.length > 0) report(found.copy, `${found.path} lets ${open.join(' and ')} into the build`);
  },
});
