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
    const stack = SourceLocation.capture().frames();
    for (const entry of this.pending.values())
      if (!this.dead.has(entry.node) && !runs(entry.node, stack)) this.bury(entry);
  }

  /** Notes something that refers to `target`: nobody but its own constructor has hold of it before it is finished. */
  public noteFor(target: IConstruct, undo: () => void): void {
    if (this.pending.size === 0) return;
    for (const scope of target.node.scopes) this.pending.get(scope)?.undo.push(undo);
  }

  /** Whether the constructor of `node` is running. */
  public isRunning(node: Pending['node']): boolean {
    return !this.dead.has(node) && runs(node, SourceLocation.capture().frames());
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

/** A call by which a workload is made, as the frames of a call stack tell it. */
interface Call {
  /** The outermost constructor: of the class that was asked for. */
  readonly own: string;
  /** Who called it, the innermost first. */
  readonly callers: readonly string[];
  /** Where each class of the chain is in it, the class that was asked for being 0. */
  readonly places: ReadonlyMap<string, number>;
}

/** The constructor that every workload's own calls before anything else. */
const BASE = 'WorkloadDeclaration';

function callOf({ constructor, origin }: Pending['node']): Call | undefined {
  const places = new Map<string, number>();
  for (let at: unknown = constructor; typeof at === 'function' && !places.has(BASE); at = Object.getPrototypeOf(at))
    places.set(at.name || '<anonymous>', places.size);
  const frames = origin.location.frames();
  const start = frames.findIndex((frame) => placeIn(places, frame) !== undefined);
  if (start < 0) return undefined;
  let last = start;
  // A constructor that calls `super` is further out, and nearer to the class that was asked for.
  while (isBefore(placeIn(places, frames[last + 1]), placeIn(places, frames[last]))) last++;
  return { own: withoutLine(frames[last] ?? ''), callers: frames.slice(last + 1), places };
}

/** Whether `stack` has the call by which `node` is being made, and that is past its base. */
function runs(node: Pending['node'], stack: readonly string[]): boolean {
  const call = callOf(node);
  if (!call) return false;
  const at = stack.findIndex((frame, i) => {
    // Both are cut off at some depth.
    const rest = stack.slice(i + 1, i + 1 + call.callers.length);
    return withoutLine(frame) === call.own && rest.every((caller, j) => caller === call.callers[j]);
  });
  if (at < 0) return false;
  let first = at;
  while (isBefore(placeIn(call.places, stack[first]), placeIn(call.places, stack[first - 1]))) first--;
  // In the same place, but at its beginning: the call of another one, made in a loop or again.
  return placeIn(call.places, stack[first]) !== call.places.get(BASE);
}

function sameCall(a: Pending['node'], b: Pending['node']): boolean {
  const [first, second] = [callOf(a), callOf(b)];
  return first?.own === second?.own && first?.callers.join('\n') === second?.callers.join('\n');
}

function placeIn(places: ReadonlyMap<string, number>, frame: string | undefined): number | undefined {
  const name = /^new (\S+)/.exec(frame ?? '')?.[1];
  return name === undefined ? undefined : places.get(name);
}

function isBefore(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && a < b;
}

function withoutLine(frame: string): string {
  return frame.replace(/:\d+:\d+\)?$/, '');
}
