import { INSTRUCTION } from '../../model/instruction-shape.js';
import * as t from '../../model/shape/index.js';
import type { DockerfileProps } from './dockerfile-base.js';
import { SECRET } from '../core/secret-type.js';
import type { InstallProps } from './install-props.js';
import type { NodeDockerfileProps } from './node-dockerfile.js';
import { NodeRuntime } from './node-runtime.js';
import { Orm } from './orm.js';
import { PackageManager } from './package-manager.js';
import { Packaging } from './packaging.js';
import type { StaticSiteProps } from './static-site-dockerfile.js';

const RUNTIME = t.instance(NodeRuntime, 'NodeRuntime.alpine()');
const PACKAGE_MANAGER = t.instance(PackageManager, 'PackageManager.npm()');

const base: t.Fields<DockerfileProps> = {
  context: t.like(t.text, '"modules/crm"'),
  ignore: t.optional(t.list(t.text)),
  keep: t.optional(t.list(t.text)),
  extraSteps: t.optional(t.record(t.list(INSTRUCTION))),
};
export const DOCKERFILE_PROPS = t.shapeOf<DockerfileProps>()(base);

const INSTALL = t.shapeOf<InstallProps>()({
  files: t.optional(t.list(t.text)),
  scripts: t.optional(t.boolean),
  secrets: t.optional(t.record(SECRET)),
  npmrc: t.optional(SECRET),
});

export const NODE_DOCKERFILE_PROPS = t.shapeOf<NodeDockerfileProps>()({
  ...base,
  runtime: t.optional(RUNTIME),
  packageManager: t.optional(PACKAGE_MANAGER),
  install: t.optional(INSTALL),
  orm: t.optional(t.instance(Orm, 'Orm.prisma()')),
  packaging: t.optional(t.instance(Packaging, 'Packaging.bundle()')),
  nativeBuild: t.optional(t.boolean),
  shared: t.optional(t.list(t.text)),
  tsconfig: t.optional(t.boolean),
  devScript: t.optional(t.text),
});

export const STATIC_SITE_PROPS = t.shapeOf<StaticSiteProps>()({
  ...base,
  runtime: t.optional(RUNTIME),
  packageManager: t.optional(PACKAGE_MANAGER),
  install: t.optional(INSTALL),
  output: t.optional(t.text),
  hashedAssets: t.optional(t.text),
  singlePage: t.optional(t.boolean),
});
