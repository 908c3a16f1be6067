import { isSpdx } from './lib/formats.js';
import { labelFormatRule } from './lib/labels.js';

export const labelSpdx = labelFormatRule({
  id: 'label-spdx',
  title: 'Labels that hold a licence hold one',
  severity: 'info',
  theme: 'labels',
  rationale: 'Tools that check licences know these names alone.',
  remedy: 'Correct the value; where it comes from a variable, correct the default of the variable.',
  example: 'LABEL org.opencontainers.image.licenses="Apache-2.0"',
  references: { hadolint: ['DL3054'] },
  format: 'spdx',
  is: isSpdx,
  what: 'a licence of the SPDX list',
});
