import { lineage, type Instruction, type Stage } from '../../../read/dockerfile/document.js';
import { replace } from '../edit.js';
import { leave, type DockerfileFixer } from '../fixer.js';

/**
 * Images whose entrypoint, where they have one, does not care which program it starts. Those of servers do: `redis` and
 * `postgres` give up their rights for `redis-server` and `postgres`, and not for a shell that starts these.
 */
const PLAIN_BASES =
  /^(?:(?:(?:index\.)?docker\.io\/|public\.ecr\.aws\/docker\/)?(?:library\/)?(?:almalinux|alpine|amazoncorretto|amazonlinux|buildpack-deps|busybox|centos|debian|eclipse-temurin|elixir|erlang|fedora|gcc|golang|gradle|haskell|maven|node|openjdk|oraclelinux|perl|php|pypy|python|r-base|rockylinux|ruby|rust|swift|ubuntu)|opensuse\/\w+|mcr\.microsoft\.com\/dotnet\/\w+|registry\.access\.redhat\.com\/ubi\d+(?:\/ubi(?:-\w+)?)?)$/;

/** What a shell hands on as it is written. */
const WORD = /^[\w/.:=,@%+-]+$/;
/** What only a shell knows, or what would be a shell's own business. */
const SHELLS_OWN =
  /^(?:\.|:|alias|bg|break|builtin|case|cd|command|continue|do|done|echo|elif|else|esac|eval|exec|exit|export|fg|fi|for|function|hash|if|jobs|kill|local|printf|pwd|read|readonly|return|select|set|shift|source|test|then|time|times|trap|type|ulimit|umask|unalias|unset|until|wait|while)$/;

/**
 * `CMD node server.js` as `CMD ["node", "server.js"]`. Only for the name of a program that is looked for in the PATH: a
 * shell also runs a script without `#!`, the engine does not.
 */
export const execForm: DockerfileFixer = (instruction) => {
  const { text, start, shell, stage, keyword, script } = instruction;
  const line = text.trim();
  if (line.includes('\n') || line.startsWith('[')) return leave('it is no plain command line');
  if (shell[0] !== '/bin/sh' || !script) return leave('another shell reads it');
  const words = line.split(/[ \t]+/);
  const [program = ''] = words;
  if (!words.every((word) => WORD.test(word))) return leave('a shell has to read it: variables, quotes or signs');
  if (SHELLS_OWN.test(program) || program.includes('=')) return leave(`${program} is the shell's own`);
  if (program.includes('/') || program.endsWith('.sh'))
    return leave(`${program} may be a script without "#!", which only a shell runs`);
  const steps = stage ? lineage(stage).flatMap(({ instructions }) => instructions) : [];
  if (steps.some((step) => brings(step, program)))
    return leave(`${program} may be a script without "#!", which only a shell runs`);
  if (keyword === 'CMD' && !hasPlainBase(stage))
    return leave('the base image may have an entrypoint that cares for what it starts');
  const other = keyword === 'CMD' ? 'ENTRYPOINT' : 'CMD';
  if (steps.some((one: Instruction) => one.keyword === other && !one.onbuild))
    return leave(`${other} would be put together with it in another way`);
  return [
    replace(start + text.indexOf(line), line.length, `[${words.map((word) => JSON.stringify(word)).join(', ')}]`),
  ];
};

function hasPlainBase(stage: Stage | undefined): boolean {
  const image = stage && lineage(stage)[0]?.image;
  if (!image || image.dynamic || /windows|nanoserver/i.test(image.tag ?? '')) return false;
  return PLAIN_BASES.test([image.registry, image.repository].filter((part) => part !== undefined).join('/'));
}

/** Whether a step lays a file of that name into the image. */
function brings({ keyword, text }: Instruction, program: string): boolean {
  if (!['COPY', 'ADD', 'RUN'].includes(keyword)) return false;
  const words = text.split(/[\s"',;()[\]]+/);
  return words.some((word) => word.endsWith(`/${program}`) || (keyword !== 'RUN' && word === program));
}
