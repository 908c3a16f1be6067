import { readOptions, type CommandLine, type OptionSpec } from '../../../../read/shell/options.js';
import type { ShellCommand } from '../../../../read/shell/script.js';
import { CURL, WGET } from '../../../../read/shell/downloaders.js';

const SPECS: Readonly<Record<string, OptionSpec>> = { curl: CURL, wget: WGET };

/** The options and addresses of a curl or a wget. */
export function downloadLine(command: ShellCommand): CommandLine | undefined {
  const spec = Object.hasOwn(SPECS, command.name) ? SPECS[command.name] : undefined;
  return spec && readOptions(command.args, spec);
}
