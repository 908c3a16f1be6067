import * as t from '../../model/shape/index.js';
import { HttpClient } from '../../model/probe.js';
import type { CustomRuntime, NodeRuntime, NodeVersion } from './node-runtime.js';
import type { PrismaOptions } from './orm.js';
import type { BundleOptions, Packaging } from './packaging.js';

type Options<F extends (...args: never[]) => unknown> = NonNullable<Parameters<F>[0]>;

/** Which versions there are, the factories say. */
const NODE_VERSION = t.numeric<NodeVersion>();

export const PRISMA_OPTIONS = t.shapeOf<PrismaOptions>()({
  version: t.optional(t.numeric<5 | 6 | 7>()),
  directory: t.optional(t.text),
  migrations: t.optional(t.boolean),
});

export const BUNDLE_OPTIONS = t.shapeOf<BundleOptions>()({
  entry: t.optional(t.text),
  external: t.optional(t.list(t.text)),
  format: t.optional(t.oneOf('esm', 'cjs')),
  sourceMap: t.optional(t.boolean),
});

export const PRUNED_OPTIONS = t.shapeOf<Options<typeof Packaging.pruned>>()({
  output: t.optional(t.text),
  optionalDependencies: t.optional(t.boolean),
});

export const ALPINE_OPTIONS = t.shapeOf<Options<typeof NodeRuntime.alpine>>()({ version: t.optional(NODE_VERSION) });

export const ALPINE_PACKAGES_OPTIONS = t.shapeOf<Options<typeof NodeRuntime.alpinePackages>>()({
  alpine: t.optional(t.text),
  version: t.optional(NODE_VERSION),
});

export const DEBIAN_OPTIONS = t.shapeOf<Options<typeof NodeRuntime.debianSlim>>()({
  version: t.optional(NODE_VERSION),
  suite: t.optional(t.oneOf('bookworm', 'trixie')),
});

const HTTP_CLIENT: t.Type<HttpClient> = t.custom(
  'an HttpClient',
  (value) =>
    t.isObject(value) && (value.kind === 'wget' || (value.kind === 'node' && typeof value.binary === 'string')),
  {
    fix: () => 'Write HttpClient.wget() or HttpClient.node("/path/of/node")',
    copy: (value) => {
      const client = value as HttpClient;
      return client.kind === 'wget' ? HttpClient.wget() : HttpClient.node(client.binary);
    },
  },
);

export const CUSTOM_RUNTIME = t.shapeOf<CustomRuntime>()({
  build: t.like(t.text, '"node:24-alpine"'),
  run: t.like(t.text, '"node:24-alpine"'),
  family: t.like(t.oneOf('alpine', 'debian'), '"alpine"'),
  user: t.like(t.text, '"1000:1000"'),
  node: t.optional(t.text),
  httpClient: t.optional(HTTP_CLIENT),
  shell: t.optional(t.boolean),
});
