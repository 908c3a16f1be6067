import type { IConstruct } from 'constructs';
import type { IWorkload } from './graph-node.js';

const SYMBOL = Symbol.for('nexus-infra.NexusWorkload');

export function markAsWorkload(construct: IConstruct): void {
  Object.defineProperty(construct, SYMBOL, { value: true });
}

export function hasWorkloadMark(x: unknown): x is IWorkload {
  return typeof x === 'object' && x !== null && SYMBOL in x;
}

/** Whether what is made in `scope` is there: a part of a workload of a later phase is as late as the whole. */
export function isActiveWithin(scope: IConstruct, own: boolean): boolean {
  return own && scope.node.scopes.every((parent) => !hasWorkloadMark(parent) || parent.isActive);
}

/** Classes whose constructors say that they have run to their end. */
const FINISHING = new WeakSet<object>();

/**
 * Says that the constructor of a class ends with `this.declared(Class)`: `static { finishes(this); }`. A workload of it whose
 * constructor threw after `super(…)` is then forgotten.
 */
export function finishes(of: object): void {
  FINISHING.add(of);
}

/**
 * Whether the constructor of an object has run to its end. JavaScript does not tell a base class, so constructors that
 * can throw after `super(…)` tell it themselves.
 */
export class Whole {
  private readonly last: object | undefined;
  private done = false;
  private refused = false;

  /** @param target `new.target` of the base constructor */
  public constructor(target: object) {
    let candidate: object | null = target;
    while (candidate && !FINISHING.has(candidate)) candidate = Object.getPrototypeOf(candidate) as object | null;
    this.last = candidate ?? undefined;
  }

  public get isWhole(): boolean {
    return this.done;
  }

  /** Whether a class of it says when its constructor has run to its end. */
  public get saysWhenWhole(): boolean {
    return this.last !== undefined;
  }

  public get wasRefused(): boolean {
    return this.refused && !this.done;
  }

  /** A constructor that says nothing is being refused something: unless it says otherwise, that ends it. */
  public refuse(): void {
    this.refused = true;
    this.done = false;
  }

  /** @param of the class whose constructor is at its end */
  public reached(of: object): void {
    if (of === this.last || this.last === undefined) this.done = true;
  }
}
