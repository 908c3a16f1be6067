import { NexusError, type NexusErrorProps, show } from '../../model/errors.js';
import { checkEnvironmentName } from '../../model/names.js';
import { couldBeSecret, looksLikeSecret } from '../../model/secret-scan.js';
import { namesItself } from '../../model/self-reference.js';
import { checkValue, custom, hasLeftover, instance, leftoverIn, type Type } from '../../model/shape/index.js';
import { PublicValue } from '../../model/public-value.js';

/** What a variable may be set to. A value that looks like a secret must be a {@link PublicValue}, with its reason. */
export type EnvironmentValue = string | number | boolean | PublicValue;

export const PUBLIC_VALUE: Type<PublicValue> = instance(PublicValue, 'PublicValue.of("…", "why anyone may read it")');

/** Value of a variable. Other values would become texts such as `[object Object]` or `undefined`. */
export const VARIABLE: Type<EnvironmentValue> = {
  ...custom(
    'a string, a finite number or a boolean',
    (value) =>
      (typeof value === 'string' && !hasLeftover(value)) ||
      typeof value === 'boolean' ||
      (typeof value === 'number' && Number.isFinite(value)) ||
      PUBLIC_VALUE.is(value),
    {
      fix: (value) => {
        if (value === undefined) return 'Set it before synthesis, if it comes from process.env, or remove the variable';
        if (typeof value !== 'object' || value === null) return undefined;
        // As it would stand in JSON.
        return 'reason' in value
          ? `Write ${PUBLIC_VALUE.example ?? ''}`
          : 'Write JSON.stringify(…) for a variable in JSON';
      },
    },
  ),
  inside: leftoverIn,
};

/** A variable as the model has it. */
export interface VariableText {
  readonly text: string;
  /** Why anyone may read it, where it looks like a secret. */
  readonly reason?: string;
}

/**
 * Checks a variable that is set in props, by a call, by a relation or in an overlay.
 *
 * @throws NexusError if the name is not portable, or as {@link readValue} does
 */
export function readVariable(name: string, value: unknown, place: NexusErrorProps): VariableText {
  checkEnvironmentName('variable', name, place);
  const read = readValue(name, value, place);
  if (namesItself(name, read.text))
    throw new NexusError(
      `variable ${name} is ${show(read.text)}, which is literal: a container can't extend what its image has`,
      {
        ...place,
        fix: 'Extend it in the image: dockerfile.addStep("runtime", Instruction.env({ … EnvValue.prepend("…") }))',
      },
    );
  return read;
}

/** The name and the text that are looked at: what of a value is literal. */
export interface Scanned {
  readonly name: string;
  readonly text: string;
}

/**
 * Checks a variable's value, wherever it is set.
 *
 * @param scan what of the value is literal, where some of it is filled in later @default all of it
 * @throws NexusError if the value is of another type or has a NUL byte, if it looks like a secret and nobody says that
 * anyone may read it, or if somebody says so of a value that does not look like one
 */
export function readValue(
  name: string,
  value: unknown,
  place: NexusErrorProps,
  scan: (scanned: Scanned) => Scanned = (scanned) => scanned,
): VariableText {
  if (!VARIABLE.is(value)) checkValue(`variable ${name}`, VARIABLE, value, place);
  const answer = PUBLIC_VALUE.is(value) ? (value as PublicValue) : undefined;
  const text = String(answer ? answer.value : value);
  if (text.includes('\0'))
    throw new NexusError(`variable ${name} contains a NUL byte, which environments can't hold`, place);
  const seen = scan({ name, text });
  if (!answer) {
    const why = looksLikeSecret(seen.name, seen.text);
    if (why !== undefined) throw secretError(name, why, place);
    return { text };
  }
  if (!couldBeSecret(seen.name, seen.text))
    throw new NexusError(`variable ${name} is a PublicValue, but does not look like a secret`, {
      ...place,
      fix: 'Write the value itself',
    });
  return { text, reason: answer.reason };
}

function secretError(name: string, why: string, place: NexusErrorProps): NexusError {
  return new NexusError(`variable ${name} holds a secret: ${why}`, {
    ...place,
    fix: `Make it Secret.supplied(platform, ${show(name.toLowerCase())}), or new Secret(…) for a random one, and give it in "secrets": the application finds its path in ${name}_FILE. If anyone may read it, write PublicValue.of("…", "the reason")`,
  });
}
