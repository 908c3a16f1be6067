import { checked, checkedFrom } from './instruction-shape.js';
import { PublicValue } from './public-value.js';
import { isObject } from './shape/index.js';

/**
 * A Dockerfile as typed stages and instructions. Plain data: `synth/render/dockerfile.ts` prints it, and is the only
 * place where quoting happens. Text is literal everywhere: `$` in a value stays a dollar sign.
 */
export interface DockerfileModel {
  /** Comment above the first stage. */
  readonly header?: string;
  readonly stages: readonly StageModel[];
}

export interface StageModel {
  /** Stage name, for `COPY --from` and `--target`. */
  readonly name: string;
  /** An image reference, or the name of an earlier stage. */
  readonly from: string;
  /** Why this stage is there. */
  readonly comment?: string;
  readonly instructions: readonly Instruction[];
}

/**
 * A value with what a variable holds by then: of an earlier ENV, of the base image, or of an ARG. Make one with the
 * {@link EnvValue} factories. All text around it is literal.
 */
export interface Expansion {
  readonly kind: 'expansion';
  /** Name of the variable. @default the one that is being set */
  readonly variable?: string;
  /** Text before it. @default none */
  readonly before?: string;
  /** Text after it. @default none */
  readonly after?: string;
  /** Stands between the texts and the variable, and is left out where that is empty or not set. @default none */
  readonly separator?: string;
}

/** Factories for values of ENV and LABEL that are more than a text. */
export const EnvValue = {
  /** Puts `text` before what the variable holds: `Instruction.env({ PATH: EnvValue.prepend('/opt/tools/bin') })`. */
  prepend: (text: string, separator = ':'): Expansion => ({ kind: 'expansion', before: text, separator }),
  /** Puts `text` after what the variable holds. */
  append: (text: string, separator = ':'): Expansion => ({ kind: 'expansion', after: text, separator }),
  /** What another variable or a build argument holds, `Instruction.label({ revision: EnvValue.of('COMMIT') })`. */
  of: (variable: string): Expansion => ({ kind: 'expansion', variable }),
} as const;

/** One Dockerfile instruction. Make one with the {@link Instruction} factories. */
export type Instruction =
  | { readonly kind: 'comment'; readonly text: string }
  | ({ readonly kind: 'arg'; readonly name: string; readonly value?: string } & PublicValues)
  | ({ readonly kind: 'env'; readonly values: Readonly<Record<string, string | Expansion>> } & PublicValues)
  | { readonly kind: 'label'; readonly values: Readonly<Record<string, string | Expansion>> }
  | { readonly kind: 'workdir'; readonly path: string }
  | ({ readonly kind: 'copy' } & CopyInstruction)
  | ({ readonly kind: 'run' } & RunInstruction)
  | { readonly kind: 'user'; readonly user: string }
  | { readonly kind: 'expose'; readonly port: number }
  | { readonly kind: 'stopsignal'; readonly signal: string }
  | ({ readonly kind: 'healthcheck' } & HealthcheckInstruction)
  | { readonly kind: 'entrypoint'; readonly argv: readonly string[] }
  | { readonly kind: 'cmd'; readonly argv: readonly string[] };

export interface PublicValues {
  /** Why anyone may read what looks like a secret, by the variable: printed before it, and followed by the audit. @default none */
  readonly publicValues?: Readonly<Record<string, string>>;
}

export interface CopyInstruction {
  readonly sources: readonly string[];
  readonly destination: string;
  /** A stage, a named build context or an image. @default the build context */
  readonly from?: string;
  /** Owner in the image, `uid:gid`. @default root, so that a process can't rewrite its own code */
  readonly chown?: string;
  /** Octal mode, for example `0555`. @default the mode in the context */
  readonly chmod?: string;
  /** Why files that are called like secrets hold none: printed before it, and followed by the audit. @default none */
  readonly noSecret?: string;
}

export interface RunInstruction {
  /** Commands joined by `&&`; each is a list of words that are quoted for the shell. */
  readonly commands: readonly (readonly string[])[];
  /** Variables for this instruction only; they are not kept in the image. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly mounts?: readonly RunMount[];
  /** `none`: the commands reach no network, and the engine need not set one up. @default the build's */
  readonly network?: 'none';
}

