import type { Data, DataMap } from '../../../model/model-data.js';

/** Sets a key of a map, whatever it is called. */
export function set(map: DataMap, key: string, value: Data): void {
  // A variable may be called so; assigned, it would be the prototype.
  if (key === '__proto__') Object.defineProperty(map, key, { value, enumerable: true });
  else map[key] = value;
}
