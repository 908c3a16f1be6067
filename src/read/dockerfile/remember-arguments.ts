import { DockerfileParser } from 'dockerfile-ast';

/** On the instruction itself: a WeakMap of so many objects costs most of what is saved. */
const FOUND = Symbol('arguments');

interface Remembering {
  [FOUND]: readonly unknown[] | undefined;
}

/** What only the parser's own code may see: its types hide it. */
interface Searching {
  getRawArguments(this: Remembering): readonly unknown[];
}

/** The class that looks for arguments, and both ways to; undefined for a version of the parser that works otherwise. */
const parser = findSearch();

/**
 * The parser looks for the arguments of an instruction anew whenever its own code or ours asks for them, for flags,
 * ranges or properties: seven times for each, most of the time it takes. While `read` runs it looks once. Afterwards the
 * parser is as it was, also for others in the process: `read` is synchronous, so nobody else sees the change.
 */
export function rememberingArguments<T>(read: () => T): T {
  if (!parser) return read();
  const { owner, search, remember } = parser;
  owner.getRawArguments = remember;
  try {
    return read();
  } finally {
    owner.getRawArguments = search;
  }
}

function findSearch() {
  let owner = DockerfileParser.parse('FROM scratch').getInstructions()[0] as unknown as Partial<Searching> | null;
  while (owner && !Object.hasOwn(owner, 'getRawArguments'))
    owner = Object.getPrototypeOf(owner) as Partial<Searching> | null;
  const search = owner?.getRawArguments;
  if (!owner || typeof search !== 'function') return undefined;
  // Who gets them takes the flags away: a copy.
  const remember = function (this: Remembering): readonly unknown[] {
    return [...(this[FOUND] ??= search.call(this))];
  };
  return { owner: owner as Searching, search, remember };
}
