import { Duration } from '../duration.js';
import { MemorySize } from '../memory-size.js';
import { Phase } from '../phase.js';
import { copyPlain, notPlain } from '../plain.js';
import { nameOf, type Type } from './type.js';
import { enumOf, instance } from './values.js';

export const duration: Type<Duration> = instance(Duration, 'Duration.seconds(30)');
export const memory: Type<MemorySize> = instance(MemorySize, 'MemorySize.mebibytes(512)');
/**
 * What a document can hold: texts, finite numbers, lists, objects, as JSON has them. Copied as deep as it goes.
 *
 * @param known objects of classes that may stand in it all the same. @default none
 */
export function dataWith(known?: (value: object) => boolean): Type<unknown> {
  return {
    expected: 'plain data',
    is: (value) => notPlain(value, known) === undefined,
    inside: (value, keys) => {
      const found = notPlain(value, known);
      return found
        ? [{ problem: `${nameOf([...keys, ...found.keys])} ${found.why}`, fix: 'Give plain data, as JSON has it' }]
        : [];
    },
    copy: copyPlain,
  };
}

export const data: Type<unknown> = dataWith();

export const phase: Type<Phase> = enumOf(Phase, 'Phase');
