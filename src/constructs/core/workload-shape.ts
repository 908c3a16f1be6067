import { Construct } from 'constructs';
import * as t from '../../model/shape/index.js';
import type { BindOptions, IBindable, IHttpEndpoint, UseDeclaration } from './binding.js';
import type { IWorkload } from './graph-node.js';
import { SECRET } from './secret-type.js';
import { LOGGING, RESOURCES, RESTART, START_CONDITION_OR_NONE } from './settings-shape.js';
import type { WorkloadDeclaration } from './workload-declaration.js';
import { VARIABLE } from './variable.js';
import { hasWorkloadMark } from './workload-marks.js';
import type { WorkloadProps } from './workload-props.js';

export const WORKLOAD: t.Type<IWorkload> = t.custom('a workload of the platform', hasWorkloadMark, {
  fix: () => 'Pass the construct itself, not its name',
});

export const BINDABLE: t.Type<IBindable> = t.custom(
  'a construct that can be used',
  (value) => Construct.isConstruct(value) && typeof (value as Partial<IBindable>).bind === 'function',
  { fix: () => 'Pass the service, database or cache itself, as in uses: [postgres]' },
);

export const ENDPOINT: t.Type<IHttpEndpoint> = t.custom(
  'a service, or another construct that answers HTTP requests',
  (value) => BINDABLE.is(value) && 'port' in (value as object) && 'workload' in (value as object),
  { fix: () => 'Pass the construct itself, as in const crm = new NexusService(…)' },
);

const bindOptions: t.Fields<BindOptions> = {
  prefix: t.optional(t.text),
  role: t.optional(t.text),
  startCondition: t.optional(START_CONDITION_OR_NONE),
  access: t.optional(t.oneOf('application', 'metrics')),
  client: t.optional(t.oneOf('prisma', 'plain')),
  poolSize: t.optional(t.integer(1)),
};
export const BIND_OPTIONS = t.shapeOf<BindOptions>()(bindOptions);
const USE_DECLARATION = t.shapeOf<UseDeclaration>()({ ...bindOptions, provider: BINDABLE });

type Method<K extends keyof WorkloadDeclaration, I extends number> = WorkloadDeclaration[K] extends (
  ...args: infer A
) => unknown
  ? NonNullable<A[I]>
  : never;

export const SECRET_VARIABLE: t.Type<string | false | undefined> = t.custom(
  'a name of a variable or false',
  (value) => value === undefined || value === false || typeof value === 'string',
);
export const VOLUME_OPTIONS = t.shapeOf<Method<'addVolume', 2>>()({
  readOnly: t.optional(t.boolean),
  owner: t.optional(t.oneOf('image')),
});
export const TMPFS_OWNER = t.shapeOf<Method<'addTmpfs', 2>>()({
  uid: t.optional(t.integer(0)),
  gid: t.optional(t.integer(0)),
  mode: t.optional(t.text),
});

/** Options of `addUse`, which is also given an entry of `uses` as it is. */
export const USE_OPTIONS = t.choose<BindOptions | UseDeclaration>('an object', (value) =>
  t.isObject(value) && 'provider' in value ? USE_DECLARATION : BIND_OPTIONS,
);

/** Whether it is meant as options, `{ provider: postgres, prefix: 'REPORTING' }`, rather than as the construct itself. */
export const isOptions = (value: unknown): boolean => t.isObject(value) && !Construct.isConstruct(value);

type Security = NonNullable<WorkloadProps['security']>;
const SECURITY = t.shapeOf<Security>()({
  user: t.optional(t.text),
  readOnlyRootFilesystem: t.optional(t.boolean),
  capabilities: t.optional(t.list(t.text)),
  init: t.optional(t.boolean),
});

export const WORKLOAD_PROPS = t.shapeOf<WorkloadProps>()({
  description: t.optional(t.text),
  environment: t.optional(t.record(VARIABLE)),
  secrets: t.optional(t.list(SECRET)),
  uses: t.optional(
    t.list(
      t.choose<IBindable | UseDeclaration>('a construct', (value) => (isOptions(value) ? USE_DECLARATION : BINDABLE)),
    ),
  ),
  egress: t.optional(t.boolean),
  resources: t.optional(RESOURCES),
  restart: t.optional(RESTART),
  stopGracePeriod: t.optional(t.duration),
  logging: t.optional(LOGGING),
  labels: t.optional(t.record(t.text)),
  replicas: t.optional(t.number),
  since: t.optional(t.phase),
  security: t.optional(SECURITY),
});
