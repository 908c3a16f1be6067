import type { Instruction } from '../../../../read/dockerfile/document.js';
import { hasOption } from '../../../../read/shell/options.js';
import { packageCommand, type PackageCommand } from '../../../../read/shell/package-command.js';
import type { ShellCommand } from '../../../../read/shell/script.js';

/** Managers that share one index. */
const FAMILIES: readonly (readonly string[])[] = [
  ['apt-get', 'apt', 'aptitude'],
  ['apk'],
  ['yum'],
  ['dnf', 'tdnf'],
  ['zypper'],
  ['pacman'],
];

const UPDATES: Readonly<Record<string, readonly string[]>> = {
  zypper: ['refresh', 'update'],
};
const INSTALLS = new Set([
  ...['install', 'reinstall', 'source-install', 'groupinstall', 'localinstall', 'add', 'build-dep', 'satisfy'],
  ...['source', 'download', 'group install', 'groups install', 'module install', 'module enable', 'show', 'list'],
]);
const UPGRADES = new Set(['upgrade', 'dist-upgrade', 'full-upgrade', 'safe-upgrade', 'upgrade-minimal', 'patch']);

/** Programs that install with the index of another. */
const OTHERS =
  /^(?:rosdep|gdebi(?:-core)?|mk-build-deps|playwright|apt-cache|apt-file|tasksel|debootstrap|apt-fast|nala|install_packages)$/;

export const familyOf = ({ manager }: PackageCommand): readonly string[] | undefined =>
  FAMILIES.find((family) => family.includes(manager));

/** `apt-get update`, `apk update`, `yum update` of nothing in particular, `zypper refresh`, `pacman -Sy`. */
export function updatesIndex(found: PackageCommand): boolean {
  if (!familyOf(found) || found.operands.length > 0) return false;
  return (UPDATES[found.manager] ?? ['update']).includes(found.subcommand);
}

export type Use = 'install' | 'upgrade' | 'nothing';

/** What the rest of a script does with the index: it installs, it only upgrades, or nothing. */
export function useBehind(commands: readonly ShellCommand[], update: PackageCommand): Use {
  const behind = commands.slice(commands.indexOf(update.command) + 1);
  const family = familyOf(update) ?? [];
  const uses = behind.map((command): Use => {
    const found = packageCommand(command);
    if (found && family.includes(found.manager)) {
      return INSTALLS.has(found.subcommand) ? 'install' : UPGRADES.has(found.subcommand) ? 'upgrade' : 'nothing';
    }
    return mayInstall(command) ? 'install' : 'nothing';
  });
  if (uses.includes('install')) return 'install';
  return uses.includes('upgrade') ? 'upgrade' : 'nothing';
}

/** A script, or a program that is named for it, may install as well as any. */
function mayInstall(command: ShellCommand): boolean {
  const { name, args, pipeline } = command;
  if (OTHERS.test(name) || /\.(?:sh|bash|py|pl|rb)$/.test(name) || name.includes('$')) return true;
  if (/install/i.test(name) && name !== 'install') return true;
  if (!/^(?:(?:ba|da|a|z|k)?sh|npx|python[\d.]*|source|\.)$/.test(name)) return false;
  const readsPipe = pipeline.indexOf(command) > 0;
  const words = args.map(({ value }) => value);
  const runsFile = words.some((word) => !word.startsWith('-')) && !words.some((word) => /^-[a-z]*c$/.test(word));
  return readsPipe || runsFile;
}

/** Whether a `RUN` installs with an index that an earlier layer fetched. */
export function installsWithoutUpdate(run: Instruction, family: readonly string[]): boolean {
  const all = (run.script?.commands ?? []).flatMap((command) => packageCommand(command) ?? []);
  const own = all.filter(({ manager }) => family.includes(manager));
  if (own.some((found) => updatesIndex(found))) return false;
  return own.some(
    ({ subcommand, line }) => INSTALLS.has(subcommand) && !hasOption(line, 'no-cache', 'U', 'update', 'update-cache'),
  );
}
