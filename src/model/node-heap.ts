import { MemorySize } from './memory-size.js';

/**
 * Node's option for V8's heap in a container of this much memory: three quarters, the rest being for stacks, buffers and
 * code. Without it V8 sizes its heap by the host's memory, and the kernel kills the container before V8 collects.
 */
export function nodeHeapOption(memory: MemorySize): string {
  return `${HEAP}${Math.floor(memory.toMebibytes() * 0.75)}`;
}

/** `options` with the heap of another amount of memory; `undefined` where they set none. */
export function withNodeHeap(options: string | undefined, memory: MemorySize): string | undefined {
  if (!options?.includes(HEAP)) return undefined;
  return options.replace(new RegExp(`${HEAP}\\d+`), nodeHeapOption(memory));
}

/** The heap that `options` set; `undefined` where they set none. */
export function heapOf(options: string | undefined): MemorySize | undefined {
  const found = [...(options ?? '').matchAll(/--max[-_]old[-_]space[-_]size[= ](\d+)/g)].at(-1);
  return Number(found?.[1]) > 0 ? MemorySize.mebibytes(Number(found?.[1])) : undefined;
}

const HEAP = '--max-old-space-size=';
