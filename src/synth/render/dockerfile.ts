import type { DockerfileModel, Expansion, Instruction, RunMount } from '../../model/dockerfile.js';
import { NexusError, show } from '../../model/errors.js';
import { comment, marker } from '../../model/marker.js';
import { onceByText } from '../../model/once.js';
import { checkOneLine } from '../../model/paths.js';
import { namesItself } from '../../model/self-reference.js';
import { imageStages, notesOf } from './dockerfile-answers.js';
import { shellWord } from './quote.js';

const CONTINUE = ' \\\n    ';

/** A printed Dockerfile, and what each line of it is. */
export interface PrintedDockerfile {
  readonly text: string;
  /**
   * For each line of `text` the path of what it says in the {@link DockerfileModel}, joined with `\0`: `header`,
   * `stages\0runtime\0comment`, `stages\0runtime\0from`, `stages\0runtime\0instructions\0` and a number; empty for the
   * marker and for blank lines. Worked out when somebody asks.
   */
  readonly lines: () => readonly string[];
  /** Comments in it that the audit shall follow, without their "#". */
  readonly answers: readonly string[];
}

/** Prints a Dockerfile. The only place that knows Docker's quoting. */
export function printDockerfile(dockerfile: DockerfileModel): PrintedDockerfile {
  const text: string[] = [];
  const answers: string[] = [];
  eachPart(dockerfile, (part) => text.push(part), answers);
  text.push('');
  return {
    text: text.join('\n'),
    answers,
    lines: () => {
      const lines: string[] = [];
      eachPart(dockerfile, (part, ...path) => lines.push(...part.split('\n').map(() => path.join('\0'))));
      return lines;
    },
  };
}

/** Calls `visit` with each part, one or several lines, and the path of what it says. */
function eachPart(
  dockerfile: DockerfileModel,
  visit: (part: string, ...path: string[]) => void,
  answers: string[] = [],
): void {
  const inImage = imageStages(dockerfile);
  visit(marker('hash'));
  if (dockerfile.header) visit(comment('hash', dockerfile.header), 'header');
  for (const { name, comment: note, from, instructions } of dockerfile.stages) {
    visit('');
    if (note) visit(comment('hash', note), 'stages', name, 'comment');
    visit(`FROM ${plain('base image', from)} AS ${plain('stage name', name)}`, 'stages', name, 'from');
    instructions.forEach((instruction, index) => {
      const said = notesOf(instruction, inImage.has(name));
      answers.push(...said.answers);
      const before = [...said.notes.map((text) => comment('hash', text)), ...said.answers.map((text) => `# ${text}`)];
      visit([...before, renderInstruction(instruction)].join('\n'), 'stages', name, 'instructions', String(index));
    });
  }
}

/** The text alone. */
export function renderDockerfile(dockerfile: DockerfileModel): string {
  return printDockerfile(dockerfile).text;
}

/** One instruction, as one or several lines; of a thousand Dockerfiles few instructions are different. */
export const renderInstruction = onceByText<Instruction, string>(JSON.stringify, writeInstruction, { longest: 2000 });

function writeInstruction(instruction: Instruction): string {
  switch (instruction.kind) {
    case 'comment':
      return comment('hash', instruction.text);
    case 'arg':
      return `ARG ${plain('argument name', instruction.name)}${instruction.value === undefined ? '' : `=${quoted(instruction.value)}`}`;
    case 'env':
      return pairs('ENV', instruction.values);
    case 'label':
      return pairs('LABEL', instruction.values);
    case 'workdir':
      return `WORKDIR ${path(instruction.path)}`;
    case 'user':
      return `USER ${plain('user', instruction.user)}`;
    case 'expose':
      return `EXPOSE ${instruction.port}`;
    case 'stopsignal':
      return `STOPSIGNAL ${plain('signal', instruction.signal)}`;
    case 'copy': {
      const flags =
        flag('from', instruction.from) + flag('chown', instruction.chown) + flag('chmod', instruction.chmod);
      if (instruction.sources.length === 0)
        throw new NexusError(`COPY to ${show(instruction.destination)} has no source`, { fix: 'Give at least one' });
      return `COPY ${flags}${copyPaths([...instruction.sources, instruction.destination])}`;
    }
    case 'run': {
      const env = Object.entries(instruction.environment ?? {}).map(
        ([key, value]) => `${plain('variable', key)}=${word(value)}`,
      );
      const mounts = (instruction.mounts ?? []).map((mount) => `--mount=${runMount(mount)}`);
      const commands = instruction.commands.map((argv) => [...env, command(argv)].join(' '));
      if (commands.length === 0) throw new NexusError('RUN has no command', { fix: 'Give at least one' });
      const network = flag('network', instruction.network);
      return `RUN ${network}${[...mounts, commands.join(` &&${CONTINUE}`)].join(CONTINUE)}`;
    }
    case 'healthcheck': {
      const { interval, timeout, startPeriod, startInterval, retries, test } = instruction;
      const flags =
        flag('interval', interval) +
        flag('timeout', timeout) +
        flag('start-period', startPeriod) +
        flag('start-interval', startInterval);
      const check = test[0] === 'CMD-SHELL' ? shellText(test[1] ?? '') : exec(test.slice(1));
      return `HEALTHCHECK ${flags}--retries=${retries}${CONTINUE}CMD ${check}`;
    }
    case 'entrypoint':
      return `ENTRYPOINT ${exec(instruction.argv)}`;
    case 'cmd':
      return `CMD ${exec(instruction.argv)}`;
  }
}

