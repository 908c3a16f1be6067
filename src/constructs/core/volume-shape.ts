import * as t from '../../model/shape/index.js';
import type { VolumeProps } from './volume.js';

export const VOLUME_PROPS = t.shapeOf<VolumeProps>()({ description: t.optional(t.text) });
