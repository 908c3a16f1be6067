import * as t from '../../model/shape/index.js';
import type { ResourcesProps } from './resources.js';

export const RESOURCES_PROPS = t.shapeOf<ResourcesProps>()({
  memory: t.memory,
  cpus: t.like(t.number, '0.5'),
  pids: t.optional(t.number),
  memoryReservation: t.optional(t.memory),
  cpuReservation: t.optional(t.number),
});
