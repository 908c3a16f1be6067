import type { Instruction } from '../../../../read/dockerfile/document.js';
import { isKeptOutOfLayer } from '../../../../read/dockerfile/mounts.js';
import { hasOption, isOff, isUnknown, mayHoldOptions, optionValues } from '../../../../read/shell/options.js';
import { packageCommand, type PackageCommand } from '../../../../read/shell/package-command.js';
import type { ShellCommand, ShellWord } from '../../../../read/shell/script.js';
import { writtenUntil } from '../../../../read/dockerfile/written.js';
import { removes } from './removal.js';
import { trimEnd } from '../../../../read/text/trim.js';

export const RPM_MANAGERS = ['yum', 'dnf', 'microdnf', 'tdnf'];
export const DNF = ['dnf', 'microdnf', 'tdnf'];
/** Sub-commands that install, and so ask and leave a cache behind. */
export const RPM_INSTALLS = [
  ...['install', 'reinstall', 'localinstall', 'groupinstall', 'group install', 'groups install', 'module install'],
  ...['environment install'],
];
/** Those that name packages. Groups have no version. */
export const RPM_PACKAGE_INSTALLS = ['install', 'reinstall', 'localinstall', 'module install'];

/**
 * `httpd-2.4.57-5.el9`, `httpd-2.4*`, `2:vim-9.0`, `nodejs:18` of a module, a file, an address or a capability with a
 * comparison. In RPM's naming the version and the release are the last two parts, and both begin with a digit:
 * `java-1.8.0-openjdk` and `epel-release` are names alone.
 */
export function isPinnedForRpm(word: ShellWord, found: PackageCommand): boolean {
  const { value } = word;
  if (found.subcommand === 'module install') return value.includes(':') || isUnknown(word);
  if (/^@|\/|\.rpm$|[<>=]/.test(value) || isUnknown(word)) return true;
  const parts = trimEnd(value, '.*').split('-');
  const [before = '', last = ''] = parts.slice(-2);
  if (parts.length < 2) return false;
  return /^(?:\d+:)?v?\d/.test(last) || (/\d/.test(last) && /^(?:\d+:)?\d+(?:\.\d+)+$/.test(before));
}

/** Whether an RPM manager asks nothing: `-y`, `--assumeyes`, `--setopt=assumeyes=1`, or so in its configuration. */
export function asksNothing(found: PackageCommand, run: Instruction): boolean {
  const { line, command } = found;
  if (hasOption(line, 'y', 'assumeyes', 'assume-yes', 'yes', 'assumeno', 'downloadonly')) return true;
  if (optionValues(line, 'setopt').some((setting) => /^assumeyes=/i.test(setting) && !isOff(setting.slice(10))))
    return true;
  if (mayHoldOptions(command) || command.pipeline[0]?.name === 'yes') return true;
  return writtenUntil(run).some(({ text }) => /^[ \t]*assumeyes[ \t]*=[ \t]*(?:1|true|yes|on)/im.test(text));
}

/** The folders that yum and dnf keep what they download in. */
const CACHES = ['/var/cache/dnf', '/var/cache/yum', '/var/cache/libdnf5', '/var/cache/tdnf'];

export function cleansRpmCache(command: ShellCommand): boolean {
  const found = packageCommand(command);
  if (found && RPM_MANAGERS.includes(found.manager) && found.subcommand === 'clean') {
    return found.operands.length === 0 || found.operands.some(({ value }) => value === 'all');
  }
  return CACHES.some((folder) => removes(command, folder));
}

export function rpmCacheIsMounted(run: Instruction): boolean {
  return CACHES.some((folder) => isKeptOutOfLayer(run, folder));
}
