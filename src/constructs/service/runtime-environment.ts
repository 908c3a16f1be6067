import { atMost, MemorySize } from '../../model/memory-size.js';
import { nodeHeapOption } from '../../model/node-heap.js';
import { mergeNodeOptions } from '../../model/node-options.js';

/** A variable that a service has unless somebody gives it another value, and why. */
export type DefaultVariable = readonly [name: string, value: string, reason: string];

/** What a Node application finds in its environment whatever it does. */
export function nodeEnvironment(port: number, logLevel: string): readonly DefaultVariable[] {
  return [
    ['NODE_ENV', 'production', 'Libraries leave out what is for development.'],
    ['LOG_LEVEL', logLevel, "The platform's default."],
    ['PORT', String(port), 'Where it has to listen.'],
  ];
}

/** The preload of its image, and a heap by the memory limit. */
export function nodeOptions(ofImage: string | undefined, memory: MemorySize): string {
  return mergeNodeOptions(ofImage, nodeHeapOption(memory));
}

/** Size of `/tmp`: half of what V8's heap leaves, and at most 64 MiB. */
export function temporaryFolder(memory: MemorySize, isNode: boolean): MemorySize {
  return atMost(MemorySize.mebibytes(64), memory.times(isNode ? 0.125 : 0.5));
}
