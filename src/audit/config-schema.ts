import { LABEL_FORMATS, SEVERITIES } from './rule.js';

const text = { type: 'string', pattern: '\\S' };

/** The shape of an `AuditConfig` in a file, as JSON schema. A key that is not known would do nothing: it is refused. */
export const CONFIG_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    rules: { type: 'object', additionalProperties: { enum: ['off', 'on', ...SEVERITIES] } },
    suppress: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: { rule: text, reason: text, file: text, subject: text },
        required: ['rule', 'reason'],
      },
    },
    settings: {
      type: 'object',
      additionalProperties: false,
      properties: {
        trustedRegistries: { type: 'array', items: text },
        labels: { type: 'object', additionalProperties: { enum: LABEL_FORMATS } },
        strictLabels: { type: 'boolean' },
      },
    },
  },
};
