import { DockerfileParser } from 'dockerfile-ast';

/** What only the parser's own code may see: its types hide it. */
interface Searching {
  getRawArguments?: () => unknown[];
}

/** On the instruction itself: a WeakMap of so many objects costs most of what is saved. */
const FOUND = Symbol('arguments');

interface Remembering {
  [FOUND]: readonly unknown[] | undefined;
}

let done = false;

/**
 * The parser looks for the arguments of an instruction anew whenever its own code or ours asks for them, for flags,
 * ranges or properties: seven times for each, most of the time it takes. With this it looks once. Of a version of it that
 * works in another way nothing is changed.
 */
export function rememberArguments(): void {
  if (done) return;
  done = true;
  const owner = ownerOf(DockerfileParser.parse('FROM scratch').getInstructions()[0], 'getRawArguments');
  const search = owner?.getRawArguments;
  if (!owner || typeof search !== 'function') return;
  owner.getRawArguments = function (this: Remembering) {
    this[FOUND] ??= search.call(this);
    // Who gets them takes the flags away.
    return [...this[FOUND]];
  };
}

/** The class that has a method, of those that an object is an instance of. */
function ownerOf(object: unknown, method: keyof Searching): Searching | undefined {
  for (
    let each = object as Searching | null | undefined;
    each;
    each = Object.getPrototypeOf(each) as Searching | null
  ) {
    if (Object.hasOwn(each, method)) return each;
  }
  return undefined;
}
