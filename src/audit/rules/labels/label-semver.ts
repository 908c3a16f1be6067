import { isSemver } from './lib/formats.js';
import { labelFormatRule } from './lib/labels.js';

export const labelSemver = labelFormatRule({
  id: 'label-semver',
  title: 'Labels that hold a version hold one',
  severity: 'info',
  theme: 'labels',
  rationale: 'Tools that compare versions put the image in the wrong place.',
  remedy: 'Correct the value; where it comes from a variable, correct the default of the variable.',
  example: 'LABEL org.opencontainers.image.version="1.2.3"',
  references: { hadolint: ['DL3056'] },
  format: 'semver',
  is: isSemver,
  what: 'a semantic version',
});
