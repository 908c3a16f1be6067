import { Ajv, type ErrorObject } from 'ajv';

// What SARIF 2.1.0 demands of the parts that we write, and what code scanning demands beyond it. Nothing else is allowed,
// so that a new part has to be described here first.

type Schema = Readonly<Record<string, unknown>>;

const object = (properties: Readonly<Record<string, unknown>>, required: readonly string[]): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const list = (items: unknown): Schema => ({ type: 'array', items });
const text = { type: 'string', minLength: 1 };
const message = object({ text }, ['text']);
const line = { type: 'integer', minimum: 1 };
const level = { enum: ['none', 'note', 'warning', 'error'] };

const location = object(
  {
    physicalLocation: object(
      {
        artifactLocation: object(
          { uri: { type: 'string', pattern: '^(?:[\\w.~/:-]|%[0-9A-F]{2})+$' }, uriBaseId: { const: '%SRCROOT%' } },
          ['uri'],
        ),
        region: object({ startLine: line, endLine: line }, ['startLine']),
      },
      ['artifactLocation', 'region'],
    ),
    logicalLocations: list({
      ...object({ name: text, fullyQualifiedName: text, kind: text }, ['kind']),
      minProperties: 2,
    }),
  },
  ['physicalLocation'],
);

const rule = object(
  {
    id: { type: 'string', maxLength: 255, minLength: 1 },
    name: { type: 'string', pattern: '^[A-Z][A-Za-z0-9]*$', maxLength: 255 },
    shortDescription: object({ text: { type: 'string', minLength: 1, maxLength: 1024 } }, ['text']),
    fullDescription: object({ text: { type: 'string', minLength: 1, maxLength: 1024 } }, ['text']),
    help: object({ text, markdown: text }, ['text', 'markdown']),
    helpUri: { type: 'string', pattern: '^https://' },
    defaultConfiguration: object({ level }, ['level']),
    properties: object(
      {
        'security-severity': { type: 'string', pattern: '^(?:10|\\d)\\.\\d$' },
        precision: { enum: ['very-high', 'high', 'medium', 'low'] },
        'problem.severity': { enum: ['error', 'warning', 'recommendation'] },
        tags: { type: 'array', items: text, maxItems: 20, uniqueItems: true, contains: { const: 'security' } },
      },
      ['security-severity', 'precision', 'problem.severity', 'tags'],
    ),
  },
  ['id', 'name', 'shortDescription', 'fullDescription', 'help', 'defaultConfiguration', 'properties'],
);

const result = object(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message,
    locations: { ...list(location), minItems: 1, maxItems: 1 },
    partialFingerprints: { type: 'object', minProperties: 1, additionalProperties: text },
    properties: { type: 'object' },
    baselineState: { enum: ['new', 'unchanged', 'updated', 'absent'] },
    suppressions: list(
      object(
        { kind: { enum: ['inSource', 'external'] }, status: { enum: ['accepted'] }, justification: text, location },
        ['kind', 'status', 'justification'],
      ),
    ),
  },
  ['ruleId', 'ruleIndex', 'level', 'message', 'locations', 'partialFingerprints'],
);

const notification = object({ descriptor: object({ id: text }, ['id']), level, message, locations: list(location) }, [
  'level',
  'message',
]);

const run = object(
  {
    tool: object(
      {
        driver: object({ name: text, fullName: text, version: text, semanticVersion: text, rules: list(rule) }, [
          'name',
          'rules',
        ]),
      },
      ['driver'],
    ),
    invocations: {
      ...list(
        object({ executionSuccessful: { type: 'boolean' }, toolExecutionNotifications: list(notification) }, [
          'executionSuccessful',
        ]),
      ),
      minItems: 1,
    },
    originalUriBaseIds: { type: 'object', additionalProperties: object({ description: message }, []) },
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    properties: { type: 'object' },
    results: { ...list(result), maxItems: 25_000 },
  },
  ['tool', 'results', 'invocations', 'columnKind'],
);

const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false }).compile(
  object(
    {
      $schema: { type: 'string', pattern: 'sarif-schema-2\\.1\\.0\\.json$' },
      version: { const: '2.1.0' },
      runs: { ...list(run), minItems: 1 },
    },
    ['$schema', 'version', 'runs'],
  ),
);

/** What a log breaks of it. */
export function sarifErrors(log: unknown): readonly ErrorObject[] {
  return validate(log) ? [] : (validate.errors ?? []);
}
