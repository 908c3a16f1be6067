import { NexusError, type NexusErrorProps } from '../errors.js';
import { copyOf, explain, type Problem, type Type } from './type.js';
import { reading } from './unreadable.js';

type Place = NexusErrorProps | (() => NexusErrorProps);

/**
 * Refuses props that are not what their interface says, all problems at once.
 *
 * @param name what the props are for, as the user has written it: `NexusService`, `Resources.of`
 * @param place construct and line; a function where it takes time to find them
 * @returns them as they are now, for what keeps them: who has passed them may change them later
 * @throws NexusError with each wrong value, what is expected, and the fix
 */
export function checkProps<P>(name: string, type: Type<P>, props: unknown, place: Place = {}): P {
  return reading(
    name,
    props,
    () => placeOf(place),
    () => propsOf(name, type, props, place),
  );
}

function propsOf<P>(name: string, type: Type<P>, props: unknown, place: Place): P {
  if (type.is(props)) return copyOf(type, props as P);
  const at = placeOf(place);
  const label = at.path ? '' : `${name}: `;
  if (props === undefined)
    throw new NexusError(`${name} has no props`, { ...at, fix: `Write ${type.example ?? '{}'}` });
  const problems = type.inside?.(props, []) ?? [];
  const [first, ...more] = problems.length > 0 ? problems : explain({ ...type, inside: undefined }, props, ['props']);
  if (first === undefined) return copyOf(type, props as P);
  if (more.length === 0)
    throw new NexusError(`${label}${first.problem}`, { ...at, ...(first.fix && { fix: first.fix }) });
  throw new NexusError(`${name} has ${problems.length} invalid props`, { ...at, details: problems.map(sentences) });
}

/**
 * Refuses one argument.
 *
 * @param what names it in the message: `secret`, `variable LOG_LEVEL`
 * @returns it as it is now, for what keeps it
 * @throws NexusError with the value, what is expected, and the fix
 */
export function checkValue<T>(what: string, type: Type<T>, value: unknown, place: Place = {}): T {
  return reading(
    what,
    value,
    () => placeOf(place),
    () => valueOf(what, type, value, place),
  );
}

function valueOf<T>(what: string, type: Type<T>, value: unknown, place: Place): T {
  if (type.is(value)) return copyOf(type, value as T);
  const at = placeOf(place);
  const [first, ...more] = explain(type, value, [what]);
  if (first === undefined) return copyOf(type, value as T);
  if (more.length === 0) throw new NexusError(first.problem, { ...at, ...(first.fix && { fix: first.fix }) });
  throw new NexusError(`${what} has ${more.length + 1} invalid values`, {
    ...at,
    details: [first, ...more].map(sentences),
  });
}

function placeOf(place: Place): NexusErrorProps {
  return typeof place === 'function' ? place() : place;
}

function sentences({ problem, fix }: Problem): string {
  const end = (text: string) => (/[.!?:]$/.test(text) ? text : `${text}.`);
  return fix ? `${end(problem)} ${end(fix)}` : end(problem);
}
