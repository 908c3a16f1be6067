import type { IConstruct, Node } from 'constructs';
import { NexusError, show } from '../../model/errors.js';
import { idsOf } from './construct-check.js';

const SYNTHESIZED = 'comes too late: the platform has been synthesized';

/**
 * What changes a construct through its node, where that would otherwise be accepted without effect, or change what a second
 * look at the tree finds. The library's own `lock()` refuses new children alone, without the user's line.
 */
const REFUSED = {
  addChild(this: Node, _child: IConstruct, name: string): never {
    throw refusal(this, `construct ${show(name)}`);
  },
  tryRemoveChild(this: Node, name: string): false {
    if (this.tryFindChild(name) === undefined) return false;
    throw refusal(this, `the removal of ${name}`, 'Remove it before project.synth()');
  },
  addValidation(this: Node): never {
    throw refusal(this, 'a validation');
  },
  addDependency(this: Node): never {
    throw refusal(this, 'a dependency');
  },
  removeDependency(this: Node): never {
    throw refusal(this, 'the removal of a dependency', 'Remove it before project.synth()');
  },
  addMetadata(this: Node, type: string): never {
    throw refusal(this, `metadata ${show(type)}`);
  },
  setContext(this: Node, key: string): never {
    throw refusal(this, `context ${show(key)}`);
  },
};

/** By what nodes inherit from, since there may be more than one copy of the library: the same with the above. */
const FROZEN = new WeakMap<object, object>();

/** Refuses, from now on, changes of a tree that are made past the methods of its constructs, each with the user's line. */
export function freezeNodes(root: IConstruct): void {
  for (const { node } of root.node.findAll()) {
    const inherited = Object.getPrototypeOf(node) as object;
    let frozen = FROZEN.get(inherited);
    if (!frozen) FROZEN.set(inherited, (frozen = Object.assign(Object.create(inherited), REFUSED) as object));
    // A tenth of the time that properties of each node's own would take.
    Object.setPrototypeOf(node, frozen);
  }
}

function refusal(node: Node, what: string, fix = 'Add it before project.synth()'): NexusError {
  const path = node.scopes.slice(-1).flatMap(idsOf).join('/');
  return new NexusError(`${what} ${SYNTHESIZED}`, { path, fix });
}
