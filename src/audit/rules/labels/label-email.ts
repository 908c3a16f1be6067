import { isEmail } from './lib/formats.js';
import { labelFormatRule } from './lib/labels.js';

export const labelEmail = labelFormatRule({
  id: 'label-email',
  title: 'Labels that hold an address hold one',
  severity: 'info',
  theme: 'labels',
  rationale: 'Nobody can be reached there.',
  remedy: 'Correct the value; where it comes from a variable, correct the default of the variable.',
  example: 'LABEL contact="team@example.org"',
  references: { hadolint: ['DL3058'] },
  format: 'email',
  is: isEmail,
  what: 'an address for mail',
});
