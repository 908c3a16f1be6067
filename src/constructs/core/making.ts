import type { IConstruct } from 'constructs';
import type { Origin } from '../../model/origin.js';
import { SourceLocation } from '../../model/source-location.js';

/** A workload whose constructor may be running, or have thrown. */
interface Pending {
  readonly node: IConstruct & { readonly origin: Origin };
  /** Takes back what its constructor has added elsewhere, the last first. */
  readonly undo: (() => void)[];
}

/**
 * Knows which workloads are being made, and what their constructors have added to the platform besides themselves.
 *
 * Whether a constructor still runs, or has thrown and was caught, the call stack tells: it is looked at only where something
 * is added by or for another construct while one is not finished.
 */
export class Making {
  private readonly pending = new Map<IConstruct, Pending>();
  /** Of those that are pending, the ones whose constructor has certainly ended. */
  private readonly dead = new WeakSet<IConstruct>();

  /** @param node whose base constructor has run, and whose class says when its own has */
  public begin(node: Pending['node']): void {
    // One call makes one workload: what was begun in the same place, and not finished, has thrown.
    for (const [other, entry] of this.pending)
      if (!this.dead.has(other) && !node.node.scopes.includes(other) && sameCall(entry.node, node)) this.bury(entry);
    this.pending.set(node, { node, undo: [] });
  }

  public end(node: IConstruct): void {
    this.pending.delete(node);
  }

  /** Notes something that is added to the platform, for the case that a constructor that is running throws. */
  public note(undo: () => void): void {
    this.settle();
    for (const { node, undo: list } of this.pending.values()) if (!this.dead.has(node)) list.push(undo);
  }

  /** Takes back what constructors that have thrown meanwhile have added. */
  public settle(): void {
    if (this.pending.size === 0) return;
    const stack = wholeStack();
    for (const entry of this.pending.values())
      if (!this.dead.has(entry.node) && runs(entry.node, stack) === false) this.bury(entry);
  }

  /** Notes something that refers to `target`: nobody but its own constructor has hold of it before it is finished. */
  public noteFor(target: IConstruct, undo: () => void): void {
    if (this.pending.size === 0) return;
    for (const scope of target.node.scopes) this.pending.get(scope)?.undo.push(undo);
  }

  /** Whether the constructor of `node` is certainly running. */
  public isRunning(node: Pending['node']): boolean {
    return !this.dead.has(node) && runs(node, wholeStack()) === true;
  }

  /** Takes back what the constructor of `node` has added. */
  public forget(node: IConstruct): void {
    const entry = this.pending.get(node);
    if (entry) this.bury(entry);
    this.end(node);
  }

  private bury({ node, undo }: Pending): void {
    this.dead.add(node);
    for (const act of undo.splice(0).reverse()) act();
  }
}

/** Places of classes in a chain by their names, the class that was asked for being 0: several may have one name. */
type Places = ReadonlyMap<string, readonly number[]>;

/** A call by which a workload is made, as the frames of a call stack tell it. */
interface Call {
  /** The outermost constructor that is seen: mostly of the class that was asked for. */
  readonly own: string;
  /** Its place in the chain. */
  readonly place: number;
  /** Who called it, the innermost first. */
  readonly callers: readonly string[];
  readonly places: Places;
}

/** What is running now, however deep in helpers: a constructor that is not seen counts as one that has thrown. */
function wholeStack(): SourceLocation {
  return SourceLocation.capture(Number.POSITIVE_INFINITY);
}

const PLACES = new WeakMap<object, Places>();

/** The names of a class and of those above it up to the base, as call stacks have them. */
function placesOf(constructor: object): Places {
  const known = PLACES.get(constructor);
  if (known) return known;
  const places = new Map<string, number[]>();
  let place = 0;
  for (let at: unknown = constructor; typeof at === 'function' && !places.has(BASE); at = Object.getPrototypeOf(at)) {
    const name = nameOf(at);
    places.set(name, [...(places.get(name) ?? []), place++]);
  }
  PLACES.set(constructor, places);
  return places;
}

/** V8 takes what `name` is set to; where that is computed, or no text, the one in the source. */
function nameOf(at: object): string {
  const own: unknown = Object.getOwnPropertyDescriptor(at, 'name')?.value;
  if (typeof own === 'string' && own !== '') return own;
  const source = /^class\s+([\w$]+)/.exec(Function.prototype.toString.call(at))?.[1];
  return source === undefined || source === 'extends' ? '<anonymous>' : source;
}

/** The constructor that every workload's own calls before anything else. */
const BASE = 'WorkloadDeclaration';

function callOf({ constructor, origin }: Pending['node']): Call | undefined {
  const places = placesOf(constructor);
  const frames = origin.location.frames();
  let last = frames.findIndex((frame) => placesIn(places, frame).length > 0);
  if (last < 0) return undefined;
  let place = Math.max(...placesIn(places, frames[last]));
  // A constructor that calls `super` is further out, and nearer to the class that was asked for.
  for (;;) {
    const next = placesIn(places, frames[last + 1]).filter((other) => other < place);
    if (next.length === 0) break;
    place = Math.max(...next);
    last++;
  }
  return { own: withoutLine(frames[last] ?? ''), place, callers: frames.slice(last + 1), places };
}

/**
 * Whether `location` has the call by which `node` is being made, and that is past its base; undefined where programs let us
 * see too little of the stack.
 */
function runs(node: Pending['node'], location: SourceLocation): boolean | undefined {
  const call = callOf(node);
  if (!call) return undefined;
  const stack = location.frames();
  let first = stack.findIndex((frame, i) => {
    // Both are cut off at some depth.
    const rest = stack.slice(i + 1, i + 1 + call.callers.length);
    return withoutLine(frame) === call.own && rest.every((caller, j) => caller === call.callers[j]);
  });
  if (first < 0) return location.isCut() ? undefined : false;
  let { place } = call;
  for (;;) {
    const next = placesIn(call.places, stack[first - 1]).filter((other) => other > place);
    if (next.length === 0) break;
    place = Math.min(...next);
    first--;
  }
  // In the same place, but at its beginning: the call of another one, made in a loop or again.
  return !call.places.get(BASE)?.includes(place);
}

function sameCall(a: Pending['node'], b: Pending['node']): boolean {
  const [first, second] = [callOf(a), callOf(b)];
  if (!first || !second) return false;
  return first.own === second.own && first.callers.join('\n') === second.callers.join('\n');
}

function placesIn(places: Places, frame: string | undefined): readonly number[] {
  const name = /^new (\S+)/.exec(frame ?? '')?.[1];
  return (name !== undefined && places.get(name)) || [];
}

function withoutLine(frame: string): string {
  return frame.replace(/:\d+:\d+\)?$/, '');
}
