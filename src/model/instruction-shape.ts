import type {
  CopyInstruction,
  Expansion,
  HealthcheckInstruction,
  Instruction,
  RunInstruction,
  RunMount,
} from './dockerfile.js';
import { show } from './errors.js';
import * as t from './shape/index.js';

const EXAMPLE = 'Instruction.run(["apk", "add", "--no-cache", "tini"])';

/** Words of a command. No shell splits them: a text of several words would be the name of a program. */
export const WORDS: t.Type<readonly string[]> = {
  ...t.list(t.text),
  expected: 'a list of words',
  example: '["node", "dist/app.js"]',
  fix: (value) => {
    const words = typeof value === 'string' && /^[\w./:=@ -]+$/.test(value) ? value.trim().split(/ +/) : undefined;
    return words && words.length < 8 ? `Write [${words.map((word) => show(word)).join(', ')}]` : undefined;
  },
};
const TEXTS = t.record(t.text);

const EXPANSION = t.shapeOf<Expansion>()({
  kind: t.oneOf('expansion'),
  variable: t.optional(t.text),
  before: t.optional(t.text),
  after: t.optional(t.text),
  separator: t.optional(t.text),
});
const VALUES = t.record(
  t.choose<string | Expansion>('a string or an EnvValue', (value) => (t.isObject(value) ? EXPANSION : t.text)),
);

const MOUNTS: { readonly [K in RunMount['type']]: t.Shape<Extract<RunMount, { type: K }>> } = {
  cache: t.shapeOf<Extract<RunMount, { type: 'cache' }>>()({
    type: t.oneOf('cache'),
    target: t.text,
    id: t.optional(t.text),
    sharing: t.optional(t.oneOf('shared', 'private', 'locked')),
  }),
  bind: t.shapeOf<Extract<RunMount, { type: 'bind' }>>()({
    type: t.oneOf('bind'),
    target: t.text,
    source: t.optional(t.text),
    from: t.optional(t.text),
  }),
  secret: t.shapeOf<Extract<RunMount, { type: 'secret' }>>()({
    type: t.oneOf('secret'),
    id: t.text,
    target: t.optional(t.text),
    env: t.optional(t.text),
    required: t.optional(t.boolean),
  }),
};

const ANY_MOUNT = t.custom<RunMount>('a mount', () => false, {
  example: '{ type: "cache", target: "/root/.npm" }; types are cache, bind and secret',
});
const MOUNT = t.choose<RunMount>('a mount', (value) => pick(MOUNTS, value, 'type') ?? ANY_MOUNT);

const copyOptions: t.Fields<Omit<CopyInstruction, 'sources' | 'destination'>> = {
  from: t.optional(t.text),
  chown: t.optional(t.text),
  chmod: t.optional(t.text),
  noSecret: t.optional(t.text),
};
const runOptions: t.Fields<Omit<RunInstruction, 'commands'>> = {
  environment: t.optional(TEXTS),
  mounts: t.optional(t.list(MOUNT)),
  network: t.optional(t.oneOf('none')),
};
const healthcheck: t.Fields<HealthcheckInstruction> = {
  test: WORDS,
  interval: t.like(t.text, '"10s"'),
  timeout: t.like(t.text, '"3s"'),
  startPeriod: t.like(t.text, '"30s"'),
  startInterval: t.like(t.text, '"1s"'),
  retries: t.like(t.integer(1), '3'),
};

type Of<K extends Instruction['kind']> = Extract<Instruction, { kind: K }>;

const INSTRUCTIONS: { readonly [K in Instruction['kind']]: t.Shape<Of<K>> } = {
  comment: t.shapeOf<Of<'comment'>>()({ kind: t.oneOf('comment'), text: t.text }),
  arg: t.shapeOf<Of<'arg'>>()({
    kind: t.oneOf('arg'),
    name: t.text,
    value: t.optional(t.text),
    publicValues: t.optional(TEXTS),
  }),
  env: t.shapeOf<Of<'env'>>()({ kind: t.oneOf('env'), values: VALUES, publicValues: t.optional(TEXTS) }),
  label: t.shapeOf<Of<'label'>>()({ kind: t.oneOf('label'), values: VALUES }),
  workdir: t.shapeOf<Of<'workdir'>>()({ kind: t.oneOf('workdir'), path: t.text }),
  copy: t.shapeOf<Of<'copy'>>()({
    kind: t.oneOf('copy'),
    ...copyOptions,
    sources: t.list(t.text),
    destination: t.text,
  }),
  run: t.shapeOf<Of<'run'>>()({ kind: t.oneOf('run'), ...runOptions, commands: t.list(WORDS) }),
  user: t.shapeOf<Of<'user'>>()({ kind: t.oneOf('user'), user: t.text }),
  expose: t.shapeOf<Of<'expose'>>()({ kind: t.oneOf('expose'), port: t.port }),
  stopsignal: t.shapeOf<Of<'stopsignal'>>()({ kind: t.oneOf('stopsignal'), signal: t.text }),
  healthcheck: t.shapeOf<Of<'healthcheck'>>()({ kind: t.oneOf('healthcheck'), ...healthcheck }),
  entrypoint: t.shapeOf<Of<'entrypoint'>>()({ kind: t.oneOf('entrypoint'), argv: WORDS }),
  cmd: t.shapeOf<Of<'cmd'>>()({ kind: t.oneOf('cmd'), argv: WORDS }),
};

const ANY = t.custom<Instruction>('an Instruction', () => false, { example: EXAMPLE });

/** Instructions are plain data: they are known by their kind, and each kind by its keys. */
export const INSTRUCTION: t.Type<Instruction> = {
  ...t.choose<Instruction>('an Instruction', (value) => pick(INSTRUCTIONS, value, 'kind') ?? ANY),
  example: EXAMPLE,
};

/** The shape that a value names in one of its keys. */
function pick<S>(shapes: Readonly<Record<string, S>>, value: unknown, key: string): S | undefined {
  const name = t.isObject(value) ? value[key] : undefined;
  return typeof name === 'string' && Object.hasOwn(shapes, name) ? shapes[name] : undefined;
}

/**
 * An instruction of the factories that is made from lists or objects of the user's.
 *
 * @throws NexusError if they can't be read, and as {@link checked} does
 */
export function checkedFrom(kind: Instruction['kind'], given: object, make: () => Instruction): Instruction {
  return t.reading(
    `Instruction.${kind}`,
    given,
    () => ({}),
    () => checked(make()),
  );
}

/**
 * An instruction of the factories.
 *
 * @throws NexusError if an argument is of another type than it must be
 */
export function checked(instruction: Instruction): Instruction {
  if (!t.fits(INSTRUCTIONS[instruction.kind], instruction))
    t.checkProps(`Instruction.${instruction.kind}`, INSTRUCTION, instruction);
  return instruction;
}
