import { writtenBy } from '../../../../read/dockerfile/written.js';
import type { Dockerfile } from '../../../../read/dockerfile/document.js';
import type { Report } from '../../../rule.js';
import { readOptions } from '../../../../read/shell/options.js';
import type { ShellCommand } from '../../../../read/shell/script.js';

/** A line of a configuration file that switches a verification off. */
export interface FileSetting {
  /** The files, by the end of their path. */
  readonly path: RegExp;
  /** The line, from its beginning. */
  readonly setting: RegExp;
}

/** Reports what `echo`, `cat <<EOF`, `COPY <<EOF` and `sed -i` write into configuration files. */
export function reportFileSettings(
  dockerfile: Dockerfile,
  file: FileSetting,
  report: Report,
  consequence: string,
): void {
  for (const instruction of dockerfile.instructions) {
    for (const { path, text, line } of writtenBy(instruction)) {
      if (path === undefined || !file.path.test(path)) continue;
      const found = text.split('\n').find((one) => file.setting.test(one));
      if (found) report({ line }, `${found.trim()} in ${path}: ${consequence}`);
    }
    for (const command of instruction.keyword === 'RUN' ? (instruction.script?.commands ?? []) : []) {
      const edited = command.name === 'sed' ? editedTo(command, file) : undefined;
      if (edited) report(command, `${edited}: ${consequence}`);
    }
  }
}

/** What a `sed` puts into one of the files. */
function editedTo({ args }: ShellCommand, { path, setting }: FileSetting): string | undefined {
  const { operands, options } = readOptions(args, { short: 'ef', long: ['expression', 'file'] });
  const given = options.flatMap(({ name, value }) => (/^(?:e|expression)$/.test(name) && value ? [value] : []));
  const scripts = given.length > 0 ? given : operands.slice(0, 1).map(({ value }) => value);
  const files = (given.length > 0 ? operands : operands.slice(1)).map(({ value }) => value);
  const target = files.find((one) => path.test(one) || /\*$/.test(one));
  const text = scripts.map(inserted).find((one) => one !== undefined && setting.test(one));
  return target !== undefined && text !== undefined ? `${text.trim()} in ${target}` : undefined;
}

/** Of `s/a/b/`, what it puts in place; of `$ a text` and `/x/i text`, the text. */
function inserted(script: string): string | undefined {
  const substitution = /^(?:[^sac/]|\/[^/]*\/)*s([/|#,:@!])/.exec(script);
  if (!substitution?.[1]) return /(?:^|[\s\d$/])[aic]\\?\s*(\S.*)$/.exec(script)?.[1];
  return script
    .slice(substitution[0].length)
    .split(substitution[1])[1]
    ?.replace(/^\^|\\\d|&/g, '');
}
