import { lineage, type Instruction } from '../../dockerfile/document.js';
import { replace } from '../edit.js';
import { leave, type DockerfileFixer } from '../fixer.js';

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
  const others = stage ? lineage(stage).flatMap(({ instructions }) => instructions) : [];
  const other = keyword === 'CMD' ? 'ENTRYPOINT' : 'CMD';
  if (others.some((one: Instruction) => one.keyword === other && !one.onbuild))
    return leave(`${other} would be put together with it in another way`);
  return [
    replace(start + text.indexOf(line), line.length, `[${words.map((word) => JSON.stringify(word)).join(', ')}]`),
  ];
};
