import { execForm, parseShell } from '../shell/parse.js';
import type { ShellScript } from '../shell/script.js';
import type { Heredoc } from './document.js';
import type { Reading, Surroundings } from './reading.js';

interface Executed {
  readonly keyword: string;
  readonly text: string;
  /** Where `text` starts in the file. */
  readonly start: number;
  readonly exec: readonly string[] | undefined;
  readonly heredocs: readonly Heredoc[];
  readonly line: number;
  readonly endLine: number;
}

const POSIX = /^(?:.*\/)?(?:ba|da|a|z|k|mk)?sh$/;

/** What an instruction runs, where a POSIX shell reads it; nothing for PowerShell and cmd. */
export function readScript(executed: Executed, reading: Reading, around: Surroundings): ShellScript | undefined {
  const { exec, line, endLine } = executed;
  if (executed.keyword === 'HEALTHCHECK') return readHealthcheck(executed, reading, around);
  if (exec) return execForm(exec, line, endLine);
  const shell = around.shell[0] ?? '';
  if (!POSIX.test(shell) || (isWindows(around) && around.shell[0] === '/bin/sh')) return undefined;
  return shellForm(executed, reading, around);
}

/** Whether the stage is one of Windows, whose shell is another. */
export function isWindows({ stage }: Surroundings): boolean {
  return /(?:^|\/)(?:windows|nanoserver|windowsservercore)(?:\/|$)/.test(stage?.image?.repository ?? '');
}

function readHealthcheck(executed: Executed, reading: Reading, around: Surroundings): ShellScript | undefined {
  const command = /^CMD\s+/i.exec(executed.text);
  if (!command) return undefined;
  const [text, start] = [executed.text.slice(command[0].length), executed.start + command[0].length];
  try {
    const argv: unknown = text.startsWith('[') ? JSON.parse(text) : undefined;
    if (Array.isArray(argv)) return execForm(argv.map(String), executed.line, executed.endLine);
  } catch {
    // Not an exec form, then.
  }
  return readScript({ ...executed, keyword: 'CMD', text, start, exec: undefined }, reading, around);
}

function shellForm(executed: Executed, reading: Reading, around: Surroundings): ShellScript {
  const { source } = reading;
  const { text, start, heredocs } = executed;
  const first = text.split('\n', 1)[0] ?? '';
  // `RUN <<EOF`: the documents themselves are the script.
  if (heredocs.length > 0 && /^(?:<<-?\s*["']?\w+["']?\s*)+$/.test(first)) {
    const shells = heredocs.filter(({ content }) => !/^#!(?!.*\b(?:ba|da|a|z|k)?sh\b)/.test(content));
    const scripts = shells.map(({ content, line }) => {
      const from = source.startOf(line);
      return parseShell(content, (at) => source.lineAt(from + at), around.variables);
    });
    return {
      commands: scripts.flatMap(({ commands }) => commands),
      assignments: scripts.flatMap(({ assignments }) => assignments),
      pipes: scripts.flatMap(({ pipes }) => pipes),
      pipefail: scripts.every(({ pipefail }) => pipefail),
    };
  }
  const script = heredocs.length > 0 ? text : plain(text, reading.escape);
  return parseShell(script, (at) => source.lineAt(start + at), around.variables);
}

/** The same characters at the same places, but comments and empty lines between continued ones are spaces. */
export function plain(text: string, escape: string): string {
  if (!text.includes('\n')) return text;
  const end = escape === '`' ? /`([ \t]*)$/ : /\\([ \t]*)$/;
  return text
    .split('\n')
    .map((line, index, all) => {
      const last = index === all.length - 1;
      if (index > 0 && /^\s*(?:#|$)/.test(line)) return ' '.repeat(line.length) + (last ? '' : ' ');
      return (end.test(line) ? line.replace(end, '$1\\') : line) + (last ? '' : '\n');
    })
    .join('');
}
