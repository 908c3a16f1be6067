import { isUrl } from './lib/formats.js';
import { labelFormatRule } from './lib/labels.js';

export const labelUrl = labelFormatRule({
  id: 'label-url',
  title: 'Labels that hold a URL hold one',
  severity: 'info',
  theme: 'labels',
  rationale: 'Links made from it lead nowhere.',
  remedy: 'Correct the value; where it comes from a variable, correct the default of the variable.',
  example: 'LABEL org.opencontainers.image.source="https://example.org/app"',
  references: { hadolint: ['DL3052'] },
  format: 'url',
  is: isUrl,
  what: 'a URL',
});
