import type { Dockerfile, Instruction } from '../../../read/dockerfile/document.js';
import type { Finding } from '../../finding.js';
import { hasOption } from '../../../read/shell/options.js';
import { packageCommand, packageCommands, type PackageCommand } from '../../../read/shell/package-command.js';
import { insert, replace, type Edit } from '../edit.js';
import { leave, type DockerfileFixer } from '../fixer.js';
import type { ShellWord } from '../../../read/shell/script.js';
import { placedCommands, type PlacedCommand } from './commands.js';

interface Found extends PlacedCommand {
  readonly found: PackageCommand;
}

/** Commands of package managers at the line of a finding. */
function commandsAt(finding: Finding, run: Instruction, dockerfile: Dockerfile): Found[] {
  return placedCommands(run, dockerfile).flatMap((placed) => {
    const found = placed.line === finding.line ? packageCommand(placed.command) : undefined;
    return found ? [{ ...placed, found }] : [];
  });
}

const HIDDEN = leave('the command stands inside of a word, or in a file that the step writes');

/**
 * Puts an option behind the sub-command, which is as good as anywhere for all of these tools.
 *
 * @param managers those that know the option
 * @param subcommands as they are written in the file
 */
export function option(text: string, managers: readonly string[], subcommands: readonly string[]): DockerfileFixer {
  return (run, dockerfile, finding) => {
    const edits = commandsAt(finding, run, dockerfile).flatMap(({ found, place, command }): Edit[] => {
      if (!managers.includes(found.manager)) return [];
      const word = command.args.find(({ value, raw }) => subcommands.includes(value) && raw === value);
      const has = command.args.some(({ value }) => value === text);
      return word && !has ? [insert(place(word).end, ` ${text}`)] : [];
    });
    return edits.length > 0 ? edits : HIDDEN;
  };
}

/** Without the cache of pip, unless somebody has chosen its place or hands it on to another stage. */
export const pipNoCache: DockerfileFixer = (run, dockerfile, finding) => {
  const chosen = /--cache-dir|PIP_CACHE_DIR/.test(dockerfile.source.text);
  const copied = dockerfile.instructions.some(({ keyword, text }) => keyword === 'COPY' && /\.cache\b/.test(text));
  if (chosen || copied) return leave('somebody wants the cache: its place is chosen, or it is copied');
  return option('--no-cache-dir', ['pip'], ['install'])(run, dockerfile, finding);
};

/** `zypper --non-interactive install`: an option of the program, not of the sub-command. */
export const zypperOption: DockerfileFixer = (run, dockerfile, finding) => {
  const edits = commandsAt(finding, run, dockerfile).flatMap(({ found, place, command: { args } }): Edit[] => {
    const [first] = args;
    return found.manager === 'zypper' && first && !args.some(({ value }) => value === '--non-interactive')
      ? [insert(place(first).start, '--non-interactive ')]
      : [];
  });
  return edits.length > 0 ? edits : HIDDEN;
};

/** Sub-commands that mean the same to both: `apt upgrade` also installs what is new. */
const SAME = ['install', 'update', 'remove', 'purge', 'autoremove', 'clean', 'autoclean', 'full-upgrade'];
/** Signs of patterns, which `apt` and `apt-get` read in two ways. */
const PATTERN = /^[~!]|[*?^()[\]|]|\$$/;

const isPattern = ({ value }: ShellWord) => PATTERN.test(value.replace(/\$(?:\w+|\{[^}]*\})/g, ''));

export const aptGet: DockerfileFixer = (run, dockerfile, finding) => {
  const commands = commandsAt(finding, run, dockerfile).filter(({ command }) => command.name === 'apt');
  if (commands.length === 0) return HIDDEN;
  const edits = commands.flatMap(({ start, place, command: { args } }): Edit[] => {
    const subcommand = args.find(({ value }) => !value.startsWith('-'))?.value ?? '';
    const [first] = args;
    if (!first || !SAME.includes(subcommand) || args.some(isPattern)) return [];
    const before = dockerfile.source.text.slice(start, place(first).start);
    const name = /(?<![\w-])apt(?=[\s\\]+$)/.exec(before);
    return name ? [replace(start + name.index, name[0].length, 'apt-get')] : [];
  });
  return edits.length > 0 ? edits : leave('apt-get has no such sub-command, or does something else with it');
};

/** With `--no-cache` the index is fetched anyway: an `apk update &&` only leaves one behind, where nothing else wants it. */
export const apkNoCache: DockerfileFixer = (run, dockerfile, finding) => {
  const added = option('--no-cache', ['apk'], ['add'])(run, dockerfile, finding);
  if ('leave' in added) return added;
  const offline = run.flags.some(({ name, value }) => name === 'network' && value === 'none');
  if (offline || /--no-network/.test(run.text)) return leave('without a network there is only the index that it has');
  if (usersOfIndex(dockerfile) > 1) return added;
  const commands = placedCommands(run, dockerfile);
  const updates = commands.flatMap(({ command, start }, index): Edit[] => {
    const next = commands[index + 1];
    if (command.name !== 'apk' || !next) return [];
    const text = dockerfile.source.text.slice(start, next.start);
    return /^apk\s+update\s*&&[\s\\`]*$/.test(text) ? [{ start, end: next.start, text: '' }] : [];
  });
  return [...updates, ...added];
};

/** Commands of apk that work with the index that `apk update` has fetched, the one that is mended among them. */
function usersOfIndex({ instructions }: Dockerfile): number {
  return instructions
    .filter(({ keyword }) => keyword === 'RUN')
    .flatMap(({ script }) => packageCommands(script))
    .filter(({ manager, subcommand }) => manager === 'apk' && subcommand !== 'update')
    .filter(({ line }) => !hasOption(line, 'no-cache')).length;
}
