import { isUnknown } from '../../../read/shell/options.js';
import type { ShellWord } from '../../../read/shell/script.js';
import { pinRule } from './lib/package-rule.js';

/** `name@1.2.3`, `@scope/name@1`, an archive, a folder, an address, a repository with a commit. */
export function isPinnedForNpm(word: ShellWord): boolean {
  const { value, raw } = word;
  if (/^(?:git(?:\+\w+)?:|git@|ssh:|(?:github|gitlab|bitbucket|gist):)|\.git(?:#|$)/.test(value)) {
    return value.includes('#') || isUnknown(word);
  }
  if (/^(?:https?:|file:|link:|workspace:|[./~])|\.(?:tar|tgz|tar\.gz)$/.test(value)) return true;
  const name = value.startsWith('@') ? value.slice(value.indexOf('/') + 1) : value;
  return name.includes('@') || value.includes('#') || /[^@/"']@\$/.test(raw) || isUnknown(word);
}

export const npmPinVersion = pinRule({
  id: 'npm-pin-version',
  title: 'npm install names versions',
  severity: 'low',
  theme: 'packages',
  rationale:
    'A package without a version is the newest release on the day of the build, whatever the lock file says: two builds of one commit differ, and a package that was taken over is taken up at once.',
  remedy: 'Name the version (`npm install -g serve@14.2.3`), or make it a dependency and run `npm ci`.',
  example: 'RUN npm install -g serve@14.2.3',
  references: {
    cis: ['4.11'],
    owasp: ['RULE #13'],
    hadolint: ['DL3016'],
    kics: ['NPM Install Command Without Pinned Version'],
  },
  managers: ['npm'],
  subcommands: ['install'],
  isPinned: isPinnedForNpm,
});
