import * as t from '../../../model/shape/index.js';
import type { LokiProps } from './central-logs.js';

export const CENTRAL_LOGS = t.shapeOf<LokiProps>()({
  retention: t.optional(t.duration),
  memory: t.optional(t.memory),
  version: t.optional(t.text),
  alloyVersion: t.optional(t.text),
});
