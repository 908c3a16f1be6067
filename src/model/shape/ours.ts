import { Duration } from '../duration.js';
import { MemorySize } from '../memory-size.js';
import { Phase } from '../phase.js';
import type { Type } from './type.js';
import { enumOf, instance } from './values.js';

export const duration: Type<Duration> = instance(Duration, 'Duration.seconds(30)');
export const memory: Type<MemorySize> = instance(MemorySize, 'MemorySize.mebibytes(512)');
export const phase: Type<Phase> = enumOf(Phase, 'Phase');
