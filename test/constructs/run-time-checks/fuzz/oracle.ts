import * as nexus from '../../../../src/index.js';
import { show } from '../../../../src/model/errors.js';
import { renderPlatform } from '../../../../src/synth/index.js';
import { emptyPlatform, type Target } from './target.js';
import type { Wrong } from './values.js';

/** Keys that lead from the arguments of a target to a value. */
export type Path = readonly (string | number)[];

/** What a mistake of the library's own says, where somebody has taken its message for one of the description. */
const INSIDE =
  /Cannot (?:read|set|convert|access|destructure|use)|is not (?:a function\.|iterable|a constructor)|reading '|Maximum call|Invalid (?:array|time|count)|Unexpected token|object Object/;

/** What a value leaves behind that nobody has turned into text. */
const LEFTOVER = /\[object \w+\]|\bNaN\b|\bundefined\b|Symbol\(/;

const isContainer = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);

/** Every place in the right arguments, and every prop that they leave out. */
export function placesOf({ args, props }: Target): readonly Path[] {
  const right = args(emptyPlatform());
  const places = below(right, []);
  const at = propsAt(right, props);
  const known = new Set(places.map((path) => path.join('/')));
  const missing = (props ?? []).filter((prop) => !known.has(`${at}/${prop}`));
  return [...places, ...missing.map((prop) => [at, prop])];
}

/** Which argument has the props. */
function propsAt(right: readonly unknown[], props: readonly string[] = []): number {
  return right.findIndex((value) => isContainer(value) && props.some((prop) => prop in value));
}

function below(value: unknown, path: Path): Path[] {
  const own = path.length > 0 ? [path] : [];
  if (!isContainer(value)) return own;
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [...own, ...keys.flatMap((key) => below(value[key], [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, make: Wrong['make']): unknown {
  if (key === undefined) return make(value);
  if (Array.isArray(value)) return value.map((item, i) => (i === key ? replaced(item, rest, make) : (item as unknown)));
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [key]: replaced(object[key], rest, make) };
}

function rendered(target: Target, make: (right: readonly unknown[]) => unknown): Map<string, readonly string[]> {
  const platform = emptyPlatform();
  const made = target.use(platform, make(target.args(platform)) as readonly unknown[]);
  const model = (made instanceof nexus.NexusPlatform ? made : platform).toModel();
  return new Map(renderPlatform(model).map(({ path, content }) => [path, content.split('\n')]));
}

const right = new Map<Target, ReadonlySet<string>>();

/** Lines of the output of a target with right arguments. */
export function rightLines(target: Target): ReadonlySet<string> {
  const known = right.get(target);
  if (known) return known;
  const lines = new Set([...rendered(target, (args) => args).values()].flat());
  right.set(target, lines);
  return lines;
}

/** What is wrong with the answer to a wrong value: nothing, where it is refused in plain words, or taken and written as text. */
export function faultsOf(target: Target, path: Path, wrong: Wrong): readonly string[] {
  const usual = rightLines(target);
  let made: unknown;
  const make = (args: readonly unknown[]) =>
    replaced(args, path, (value) => {
      made = wrong.make(value);
      return made;
    });
  try {
    const files = rendered(target, make);
    const ignored = isProps(target, path) && wrong.what === 'with an unknown key' ? ['an unknown prop is ignored'] : [];
    return [...ignored, ...(LEFTOVER.test(String(wrong.text)) ? [] : leftovers(files, usual))];
  } catch (error) {
    if (error instanceof nexus.NexusError) return faultsOfMessage(error.message, path, made);
    if (error instanceof nexus.SynthesisError)
      return error.problems.flatMap((problem) => faultsOfMessage(problem, path, made));
    return [`it throws ${(error as Error).stack?.split('\n').slice(0, 5).join(' ') ?? String(error)}`];
  }
}

/** Whether a place is that of the props whose keys are known. */
function isProps({ args, props }: Target, path: Path): boolean {
  return props !== undefined && path.length === 1 && path[0] === propsAt(args(emptyPlatform()), props);
}

function leftovers(files: ReadonlyMap<string, readonly string[]>, usual: ReadonlySet<string>): string[] {
  return [...files].flatMap(([file, lines]) =>
    // Programs have the word of their language.
    /\.mjs$/.test(file)
      ? []
      : lines.filter((line) => LEFTOVER.test(line) && !usual.has(line)).map((line) => `${file} has: ${line.trim()}`),
  );
}

function faultsOfMessage(message: string, path: Path, value: unknown): string[] {
  const faults: string[] = [];
  if (INSIDE.test(message)) faults.push(`a mistake of ours: ${message}`);
  // The user's line, which is here that of these tests.
  if (!/\(test\/[\w./-]+\.ts:\d+\)(?:\n|$)/.test(message)) faults.push(`without a place: ${message}`);
  if (!names(message, path, value)) faults.push(`names neither value nor prop: ${message}`);
  // What is wrong, and what is expected or to be done.
  if (message.replace(/^\[[^\]]*\]|\(test.*\)/g, '').split(/\s+/).length < 6)
    faults.push(`says too little: ${message}`);
  return faults;
}

/** What messages call a value, where not by its key. */
const CALLED: Readonly<Record<string, string>> = { value: 'variable', view: 'template', commands: 'command' };

/** Whether a message has one of the keys that lead to the value, as a word or as a part of one, or the value itself. */
function names(message: string, path: Path, value: unknown): boolean {
  const words = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  const keys = path
    .flatMap((key) => (typeof key === 'string' ? [key, CALLED[key] ?? key] : []))
    .map(words)
    .filter((key) => key !== '');
  const own = keysOf(value).map(words).filter(Boolean);
  const shown = [value, ...itemsOf(value)].map((item) =>
    show(item).replace(/…?"?$/, '').replace(/^"/, '').slice(0, 40),
  );
  // Arguments have no names; what they are called, only the library knows.
  if (keys.length === 0) return true;
  return [...keys, ...own].some((key) => words(message).includes(key)) || shown.some((text) => message.includes(text));
}

/** What can be seen of a value: it may be one that throws. */
function seen<T>(look: () => readonly T[]): readonly T[] {
  try {
    return look();
  } catch {
    return [];
  }
}

const keysOf = (value: unknown): readonly string[] => seen(() => (isContainer(value) ? Object.keys(value) : []));
const itemsOf = (value: unknown): readonly unknown[] =>
  seen(() => (Array.isArray(value) ? [...(value as unknown[])] : []));
