export { checkProps, checkValue } from './check.js';
export { choose, either, type Fields, isObject, list, optional, record, type Shape, shapeOf } from './structures.js';
export { hasLeftover, leftoverIn } from './leftover.js';
export { data, dataWith, duration, memory, phase } from './ours.js';
export { copyOf, type Type } from './type.js';
export { fits, reading } from './unreadable.js';
export {
  boolean,
  custom,
  enumOf,
  func,
  instance,
  integer,
  like,
  number,
  numeric,
  oneOf,
  port,
  text,
} from './values.js';
