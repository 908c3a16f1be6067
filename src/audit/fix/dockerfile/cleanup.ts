import { lineage, type Dockerfile, type Instruction } from '../../../read/dockerfile/document.js';
import { packageCommand } from '../../../read/shell/package-command.js';
import { APT, isAptUpdate } from '../../rules/packages/lib/apt.js';
import { insert } from '../edit.js';
import { leave, type DockerfileFixer, type Mending } from '../fixer.js';

/** Programs by which a command runs as somebody else. */
const RIGHTS = ['sudo', 'doas', 'su', 'su-exec', 'gosu', 'runuser', 'setpriv', 'chroot'];

/** Puts a command at the end of a `RUN` that is a chain of `&&` and nothing else. */
export function append(command: string): DockerfileFixer {
  return (run, dockerfile) => appended(run, dockerfile, command);
}

function appended(run: Instruction, { source, escape }: Dockerfile, command: string): Mending {
  const { text, start, script } = run;
  if (run.exec || run.heredocs.length > 0 || run.onbuild || !script) return leave('the step is no plain command line');
  if (script.commands.some(({ via }) => via.some((name) => RIGHTS.includes(name))))
    return leave('the step gets its rights with sudo or the like, and so would the clean-up');
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

/** Deletes the lists, unless a later step needs them, or does what can't be seen here. */
export const aptLists: DockerfileFixer = (run, dockerfile, finding) => {
  const later = dockerfile.instructions.filter(({ index, keyword }) => index > run.index && keyword === 'RUN');
  if (later.some(needsLists)) return leave('a later step installs with the lists of this one');
  const { stage } = run;
  const own = later.filter((other) => !stage || (other.stage && lineage(other.stage).includes(stage)));
  if (own.some(isOpaque)) return leave('a later step runs a script, which may install with the lists of this one');
  return append('rm -rf /var/lib/apt/lists/*')(run, dockerfile, finding);
};

/** What apt does without its lists. */
const WITHOUT_LISTS = ['', 'clean', 'autoclean', 'distclean', 'remove', 'purge', 'autoremove'];
const READERS = ['apt-cache', 'apt-file', 'gdebi', 'mk-build-deps', 'nala', 'tasksel'];

function needsLists({ script }: Instruction): boolean {
  for (const command of script?.commands ?? []) {
    const found = packageCommand(command);
    if (found && isAptUpdate(found)) return false;
    if (READERS.includes(command.name)) return true;
    if (found && APT.includes(found.manager) && !WITHOUT_LISTS.includes(found.subcommand)) return true;
  }
  return false;
}

const SHELLS = ['sh', 'bash', 'dash', 'ash', 'zsh', '.', 'source'];

/** Whether a step runs what stands in other files. */
function isOpaque({ script }: Instruction): boolean {
  if (!script) return true;
  return script.commands.some(
    ({ name, args }) =>
      /\.(?:sh|bash|py|pl|rb)$|^(?:make|ansible-playbook)$/.test(name) ||
      (SHELLS.includes(name) && !args.some(({ value }) => /^-\w*c$/.test(value))),
  );
}