export type RunMount =
  | {
      readonly type: 'cache';
      readonly target: string;
      readonly id?: string;
      readonly sharing?: 'shared' | 'private' | 'locked';
    }
  | { readonly type: 'bind'; readonly target: string; readonly source?: string; readonly from?: string }
  | {
      readonly type: 'secret';
      readonly id: string;
      readonly target?: string;
      /** Variable that holds it, for this instruction alone. Docker Engine 28. @default none: it is a file */
      readonly env?: string;
      /** Whether a build without it fails. @default false */
      readonly required?: boolean;
    };

export interface HealthcheckInstruction {
  readonly test: readonly string[];
  /** In Docker's duration form, for example `10s`. */
  readonly interval: string;
  readonly timeout: string;
  readonly startPeriod: string;
  readonly startInterval: string;
  readonly retries: number;
}

/** Factories for {@link Instruction}, named as in the Dockerfile reference. Each throws a NexusError for an argument of another type. */
export const Instruction = {
  comment: (text: string): Instruction => checked({ kind: 'comment', text }),
  arg: (name: string, value?: string | PublicValue): Instruction =>
    value instanceof PublicValue
      ? checked({ kind: 'arg', name, value: value.value, publicValues: { [name]: value.reason } })
      : checked({ kind: 'arg', name, ...(value !== undefined && { value }) }),
  /** A value that looks like a secret must be a PublicValue, with its reason. */
  env: (values: Readonly<Record<string, string | Expansion | PublicValue>>): Instruction =>
    isObject(values)
      ? checkedFrom('env', values, () => ({ kind: 'env', ...withReasons(values) }))
      : checked({ kind: 'env', values: values }),
  label: (values: Readonly<Record<string, string | Expansion>>): Instruction => checked({ kind: 'label', values }),
  workdir: (path: string): Instruction => checked({ kind: 'workdir', path }),
  copy: (
    sources: string | readonly string[],
    destination: string,
    options: Omit<CopyInstruction, 'sources' | 'destination'> = {},
  ): Instruction =>
    checkedFrom('copy', [sources, options], () => ({
      kind: 'copy',
      sources: typeof sources === 'string' ? [sources] : sources,
      destination,
      ...options,
    })),
  /** One command (a list of words) or several (a list of lists), joined by `&&`. */
  run: (
    command: readonly string[] | readonly (readonly string[])[],
    options: Omit<RunInstruction, 'commands'> = {},
  ): Instruction =>
    checkedFrom('run', [command, options], () => ({
      kind: 'run',
      commands: (!Array.isArray(command) || typeof command[0] === 'string'
        ? [command]
        : command) as readonly (readonly string[])[],
      ...options,
    })),
  user: (user: string): Instruction => checked({ kind: 'user', user }),
  expose: (port: number): Instruction => checked({ kind: 'expose', port }),
  stopsignal: (signal: string): Instruction => checked({ kind: 'stopsignal', signal }),
  healthcheck: (props: HealthcheckInstruction): Instruction =>
    checkedFrom('healthcheck', props, () => ({ kind: 'healthcheck', ...props })),
  entrypoint: (argv: readonly string[]): Instruction => checked({ kind: 'entrypoint', argv }),
  cmd: (argv: readonly string[]): Instruction => checked({ kind: 'cmd', argv }),
} as const;

/** Reasons of values apart from them. */
function withReasons(given: Readonly<Record<string, string | Expansion | PublicValue>>): {
  readonly values: Readonly<Record<string, string | Expansion>>;
} & PublicValues {
  const reasons = Object.entries(given).flatMap(([name, value]) =>
    value instanceof PublicValue ? [[name, value.reason] as const] : [],
  );
  if (reasons.length === 0) return { values: given as Readonly<Record<string, string | Expansion>> };
  return {
    values: Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, value instanceof PublicValue ? value.value : value]),
    ),
    publicValues: Object.fromEntries(reasons),
  };
}
