import { Construct, type IConstruct } from 'constructs';
import * as t from '../../model/shape/index.js';
import { HEALTH_CHECK_OPTIONS } from '../settings/health-check-shape.js';
import type { AuditPolicyProps } from './acknowledgement.js';
import type { DataChangeProps } from './data-change.js';
import type { DefaultsProps } from './defaults.js';
import { Environment } from './environment.js';
import type { ImageCatalogueProps, ReplacementProps } from './image-catalogue.js';
import type { NetworkBlocksProps } from './network-blocks.js';
import type { VariableProps } from './example-variable.js';
import type { NexusPlatformProps } from './platform.js';
import type { Aggregate } from './registry.js';
import { LOGGING, RESOURCES, RESTART } from './settings-shape.js';
import { PUBLIC_VALUE } from './variable.js';

const NETWORKS = t.shapeOf<NetworkBlocksProps>()({
  block: t.optional(t.text),
  frontend: t.optional(t.text),
  backend: t.optional(t.text),
  monitoring: t.optional(t.text),
  development: t.optional(t.text),
  isolation: t.optional(t.oneOf('edge', 'tier')),
  edgePrefix: t.optional(t.number),
});

const DEFAULTS = t.shapeOf<DefaultsProps>()({
  resources: t.optional(RESOURCES),
  logging: t.optional(LOGGING),
  restart: t.optional(RESTART),
  stopGracePeriod: t.optional(t.duration),
  healthCheck: t.optional(HEALTH_CHECK_OPTIONS),
  logLevel: t.optional(t.text),
});

const REPLACEMENT = t.shapeOf<ReplacementProps>()({
  image: t.text,
  version: t.optional(t.integer(1)),
  distribution: t.optional(t.oneOf('alpine', 'bullseye', 'bookworm', 'trixie', 'debian')),
  user: t.optional(
    t.custom<string>('"uid:gid" in numbers', (value) => typeof value === 'string' && /^\d+:\d+$/.test(value), {
      example: '"999:999"',
    }),
  ),
});

const IMAGES = t.shapeOf<ImageCatalogueProps>()({
  replace: t.optional(
    t.record(
      t.choose<string | ReplacementProps>('an image reference', (value) => (t.isObject(value) ? REPLACEMENT : t.text)),
    ),
  ),
  lockFile: t.optional(t.text),
});

const AUDIT = t.shapeOf<AuditPolicyProps>()({
  enabled: t.optional(t.boolean),
  failUnder: t.optional(t.number),
});

export const PLATFORM_PROPS = t.shapeOf<NexusPlatformProps>()({
  outdir: t.optional(t.text),
  rollout: t.optional(t.phase),
  environment: t.optional(t.text),
  registry: t.optional(t.text),
  networks: t.optional(NETWORKS),
  defaults: t.optional(DEFAULTS),
  sources: t.optional(t.text),
  images: t.optional(IMAGES),
  environments: t.optional(t.list(t.instance(Environment, 'Environment.development()'))),
  audit: t.optional(AUDIT),
  language: t.optional(t.oneOf('en', 'pt-BR')),
});

export const CONSTRUCT: t.Type<IConstruct> = t.custom('a construct', (value) => Construct.isConstruct(value), {
  fix: () => 'Pass the platform, or a construct in it',
});

export const AGGREGATE: t.Type<Aggregate> = t.custom(
  'a function from the model to documents',
  (value) => typeof value === 'function' && !/^class\b/.test(Function.prototype.toString.call(value)),
  { fix: () => 'Write (model) => [{ path, origin: model.origin, kind: "lines", syntax: "hash", lines }]' },
);

export const VARIABLE_PROPS = t.shapeOf<VariableProps>()({
  name: t.text,
  description: t.text,
  value: t.either(t.text, PUBLIC_VALUE),
});

export const DATA_CHANGE = t.shapeOf<DataChangeProps>()({ from: t.text, to: t.text, reason: t.text });
