import type { Dockerfile } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';
import { ignores } from './lib/ignore-patterns.js';
import { wholeCopyWithIgnoreFile } from './lib/whole-context.js';

export const ignoredDependencies = dockerfileRule({
  id: 'ignored-dependencies',
  title: 'The ignore file keeps installed dependencies out of the build',
  severity: 'low',
  theme: 'build-context',
  rationale:
    'node_modules of a developer overwrites what was installed for the image: other versions, and binaries for another system. It is also most of what is sent to the builder.',
  remedy: 'Add `node_modules` (and `**/node_modules`) to the ignore file.',
  example: ['COPY package.json package-lock.json ./', 'COPY src ./src'].join('\n'),
  references: {},
  check(dockerfile, report, context) {
    const found = wholeCopyWithIgnoreFile(dockerfile, context);
    if (!found || !isNode(dockerfile)) return;
    const ignored = ignores(found.text);
    const open = ['node_modules'].filter((path) => !ignored(path));
    if (open.length > 0) report(found.copy, `${found.path} lets ${open.join(', ')} into the build`);
  },
});

const MANAGERS = new Set(['npm', 'yarn', 'pnpm', 'npx', 'bun', 'corepack']);

function isNode(dockerfile: Dockerfile): boolean {
  return dockerfile.instructions.some(({ script }) => script?.commands.some(({ name }) => MANAGERS.has(name)));
}
