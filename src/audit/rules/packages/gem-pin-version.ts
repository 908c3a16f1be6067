import { hasOption, isUnknown } from '../../../read/shell/options.js';
import { pinRule } from './lib/package-rule.js';

export const gemPinVersion = pinRule({
  id: 'gem-pin-version',
  title: 'gem install names versions',
  severity: 'low',
  theme: 'packages',
  rationale:
    'Without a version, the image gets the newest gem on the day of the build: two builds of one commit differ, and a gem that was taken over is taken up at once.',
  remedy: 'Name the version (`gem install bundler:2.5.11`, or `-v 2.5.11`), or install with Bundler from Gemfile.lock.',
  example: 'RUN gem install bundler:2.5.11',
  references: {
    cis: ['4.11'],
    owasp: ['RULE #13'],
    hadolint: ['DL3028'],
    kics: ['Gem Install Without Version'],
  },
  managers: ['gem'],
  subcommands: ['install'],
  // Behind `--` stand options of the compiler.
  isPinned: (word, { line }) =>
    /:|\.gem$|^[./]/.test(word.value) ||
    line.afterDashes.includes(word) ||
    hasOption(line, 'v', 'version', 'g', 'file') ||
    isUnknown(word),
});
