import type { HostValue } from '../../model/host-value.js';
import * as t from '../../model/shape/index.js';

const VARIABLE: t.Type<string> = t.custom(
  'the name of a variable',
  (value) => typeof value === 'string' && /^[A-Z][A-Z0-9_]*$/.test(value),
  { example: '"DOCKER_GID"' },
);

const GROUP: t.Type<string> = t.custom(
  'the number of a group',
  (value) => typeof value === 'string' && /^\d{1,10}$/.test(value),
  { example: '"999"' },
);

/** Without what would end the expression that a target makes of it, as in `${NAME:-usual}`. */
const PATH: t.Type<string> = t.custom(
  'an absolute path',
  (value) => typeof value === 'string' && /^\/[A-Za-z0-9._/-]*$/.test(value) && !value.split('/').includes('..'),
  { example: '"/var/run/docker.sock"' },
);

/** A group that only the machine knows. */
export const HOST_GROUP = t.shapeOf<HostValue>()({ variable: VARIABLE, usual: GROUP });

/** A path of the machine, or the variable that names it. */
export const HOST_PATH: t.Type<string | HostValue> = t.choose<string | HostValue>('an absolute path', (value) =>
  t.isObject(value) ? t.shapeOf<HostValue>()({ variable: VARIABLE, usual: PATH }) : PATH,
);
