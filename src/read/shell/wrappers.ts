import type { ShellAssignment, ShellCommand, ShellWord } from './script.js';

interface Wrapper {
  /** Options that take the next word as their value. */
  readonly valued?: readonly string[];
  /** Words of its own between the options and the command: the user of `gosu`, the seconds of `timeout`. */
  readonly operands?: number;
  /** Whether `NAME=value` words stand before the command. */
  readonly assigns?: boolean;
}

/** Commands whose work is to run another one. */
const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  sudo: { valued: ['-u', '--user', '-g', '--group', '-h', '-p', '-C', '-r', '-t', '-U', '-D', '-R'], assigns: true },
  doas: { valued: ['-u', '-C'] },
  env: { valued: ['-u', '--unset', '-C', '--chdir', '-S'], assigns: true },
  exec: { valued: ['-a'] },
  command: {},
  builtin: {},
  nohup: {},
  time: { valued: ['-o', '-f'] },
  nice: { valued: ['-n', '--adjustment'] },
  ionice: { valued: ['-c', '-n', '-p'] },
  timeout: { valued: ['-s', '--signal', '-k', '--kill-after'], operands: 1 },
  gosu: { operands: 1 },
  'su-exec': { operands: 1 },
  chroot: { valued: ['--userspec', '--groups'], operands: 1 },
  setpriv: {},
  eatmydata: {},
  catchsegv: {},
  faketime: { operands: 1 },
  stdbuf: { valued: ['-i', '-o', '-e'] },
  xargs: { valued: ['-n', '-I', '-P', '-L', '-d', '-a', '-E', '-s', '--max-args', '--max-procs', '--delimiter'] },
  retry: { valued: ['-t', '-d'] },
};

/** Takes wrappers off the words of a command. What wraps nothing (`sudo -v`) is the command itself. */
export function unwrap(words: readonly ShellWord[]): {
  readonly via: readonly string[];
  readonly assignments: readonly ShellAssignment[];
  readonly rest: readonly ShellWord[];
} {
  const via: string[] = [];
  const assignments: ShellAssignment[] = [];
  let rest = words;
  for (let limit = 0; limit < 8; limit++) {
    const name = (rest[0]?.value ?? '').replace(/^.*\//, '');
    const wrapper = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
    // `command -v curl` asks whether there is one.
    if (!wrapper || (name === 'command' && /^-[a-zA-Z]*[vV]/.test(rest[1]?.value ?? ''))) break;
    const inner = behind(rest, wrapper);
    if (inner.rest.length === 0) break;
    via.push(name);
    assignments.push(...inner.assignments);
    rest = inner.rest;
  }
  return { via, assignments, rest };
}

function behind(words: readonly ShellWord[], wrapper: Wrapper) {
  const assignments: ShellAssignment[] = [];
  let index = 1;
  let operands = wrapper.operands ?? 0;
  // Behind `--` come operands and assignments still, and no options.
  let ended = false;
  for (; index < words.length; index++) {
    const word = words[index] as ShellWord;
    if (!ended && word.value === '--') {
      ended = true;
      continue;
    }
    if (!ended && word.value.startsWith('-') && word.value.length > 1) {
      if (wrapper.valued?.includes(word.value)) index++;
      continue;
    }
    const assigned = wrapper.assigns ? /^([A-Za-z_]\w*)=([^]*)$/.exec(word.value) : null;
    if (assigned?.[1]) {
      assignments.push({ name: assigned[1], value: { ...word, value: assigned[2] ?? '' }, line: word.line });
      continue;
    }
    if (operands-- > 0) continue;
    break;
  }
  return { assignments, rest: words.slice(index) };
}

const SHELLS = /^(?:ba|da|a|z|k)?sh$/;

/** The script in `bash -euo pipefail -c '…'`, `su user -c '…'` and `eval '…'`, where it is known. */
export function nestedScript(
  command: ShellCommand,
): { readonly value: string; readonly line: number; readonly pipefail: boolean } | undefined {
  const { name, args } = command;
  if (name === 'eval' && args[0]) {
    return { value: args.map(({ value }) => value).join(' '), line: args[0].line, pipefail: false };
  }
  const isShell = SHELLS.test(name);
  if (!isShell && name !== 'su' && name !== 'runuser') return undefined;
  const at = args.findIndex(({ value }) =>
    isShell ? /^-[a-zA-Z]*c$/.test(value) : value === '-c' || value === '--command',
  );
  // `bash -c -o pipefail '…'` is as good as `bash -o pipefail -c '…'`.
  let script = at < 0 ? -1 : at + 1;
  while (isShell && script > 0 && /^[-+]/.test(args[script]?.value ?? ''))
    script += args[script]?.value.endsWith('o') ? 2 : 1;
  const word = args[script];
  if (!word) return undefined;
  const pipefail = args
    .slice(0, script)
    .some(({ value }, index) => /^-[a-zA-Z]*o$/.test(value) && args[index + 1]?.value === 'pipefail');
  return { value: word.value, line: word.line, pipefail };
}
