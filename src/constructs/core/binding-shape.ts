import * as t from '../../model/shape/index.js';
import type { Binding, LateText, SecretGrant } from './binding.js';
import { SECRET } from './secret-type.js';
import { START_CONDITION_OR_NONE } from './settings-shape.js';
import { type EnvironmentValue, VARIABLE } from './variable.js';
import { WORKLOAD } from './workload-shape.js';

const GRANT = t.shapeOf<SecretGrant>()({
  secret: SECRET,
  env: t.custom('a name of a variable or false', (value) => value === false || typeof value === 'string', {
    example: '"TOKEN"',
  }),
});

/** What a provider answers to a consumer. */
export const BINDING = t.shapeOf<Binding>()({
  provider: WORKLOAD,
  ports: t.like(t.list(t.port), '[5432]'),
  tier: t.optional(t.oneOf('frontend', 'backend', 'monitoring')),
  environment: t.optional(
    t.record(
      t.custom<EnvironmentValue | LateText>(
        VARIABLE.expected,
        (value) => VARIABLE.is(value) || typeof value === 'function',
        VARIABLE.fix ? { fix: VARIABLE.fix } : {},
      ),
    ),
  ),
  secrets: t.optional(t.list(GRANT)),
  startCondition: t.optional(START_CONDITION_OR_NONE),
  after: t.optional(t.list(WORKLOAD)),
  migrator: t.optional(t.func('(job) => Binding')),
});
