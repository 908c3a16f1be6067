import { Construct, type IConstruct } from 'constructs';
import { NexusError, show } from '../../model/errors.js';
import { withArticle } from '../../model/literal.js';
import { checkProps, type Shape } from '../../model/shape/index.js';

const PLATFORM = Symbol.for('nexus-infra.NexusPlatform');

/** Props that have been copied: nobody else can change them. */
const COPIES = new WeakSet();

/**
 * Refuses arguments of a constructor that are not what its signature says. Call it before `super`.
 *
 * Unknown props are refused for the class itself alone: a subclass may have props that this one does not know.
 *
 * @param own the class whose constructor calls
 * @param made `new.target`
 * @returns the props as they are now, for the class to keep
 * @throws NexusError with each wrong value, what is expected, and the fix
 */
export function checkConstruct<P extends object>(
  own: { readonly name: string },
  shape: Shape<P>,
  made: { readonly name: string },
  scope: unknown,
  id: unknown,
  props: unknown,
): P {
  checkScope(own, made, scope, id);
  const type = made === own ? shape : shape.open;
  // A class that others extend is given the copy of theirs.
  const isCopy = typeof props === 'object' && props !== null && COPIES.has(props);
  if (isCopy && type.is(props)) return props as P;
  const copy = checkProps(made.name, type, props, () => ({ path: pathOf(scope, id) }));
  COPIES.add(copy);
  return copy;
}

function checkScope(
  own: { readonly name: string },
  made: { readonly name: string },
  scope: unknown,
  id: unknown,
): asserts scope is IConstruct {
  const parent = own.name === 'NexusPlatform' ? 'project' : 'platform';
  const example = `Write new ${made.name}(${parent}, "${typeof id === 'string' && /^[\w-]+$/.test(id) ? id : 'name'}", { … })`;
  if (!Construct.isConstruct(scope)) {
    throw new NexusError(`the scope of ${withArticle(made.name)} is ${show(scope)}, not a construct`, { fix: example });
  }
  if (id === '') throw new NexusError(`the name of ${withArticle(made.name)} is empty`, { fix: example });
  if (typeof id !== 'string') {
    throw new NexusError(`the name of ${withArticle(made.name)} is ${show(id)}, not a string`, { fix: example });
  }
}

/** `erp-nexus/crm`, for a construct that is not made yet. */
function pathOf(scope: IConstruct, id: unknown): string {
  return [...idsOf(scope), String(id)].join('/');
}

/** The ids from the platform down; none outside of one. */
export function idsOf(construct: IConstruct): string[] {
  const { scopes } = construct.node;
  const platform = scopes.findIndex((scope) => PLATFORM in scope);
  return platform < 0 ? [] : scopes.slice(platform).map(({ node }) => node.id);
}
