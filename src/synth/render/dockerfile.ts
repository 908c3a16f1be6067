import type { DockerfileModel, Instruction, RunMount, StageModel } from '../../model/dockerfile.js';
import { NexusError, show } from '../../model/errors.js';
import { comment, marker } from '../../model/marker.js';
import { checkOneLine } from '../../model/paths.js';
import { shellWord } from './quote.js';

const CONTINUE = ' \\\n    ';

/** Prints a Dockerfile. The only place that knows Docker's quoting. */
export function renderDockerfile(dockerfile: DockerfileModel): string {
  const header = dockerfile.header ? [comment('hash', dockerfile.header)] : [];
  return [[marker('hash'), ...header].join('\n'), ...dockerfile.stages.map(renderStage)].join('\n\n') + '\n';
}

function renderStage(stage: StageModel): string {
  const lines = stage.comment ? [comment('hash', stage.comment)] : [];
  lines.push(`FROM ${plain('base image', stage.from)} AS ${plain('stage name', stage.name)}`);
  return [...lines, ...stage.instructions.map(renderInstruction)].join('\n');
}

/** One instruction, as one or several lines. */
export function renderInstruction(instruction: Instruction): string {
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
      return `COPY ${flags}${copyPaths([...instruction.sources, instruction.destination])}`;
    }
    case 'run': {
      const env = Object.entries(instruction.environment ?? {}).map(
        ([key, value]) => `${plain('variable', key)}=${word(value)}`,
      );
      const mounts = (instruction.mounts ?? []).map((mount) => `--mount=${runMount(mount)}`);
      const commands = instruction.commands.map((argv) => [...env, ...argv.map(word)].join(' '));
      return `RUN ${[...mounts, commands.join(` &&${CONTINUE}`)].join(CONTINUE)}`;
    }
    case 'healthcheck': {
      const { interval, timeout, startPeriod, startInterval, retries, test } = instruction;
      const flags = [
        `--interval=${interval}`,
        `--timeout=${timeout}`,
        `--start-period=${startPeriod}`,
        `--start-interval=${startInterval}`,
        `--retries=${retries}`,
      ];
      const command =
        test[0] === 'CMD-SHELL' ? `CMD ${checkOneLine('health check', test[1] ?? '')}` : `CMD ${exec(test.slice(1))}`;
      return `HEALTHCHECK ${flags.join(' ')}${CONTINUE}${command}`;
    }
    case 'entrypoint':
      return `ENTRYPOINT ${exec(instruction.argv)}`;
    case 'cmd':
      return `CMD ${exec(instruction.argv)}`;
  }
}

function word(text: string): string {
  return shellWord(checkOneLine('word of a RUN command', text));
}

/** The exec form: a JSON list, that no shell and no variable expansion touches. */
function exec(argv: readonly string[]): string {
  return `[${argv.map((arg) => JSON.stringify(arg)).join(', ')}]`;
}

/** Double quotes in which Docker expands nothing. */
function quoted(text: string): string {
  return `"${checkOneLine('value in a Dockerfile', text).replace(/["\\$]/g, '\\$&')}"`;
}

function pairs(keyword: string, values: Readonly<Record<string, string>>): string {
  const entries = Object.entries(values).map(([key, value]) => `${plain(`${keyword} key`, key)}=${quoted(value)}`);
  return `${keyword} ${entries.join(CONTINUE)}`;
}

function flag(name: string, value: string | undefined): string {
  return value === undefined ? '' : `--${name}=${plain(`--${name}`, value)} `;
}

const PLAIN_PATH = /^[A-Za-z0-9_./@*+:-]+$/;

function copyPaths(paths: readonly string[]): string {
  for (const text of paths) checkOneLine('path in COPY', text);
  if (paths.every((text) => PLAIN_PATH.test(text))) return paths.join(' ');
  // Docker expands variables in the JSON form too, after JSON's own unescaping.
  return exec(paths.map((text) => text.replace(/[\\$]/g, '\\$&')));
}

function path(text: string): string {
  return PLAIN_PATH.test(text) ? text : quoted(text);
}

function runMount(mount: RunMount): string {
  return Object.entries(mount)
    .map(([key, value]) => `${key}=${plain('mount option', value)}`)
    .join(',');
}

/** A word that Docker's grammar has no quoting for. */
function plain(what: string, text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_.:/@-]*$|^\/[A-Za-z0-9_.:/@-]*$/.test(text)) return text;
  throw new NexusError(`${what} ${show(text)} can't stand in a Dockerfile`, {
    fix: 'Use letters, digits and . _ : / @ - only',
  });
}
