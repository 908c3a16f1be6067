import { isGitHash } from './lib/formats.js';
import { labelFormatRule } from './lib/labels.js';

export const labelHash = labelFormatRule({
  id: 'label-hash',
  title: 'Labels that hold a commit hold one',
  severity: 'info',
  theme: 'labels',
  rationale: 'From the image nobody finds the sources it was built from.',
  remedy: 'Correct the value; where it comes from a variable, correct the default of the variable.',
  example: 'LABEL org.opencontainers.image.revision="0123456789abcdef0123456789abcdef01234567"',
  references: { hadolint: ['DL3055'] },
  format: 'hash',
  is: isGitHash,
  what: 'a hash of git',
});
