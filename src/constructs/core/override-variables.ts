import { NexusError, type NexusErrorProps, show } from '../../model/errors.js';
import type { Override } from '../../model/platform-model.js';
import type { PublicValue } from '../../model/public-value.js';
import { PUBLIC_VALUE, readValue, type Scanned } from './variable.js';

type Path = readonly string[];
type Answers = { readonly path: Path; readonly reason: string }[];

/**
 * The value of an override, with the texts in place of its {@link PublicValue}s. Variables in it are checked as those in
 * props are, whether they are set one by one, as a map, as a list, or with the whole service.
 *
 * @throws NexusError if one looks like a secret, or a PublicValue is no variable's
 */
export function readOverride(
  path: Path,
  value: unknown,
  place: NexusErrorProps,
): Pick<Override, 'value' | 'publicVariables'> {
  const answers: Answers = [];
  const read = visit(path, value, place, answers);
  return { value: read, ...(answers.length > 0 && { publicVariables: answers }) };
}

function visit(path: Path, value: unknown, place: NexusErrorProps, answers: Answers): unknown {
  const variable = variableAt(path);
  if (PUBLIC_VALUE.is(value)) {
    if (variable === undefined)
      throw new NexusError(`override ${show(path.join('.'))} is a PublicValue, but sets no variable`, {
        ...place,
        fix: 'Write the value itself',
      });
    const { text, reason } = readValue(variable, value, place, literalPart);
    answers.push({ path, reason: reason ?? (value as PublicValue).reason });
    return text;
  }
  // Without a value it is taken from the environment of whoever starts it.
  if (variable !== undefined && value !== null && value !== undefined) {
    readValue(variable, value, place, literalPart);
    return value;
  }
  if (Array.isArray(value)) {
    if (isEnvironment(path)) for (const item of value) checkAssignment(item, place);
    return value.map((item, i) => visit([...path, String(i)], item, place, answers));
  }
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, visit([...path, key], item, place, answers)]),
    );
  return value;
}

/** `NAME=value` of a list. */
function checkAssignment(item: unknown, place: NexusErrorProps): void {
  const [, name, text] = (typeof item === 'string' && /^([^=]+)=(.*)$/s.exec(item)) || [];
  if (name !== undefined && text !== undefined) readValue(name, text, place, literalPart);
}

/** Whether `path` is that of variables: of a service, of its build, or of what services share (`x-…`). */
function isEnvironment(path: Path): boolean {
  if (path[0] !== 'services' && !path[0]?.startsWith('x-')) return false;
  return path.at(-1) === 'environment' || (path.at(-1) === 'args' && path.at(-2) === 'build');
}

function variableAt(path: Path): string | undefined {
  return isEnvironment(path.slice(0, -1)) ? path.at(-1) : undefined;
}

const REFERENCE = /\$\$|\$\{([A-Za-z_]\w*)(?:(:?[-+?])((?:[^{}]|\$\{[^{}]*\})*))?\}|\$([A-Za-z_]\w*)/g;

/**
 * What of a text of Compose's own is literal: `${X:-default}` is its default; a value with `${X}` in it is known to
 * nobody, whatever the variable is called, but may be a URL with a password.
 */
function literalPart({ name, text }: Scanned): Scanned {
  const state = { known: true };
  const replace = (part: string): string =>
    part.replaceAll(REFERENCE, (all: string, braced?: string, operator?: string, word?: string, bare?: string) => {
      if (all === '$$') return '$';
      if (operator?.endsWith('-') || operator?.endsWith('+')) return replace(word ?? '');
      state.known = false;
      return `{${braced ?? bare ?? ''}}`;
    });
  const literal = replace(text);
  return { name: state.known ? name : '', text: literal };
}
