import { Duration } from '../duration.js';
import { MemorySize } from '../memory-size.js';
import { Phase } from '../phase.js';
import { copyPlain, notPlain } from '../plain.js';
import { nameOf, type Type } from './type.js';
import { enumOf, instance } from './values.js';

export const duration: Type<Duration> = instance(Duration, 'Duration.seconds(30)');
export const memory: Type<MemorySize> = instance(MemorySize, 'MemorySize.mebibytes(512)');
/** What a document can hold: texts, numbers, lists, objects, as JSON has them. Copied as deep as it goes. */
export const data: Type<unknown> = {
  expected: 'plain data',
  is: (value) => notPlain(value) === undefined,
  inside: (value, keys) => {
    const found = notPlain(value);
    return found
      ? [{ problem: `${nameOf([...keys, ...found.keys])} ${found.why}`, fix: 'Give plain data, as JSON has it' }]
      : [];
  },
  copy: copyPlain,
};

export const phase: Type<Phase> = enumOf(Phase, 'Phase');