function word(text: string): string {
  // Broken up, because readers of Dockerfiles take "<<" for a here-document even in quotes.
  return shellWord(checkOneLine('word of a RUN command', text)).replace(/<(?=<)/g, "<''");
}

/** The words of one command; the first is no flag of RUN's. */
function command(argv: readonly string[]): string {
  if (argv.length === 0) throw new NexusError('a RUN command has no words', { fix: 'Give at least the program' });
  const [program = '', ...rest] = argv.map(word);
  return [program.startsWith('-') ? `'${program}'` : program, ...rest].join(' ');
}

/** Docker's shell form, as it is. */
function shellText(text: string): string {
  checkOneLine('health check', text);
  if (text.trim() === '' || /\\\s*$/.test(text) || /^\s*\[\s*(?:"|\])/.test(text)) {
    throw new NexusError(`health check ${show(text)} would not reach the shell as it is`, {
      fix: 'Give a command that is not empty, does not begin like a JSON list and does not end in a backslash, with or without blanks after it',
    });
  }
  return text;
}

/** The exec form: a JSON list, that no shell and no variable expansion touches. */
function exec(argv: readonly string[]): string {
  return `[${argv.map((arg) => JSON.stringify(arg)).join(', ')}]`;
}

/** Double quotes in which Docker expands nothing. */
function quoted(text: string): string {
  return `"${checkOneLine('value in a Dockerfile', text).replace(/["\\$]/g, '\\$&')}"`;
}

/** Text in double quotes with a variable between; `${PATH:+:}` is the separator, unless PATH is empty or not set. */
function expanded(key: string, { variable = key, before = '', after = '', separator = '' }: Expansion): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable))
    throw new NexusError(`${show(variable)} is no variable of a Dockerfile`, { fix: 'Use letters, digits and _' });
  const inner = (text: string) => quoted(text).slice(1, -1);
  if (/[{}\\"$]/.test(checkOneLine('separator', separator)))
    throw new NexusError(`separator ${show(separator)} can't stand in a Dockerfile`, {
      fix: 'Use ":", "," or a space',
    });
  const between = separator === '' ? '' : `\${${variable}:+${separator}}`;
  const front = before === '' ? '' : `${inner(before)}${between}`;
  const back = after === '' ? '' : `${between}${inner(after)}`;
  return `"${front}\${${variable}}${back}"`;
}

function checkLiteral(key: string, value: string): string {
  if (!namesItself(key, value)) return value;
  throw new NexusError(`ENV ${key} is ${show(value)}, which is literal: it would hold a dollar sign`, {
    fix: `Write Instruction.env({ ${key}: EnvValue.prepend("…") }), or EnvValue.append("…")`,
  });
}

function pairs(keyword: string, values: Readonly<Record<string, string | Expansion>>): string {
  const entries = Object.entries(values).map(
    ([key, value]) =>
      `${plain(`${keyword} key`, key)}=${typeof value === 'string' ? quoted(checkLiteral(key, value)) : expanded(key, value)}`,
  );
  if (entries.length === 0)
    throw new NexusError(`${keyword} has no values`, { fix: 'Give at least one, or leave it out' });
  return `${keyword} ${entries.join(CONTINUE)}`;
}

function flag(name: string, value: string | undefined): string {
  return value === undefined ? '' : `--${name}=${plain(`--${name}`, value)} `;
}

/** Not with a hyphen first: that would be a flag. */
const PLAIN_PATH = /^[A-Za-z0-9_./@*+:][A-Za-z0-9_./@*+:-]*$/;

function copyPaths(paths: readonly string[]): string {
  for (const text of paths) checkOneLine('path in COPY', text);
  if (paths.every((text) => PLAIN_PATH.test(text))) return paths.join(' ');
  // Docker expands variables and removes quotes in the JSON form too, after JSON's own unescaping.
  return exec(paths.map((text) => text.replace(/[\\$'"]/g, '\\$&'))).replaceAll('<<', '<\\u003c');
}

function path(text: string): string {
  return PLAIN_PATH.test(text) ? text : quoted(text);
}

function runMount(mount: RunMount): string {
  return Object.entries(mount)
    .filter(([, value]: [string, unknown]) => value !== undefined)
    .map(([key, value]: [string, unknown]) => `${key}=${plain('mount option', String(value))}`)
    .join(',');
}

/** A word that Docker's grammar has no quoting for. */
function plain(what: string, text: string): string {
  if (/^[A-Za-z0-9_./][A-Za-z0-9_.:/@-]*$/.test(text)) return text;
  throw new NexusError(`${what} ${show(text)} can't stand in a Dockerfile`, {
    fix: 'Use letters, digits and . _ : / @ - only, and begin with none of : @ -',
  });
}
