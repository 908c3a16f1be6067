import { APT, APT_INSTALLS, isPinnedForApt } from './lib/apt.js';
import { pinRule } from './lib/package-rule.js';

export const aptGetPinVersion = pinRule({
  id: 'apt-get-pin-version',
  title: 'apt-get installs named versions',
  severity: 'low',
  theme: 'packages',
  rationale:
    'Without a version, the image gets whatever the mirror has on the day of the build: two builds of one commit differ, and a broken or malicious release is taken up unseen.',
  remedy:
    'Name the version of each package (`curl=7.88.1-10+deb12u5`), or install from a snapshot of the archive whose date is in the Dockerfile.',
  example: 'RUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.1-10+deb12u5',
  references: {
    cis: ['4.11'],
    owasp: ['RULE #13'],
    hadolint: ['DL3008'],
    kics: ['Apt Get Install Pin Version Not Defined'],
  },
  managers: APT,
  subcommands: APT_INSTALLS.filter((name) => name !== 'build-dep'),
  isPinned: isPinnedForApt,
});
