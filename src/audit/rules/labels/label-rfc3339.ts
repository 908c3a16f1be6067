import { isRfc3339 } from './lib/formats.js';
import { labelFormatRule } from './lib/labels.js';

export const labelRfc3339 = labelFormatRule({
  id: 'label-rfc3339',
  title: 'Labels that hold a time hold one',
  severity: 'info',
  theme: 'labels',
  rationale: 'Tools that sort or delete images by it read another time, or none.',
  remedy: 'Correct the value; where it comes from a variable, correct the default of the variable.',
  example: 'LABEL org.opencontainers.image.created="2026-01-31T12:00:00Z"',
  references: { hadolint: ['DL3053'] },
  format: 'rfc3339',
  is: isRfc3339,
  what: 'a date and time as in RFC 3339',
});
