import { dockerfileRule } from '../../rule.js';
import { ignores } from './lib/ignore-patterns.js';
import { wholeCopyWithIgnoreFile } from './lib/whole-context.js';

export const ignoredKeys = dockerfileRule({
  id: 'ignored-keys',
  title: 'The ignore file keeps keys out of the build',
  severity: 'info',
  theme: 'build-context',
  rationale: 'A key that somebody puts into the folder for a test goes into the next image.',
  remedy: 'Add `**/*.pem`, `**/*.key` and `**/id_*` to the ignore file.',
  example: ['COPY package.json package-lock.json ./', 'COPY src ./src'].join('\n'),
  references: { cis: ['4.10'], nist: ['4.1.4'], owasp: ['RULE #12'] },
  check(dockerfile, report, context) {
    const found = wholeCopyWithIgnoreFile(dockerfile, context);
    if (!found) return;
    const ignored = ignores(found.text);
    const open = ['server.key', 'cert.pem', 'id_rsa'].filter((path) => !ignored(path));
    if (open.length > 0) report(found.copy, `${found.path} would let keys (${open.join(', ')}) into the build`);
  },
});
