import * as t from '../../model/shape/index.js';
import type { JsonFileOptions } from './logging-policy.js';

export const JSON_FILE_OPTIONS = t.shapeOf<JsonFileOptions>()({
  maxSize: t.optional(t.memory),
  maxFile: t.optional(t.number),
  labels: t.optional(t.list(t.text)),
});

/** Options of another driver, as the engine takes them. */
export const DRIVER_OPTIONS = t.record(t.text);
