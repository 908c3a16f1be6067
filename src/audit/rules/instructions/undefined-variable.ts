import { baseImage, isScratch } from '../../../read/dockerfile/base.js';
import type { Dockerfile, Instruction, Stage } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';
import { isTypo } from './lib/typo.js';
import { usedVariables } from './lib/used-variables.js';

const PLATFORM = ['BUILD', 'TARGET'].flatMap((side) =>
  ['PLATFORM', 'OS', 'ARCH', 'VARIANT'].map((part) => side + part),
);

/** What every image has, and every build may be given. */
const ALWAYS = [
  'PATH',
  'HOME',
  'HOSTNAME',
  'USER',
  'LANG',
  'TERM',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'FTP_PROXY',
  'NO_PROXY',
  'ALL_PROXY',
];

/** Among more names than this, nobody looks for a slip of the pen. */
const MANY = 200;

/**
 * The environment of a base image is not known here, so that an unknown name alone is no fault: only one that was
 * declared before FROM, on scratch, or spelled almost like another.
 */
export const undefinedVariable = dockerfileRule({
  id: 'undefined-variable',
  title: 'Variables are defined where they are used',
  severity: 'medium',
  theme: 'instructions',
  rationale:
    'The builder puts nothing in place of a variable that it does not know: paths and labels lose a part, and the build goes on.',
  remedy:
    'Declare it in the stage: an ARG above the first FROM counts inside of a stage only when the stage repeats it.',
  example: 'ARG VERSION=1.0\nFROM debian:12\nARG VERSION\nLABEL org.opencontainers.image.version=$VERSION',
  references: { buildkit: ['UndefinedVar'] },
  check(dockerfile, report) {
    const global = globals(dockerfile);
    // What a stage that continues another one finds there: its ENV, not its ARG.
    const handedOn = new Map<Stage, ReadonlySet<string>>();
    for (const stage of dockerfile.complete ? dockerfile.stages : []) {
      const env = new Set(stage.parent && handedOn.get(stage.parent));
      const known = new Set(env);
      for (const instruction of stage.instructions) {
        for (const { name, line } of usedVariables(instruction)) {
          if (known.has(name) || ALWAYS.includes(name.toUpperCase())) continue;
          const reason = reasonFor(name, stage, global, known.size > MANY ? [] : [...known, 'PATH', 'HOME']);
          if (reason !== undefined) report({ line }, `${name} ${reason}`);
        }
        for (const name of names([instruction], ['ARG', 'ENV'])) known.add(name);
        for (const name of names([instruction], ['ENV'])) env.add(name);
      }
      handedOn.set(stage, env);
    }
  },
});

function reasonFor(
  name: string,
  stage: Stage,
  global: ReadonlySet<string>,
  known: readonly string[],
): string | undefined {
  if (PLATFORM.includes(name)) return 'is only known in a stage that declares it with ARG';
  if (global.has(name) && !isOfBase(name, stage)) return 'is declared before FROM, and not in this stage';
  const meant = known.find((candidate) => isTypo(name, candidate));
  if (meant !== undefined) return `is not defined; ${meant} is`;
  return isScratch(stage) ? 'is not defined' : undefined;
}

/** `node` sets `NODE_VERSION` in its images: the same name as the usual argument for its tag. */
function isOfBase(name: string, stage: Stage): boolean {
  const base = baseImage(stage)?.repository.split('/').at(-1)?.replaceAll('-', '_').toUpperCase();
  return base !== undefined && name.toUpperCase().startsWith(base);
}

function globals({ instructions }: Dockerfile): ReadonlySet<string> {
  const end = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  return new Set(names(instructions.slice(0, end), ['ARG']));
}

function names(instructions: readonly Instruction[], keywords: readonly string[]): string[] {
  return instructions.flatMap(({ keyword, assignments, onbuild }) =>
    keywords.includes(keyword) && !onbuild ? assignments.map(({ name }) => name) : [],
  );
}
