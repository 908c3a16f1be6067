import { pinRule } from './lib/package-rule.js';
import { isPinnedForNpm } from './npm-pin-version.js';

/** Apart from `npm-pin-version`: no other tool looks at yarn and pnpm. */
export const nodeAddPinVersion = pinRule({
  id: 'node-add-pin-version',
  title: 'yarn and pnpm add named versions',
  severity: 'low',
  theme: 'packages',
  rationale:
    'A package without a version is the newest release on the day of the build, whatever the lock file says: two builds of one commit differ, and a package that was taken over is taken up at once.',
  remedy: 'Name the version (`pnpm add -g serve@14.2.3`), or make it a dependency and install from the lock file.',
  example: 'RUN pnpm add -g serve@14.2.3',
  references: { cis: ['4.11'], owasp: ['RULE #13'] },
  managers: ['yarn', 'pnpm'],
  subcommands: ['add', 'global add'],
  isPinned: isPinnedForNpm,
});
