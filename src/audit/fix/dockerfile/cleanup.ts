import type { Dockerfile, Instruction } from '../../dockerfile/document.js';
import { packageCommands } from '../../shell/package-command.js';
import { APT, isAptInstall, isAptUpdate } from '../../rules/packages/lib/apt.js';
import { insert } from '../edit.js';
import { leave, type DockerfileFixer, type Mending } from '../fixer.js';

/** Puts a command at the end of a `RUN` that is a chain of `&&` and nothing else. */
export function append(command: string): DockerfileFixer {
  return (run, dockerfile) => appended(run, dockerfile, command);
}

function appended(run: Instruction, { source, escape }: Dockerfile, command: string): Mending {
  const { text, start, script } = run;
  if (run.exec || run.heredocs.length > 0 || run.onbuild || !script) return leave('the step is no plain command line');
  if (!isChain(run)) return leave('the step is more than a chain of commands joined by "&&"');
  const whole = text.trimEnd();
  const end = start + whole.length;
  const lines = whole.split('\n');
  const last = lines.at(-1) ?? '';
  const rest = source.text.slice(end).split('\n', 1)[0] ?? '';
  if (/(?:^|\s)#/.test(last) || rest.trim() !== '' || whole.endsWith(escape) || whole.endsWith('&'))
    return leave('the step ends in an unusual way');
  if (lines.length === 1) return [insert(end, ` && ${command}`)];
  const indent = /^\s*/.exec(last)?.[0] ?? '';
  // `a && \` has the sign at the end of its lines: the new one then too.
  const trailing = lines.slice(0, -1).some((line) => /&&\s*[\\`]\s*$/.test(line));
  return [insert(end, trailing ? ` && ${escape}\n${indent}${command}` : ` ${escape}\n${indent}&& ${command}`)];
}

/** Whether what is put behind runs where everything before has succeeded, and changes nothing about it. */
function isChain({ text, script }: Instruction): boolean {
  const plain = text
    .replace(/'[^']*'/g, "''")
    .replace(/"(?:[^"\\]|\\.)*"/gs, '""')
    .replace(/\$\{\w+\}|[12]?>&?[\w/.]+/g, '')
    .replaceAll('&&', '  ');
  return (
    !/[;&|(){}<>`]|\b(?:if|then|else|fi|for|while|do|done|case|esac|exec|exit|trap|function)\b/.test(plain) &&
    (script?.commands.every(({ conditional, substituted }) => !conditional && !substituted) ?? false)
  );
}

/** Deletes the lists, unless a later step of the same image needs them. */
export const aptLists: DockerfileFixer = (run, dockerfile, finding) => {
  const needed = dockerfile.instructions.some(
    (other) => other.index > run.index && other.keyword === 'RUN' && installsWithoutUpdate(other),
  );
  if (needed) return leave('a later step installs with the lists of this one');
  return append('rm -rf /var/lib/apt/lists/*')(run, dockerfile, finding);
};

function installsWithoutUpdate(run: Instruction): boolean {
  const commands = packageCommands(run.script).filter(({ manager }) => APT.includes(manager));
  const install = commands.findIndex(isAptInstall);
  return install >= 0 && !commands.slice(0, install).some(isAptUpdate);
}
