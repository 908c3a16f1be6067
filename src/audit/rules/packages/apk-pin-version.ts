import { isUnknown } from '../../../read/shell/options.js';
import { pinRule } from './lib/package-rule.js';

export const apkPinVersion = pinRule({
  id: 'apk-pin-version',
  title: 'apk add names versions',
  severity: 'low',
  theme: 'packages',
  rationale:
    'Without a version, the image gets whatever the mirror has on the day of the build: two builds of one commit differ, and a broken or malicious release is taken up unseen.',
  remedy: 'Name the version (`curl=8.9.1-r1`), or a fuzzy one that survives rebuilds of the package (`curl~8.9`).',
  example: 'RUN apk add --no-cache curl~8.9',
  references: {
    cis: ['4.11'],
    owasp: ['RULE #13'],
    hadolint: ['DL3018'],
    kics: ['Unpinned Package Version in Apk Add'],
  },
  managers: ['apk'],
  subcommands: ['add'],
  // `.build-deps` is a virtual package, `!curl` is one that must not be there, `/x` belongs to an option.
  isPinned: (word) => /[=~<>]|\.apk$|^[.!/]/.test(word.value) || /[=~]/.test(word.raw) || isUnknown(word),
});
