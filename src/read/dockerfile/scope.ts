import type { KnownVariables } from '../text/variables.js';

/** `ARG` and `ENV` as they are known at some point of a file. */
export type Variables = KnownVariables;

/** How many stages that continue each other are looked through before their variables are copied. */
const LEVELS = 32;

/**
 * The variables of a stage through time. A file with thousands of them has thousands of instructions that see them:
 * each has the number of changes so far, not a copy.
 */
export class Scope {
  readonly #changes = new Map<string, { readonly at: number; readonly value: string | undefined }[]>();
  readonly #outer: Scope | undefined;
  readonly #level: number;
  #time = 0;

  /** @param outer what it starts with: a scope that changes no more */
  public constructor(outer?: Scope) {
    const flat = outer && outer.#level >= LEVELS;
    this.#outer = flat ? undefined : outer;
    this.#level = !outer || flat ? 0 : outer.#level + 1;
    if (flat) for (const [name, value] of outer.#all()) this.set(name, value);
  }

  /** @param value undefined where it is only known when the image is built */
  public set(name: string, value: string | undefined): void {
    const changes = this.#changes.get(name);
    const change = { at: ++this.#time, value };
    if (changes) changes.push(change);
    else this.#changes.set(name, [change]);
  }

  public get(name: string): string | undefined {
    return this.find(name, this.#time);
  }

  /** The variables as they are now, whatever comes later. */
  public now(): Variables {
    return new Moment(this, this.#time);
  }

  /** What a variable was after so many changes. */
  public find(name: string, time: number): string | undefined {
    const changes = this.#changes.get(name);
    let [low, high] = [0, changes?.length ?? 0];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((changes?.[middle]?.at ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low > 0 ? changes?.[low - 1]?.value : this.#outer?.get(name);
  }

  #all(): Map<string, string | undefined> {
    const all = this.#outer ? this.#outer.#all() : new Map<string, string | undefined>();
    for (const [name, changes] of this.#changes) all.set(name, changes.at(-1)?.value);
    return all;
  }
}

class Moment implements Variables {
  public constructor(
    private readonly scope: Scope,
    private readonly time: number,
  ) {}

  public get(name: string): string | undefined {
    return this.scope.find(name, this.time);
  }
}

/** The first that knows a name wins. */
export function firstOf(...all: readonly Variables[]): Variables {
  return new First(all);
}

class First implements Variables {
  public constructor(private readonly all: readonly Variables[]) {}

  public get(name: string): string | undefined {
    for (const variables of this.all) {
      const value = variables.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }
}
