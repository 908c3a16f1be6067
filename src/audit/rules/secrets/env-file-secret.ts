import { composeRule } from '../../rule.js';
import { posix } from 'node:path';
import { readEnvironment } from '../../../read/compose/interpolate.js';
import { at, itemsOf, textOf } from '../../../read/compose/node.js';
import { ignores } from '../build-context/lib/ignore-patterns.js';
import { secretVerdict } from './lib/secret-value.js';

export const envFileSecret = composeRule({
  id: 'env-file-secret',
  title: 'Files of variables with secrets are not in the repository',
  severity: 'medium',
  theme: 'secrets',
  rationale:
    'A committed .env gives the passwords to everybody who may read the repository, for as long as its history is kept.',
  remedy:
    'Add the file to .gitignore, keep an example of it without values, and make new secrets: the old ones are known.',
  example: ['env_file:', '  - path: db.env # in .gitignore'].join('\n'),
  references: { cis: ['4.10'], owasp: ['RULE #12'], nist: ['4.1.4'] },
  concerns: (service) => service.get('env_file') !== undefined,
  check(project, report, context) {
    const { read } = context;
    if (!read) return;
    const beside = posix.join(posix.dirname(project.file), '.env');
    const named = project.services.flatMap((service) =>
      itemsOf(service.get('env_file')).flatMap((item) => {
        const path = textOf(item) ?? textOf(at(item, 'path'));
        return path === undefined ? [] : [{ path: posix.join(posix.dirname(item.file), path), place: item }];
      }),
    );
    for (const { path, place } of [{ path: beside, place: { file: project.file, line: 1, endLine: 1 } }, ...named]) {
      const names = Object.entries(readEnvironment(read(path) ?? '')).flatMap(([name, value]) =>
        secretVerdict(name, value) ? [name] : [],
      );
      if (names.length > 0 && !isIgnoredByGit(path, read))
        report(place, `${path} has ${names.join(', ')}, and no .gitignore keeps it out of the repository`);
    }
  },
});

/** Whether a .gitignore, beside the file or in a folder above it, leaves it out. */
function isIgnoredByGit(path: string, read: (path: string) => string | undefined): boolean {
  let folder = posix.dirname(path);
  for (;;) {
    const text = read(posix.join(folder, '.gitignore'));
    if (text !== undefined && ignores(unanchored(text))(posix.relative(folder, path))) return true;
    if (folder === '.' || folder === '/' || folder.startsWith('..')) return false;
    folder = posix.dirname(folder);
  }
}

/** To git, a name without a slash stands for it in every folder. */
function unanchored(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/^(!?)([^#!/\s][^/]*\/?)\s*$/, '$1**/$2'))
    .join('\n');
}
