import type { DockerfileModel, StageModel } from '../../model/dockerfile.js';
import { Derived } from '../../model/derived.js';
import type { NewDocument } from '../../model/document.js';
import { INSTRUCTION } from '../../model/instruction-shape.js';
import type { Origin } from '../../model/origin.js';
import { copyPlain } from '../../model/plain.js';
import * as t from '../../model/shape/index.js';

type Content<K extends NewDocument['kind']> = Extract<NewDocument, { kind: K }>;
type Common = Pick<NewDocument, 'path' | 'executable' | 'origin' | 'provenance'>;

/** Of whichever copy of this library. */
const isLocation = (value: unknown): boolean => t.isObject(value) && typeof value['resolve'] === 'function';

const ORIGIN: t.Type<Origin> = t.custom(
  'an origin of the model',
  (value) => t.isObject(value) && typeof value['path'] === 'string' && isLocation(value['location']),
  { fix: () => 'Remove it: the platform knows where the document comes from' },
);

const COMMON: t.Fields<Common> = {
  path: t.like(t.text, '"infrastructure/crm/crm.conf"'),
  executable: t.optional(t.boolean),
  origin: t.optional(ORIGIN),
  provenance: t.optional(t.custom('a Map from paths to provenance', (value) => value instanceof Map)),
};

const SYNTAX = t.like(t.oneOf('hash', 'slashes', 'dashes', 'html'), '"hash"');
const objectOf = (type: t.Type<unknown>): t.Type<object> => ({
  expected: 'an object',
  is: (value) => typeof value === 'object' && value !== null && type.is(value),
  inside: (value, keys) => (typeof value === 'object' ? (type.inside?.(value, keys) ?? []) : []),
  copy: copyPlain,
});
const OBJECT = objectOf(t.data);
/** Of our own constructs a value may be made later. */
const JSON_VALUE: t.Type<unknown> = { ...t.data, is: (value) => value instanceof Derived || t.data.is(value) };
/** Templates ask value classes for their text. */
const VIEW = objectOf(t.dataWith(() => true));

const DOCKERFILE_SHAPE = t.shapeOf<DockerfileModel>()({
  header: t.optional(t.text),
  stages: t.list(
    t.shapeOf<StageModel>()({
      name: t.text,
      from: t.text,
      comment: t.optional(t.text),
      instructions: t.list(INSTRUCTION),
    }),
  ),
});
const DOCKERFILE: t.Type<DockerfileModel> = {
  ...DOCKERFILE_SHAPE,
  expected: 'a Dockerfile model',
  inside: (value, keys) =>
    t.isObject(value) && Array.isArray(value['stages']) ? (DOCKERFILE_SHAPE.inside?.(value, keys) ?? []) : [],
  fix: () => 'Write { stages: [{ name, from, instructions: [Instruction.run([…])] }] }',
  copy: copyPlain,
};

/** What its content holds, rendering says. */
const KINDS: { readonly [K in NewDocument['kind']]: t.Type<Content<K>> } = {
  lines: t.shapeOf<Content<'lines'>>()({
    ...COMMON,
    kind: t.oneOf('lines'),
    lines: t.like(t.list(t.text), '["…"]'),
    syntax: SYNTAX,
  }),
  json: t.shapeOf<Content<'json'>>()({
    ...COMMON,
    kind: t.oneOf('json'),
    value: JSON_VALUE,
    comments: t.like(t.boolean, 'false'),
  }),
  yaml: t.shapeOf<Content<'yaml'>>()({ ...COMMON, kind: t.oneOf('yaml'), value: OBJECT, header: t.optional(t.text) }),
  dockerfile: t.shapeOf<Content<'dockerfile'>>()({
    ...COMMON,
    kind: t.oneOf('dockerfile'),
    dockerfile: t.like(DOCKERFILE, '{ stages: […] }'),
  }),
  template: t.shapeOf<Content<'template'>>()({
    ...COMMON,
    kind: t.oneOf('template'),
    syntax: SYNTAX,
    template: t.like(t.text, '"redis/redis.conf.hbs"'),
    view: t.like(VIEW, '{}'),
  }),
};

const UNKNOWN = t.shapeOf<Pick<NewDocument, 'path' | 'kind'>>()({
  path: COMMON.path,
  kind: t.like(t.oneOf('dockerfile', 'lines', 'json', 'yaml', 'template'), '"lines"'),
}).open;

/** A file of the output. */
export const DOCUMENT: t.Type<NewDocument> = t.choose<NewDocument>('a document', (value) => {
  const kind = t.isObject(value) ? value['kind'] : undefined;
  return typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? KINDS[kind as NewDocument['kind']] : UNKNOWN;
});
