import type { IConstruct } from 'constructs';
import type { GraphNode } from '../core/graph-node.js';
import { type Alone, containersUp, saysWhetherUp } from './rules/containers.js';
import type { Watched } from './rules/watched.js';
import { knownOf } from './watchable.js';

/** Workloads that only their containers tell of. */
export class LoneWorkloads {
  private readonly found = new Map<string, Alone>();

  /** @param stack the monitoring: of its own parts it is known by their metrics, or as what they make figures of is missing */
  public constructor(private readonly stack: IConstruct) {}

  /** By name. */
  public get all(): ReadonlyMap<string, Alone> {
    return this.found;
  }

  /** What its containers are asked, if nothing else tells whether it runs. @param but a part of the stack that has no metrics */
  public look(node: GraphNode, but: GraphNode | undefined): Watched[] {
    const isWatching = node.node.scopes.includes(this.stack);
    if (node.ends || (isWatching && node !== but) || saysWhetherUp(knownOf(node))) return [];
    const { name, replicas, origin } = node;
    const one = { name, replicas, origin, isWatching };
    this.found.set(name, one);
    return [containersUp(one, '')];
  }
}
