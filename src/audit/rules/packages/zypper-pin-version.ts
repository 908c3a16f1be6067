import { isUnknown } from '../../../read/shell/options.js';
import { pinRule } from './lib/package-rule.js';

export const zypperPinVersion = pinRule({
  id: 'zypper-pin-version',
  title: 'zypper installs named versions',
  severity: 'low',
  theme: 'packages',
  rationale:
    'Without a version, the image gets whatever the repository has on the day of the build: two builds of one commit differ, and a broken or malicious release is taken up unseen.',
  remedy: 'Name the version of each package: `httpd=2.4.57`, or a range in quotes: `"httpd>=2.4"`.',
  example: 'RUN zypper install -y httpd=2.4.57 && zypper clean --all',
  references: {
    cis: ['4.11'],
    owasp: ['RULE #13'],
    hadolint: ['DL3037'],
    kics: ['Zypper Install Without Version'],
  },
  managers: ['zypper'],
  subcommands: ['install'],
  // `-t pattern` names groups, which have no version; `-vim` and `!vim` remove.
  isPinned: (word, { line }) =>
    /[=<>/]|\.rpm$|^[-!~]|^(?:pattern|patch|product):/.test(word.value) ||
    /-\d+(?:\.\d+)+(?:-[\w.]*\d[\w.]*)?$/.test(word.value) ||
    word.raw.includes('=') ||
    line.options.some(({ name, value }) => (name === 't' || name === 'type') && value !== 'package') ||
    isUnknown(word),
});
