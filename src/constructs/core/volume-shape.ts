import * as t from '../../model/shape/index.js';
import type { VolumeProps } from './volume.js';

export const VOLUME_PROPS = t.shapeOf<VolumeProps>()({
  description: t.optional(t.text),
  purpose: t.optional(t.oneOf('data', 'cache')),
  access: t.optional(t.oneOf('one', 'one-writer', 'many-writers')),
  backup: t.optional(t.oneOf('files', 'dump', 'none')),
  sizeHint: t.optional(t.memory),
  movedFrom: t.optional(t.text),
});
