import type { Provenance } from '../../model/provenance.js';
import { SourceLocation } from '../../model/source-location.js';
import * as t from '../../model/shape/index.js';
import { HOST_GROUP } from './host-value-shape.js';
import { RESOURCES } from './settings-shape.js';
import type { WorkloadSpec } from './workload-props.js';

const PROVENANCE: t.Type<Provenance> = t.custom(
  'a provenance',
  (value) => t.isObject(value) && typeof value['by'] === 'string',
  { example: '{ by: "rule", reason: "…" }' },
);

/** What a class says of its kind of workload. */
export const WORKLOAD_SPEC = t.shapeOf<WorkloadSpec>()({
  kind: t.oneOf('service', 'resource', 'job', 'proxy'),
  resources: RESOURCES,
  resourcesFrom: t.optional(PROVENANCE),
  description: t.optional(t.text),
  stopGracePeriod: t.optional(t.duration),
  props: t.optional(t.custom('an object', t.isObject)),
  group: t.optional(t.text),
  location: t.optional(t.instance(SourceLocation, 'SourceLocation.capture()')),
  groups: t.optional(t.list(HOST_GROUP)),
  instanceVariable: t.optional(t.text),
  rootBecause: t.optional(t.text),
  user: t.like(t.text, '"1000:1000"'),
  ports: t.like(t.list(t.port), '[8080]'),
});
