import type { Instruction } from '../../../../read/dockerfile/document.js';
import type { ShellCommand } from '../../../../read/shell/script.js';

/** Whether a command compares a file with a checksum or a signature. */
export function verifies({ name, args }: ShellCommand): boolean {
  const words = args.map(({ value }) => value);
  if (/^(?:sha\d*sum|shasum|md5sum|b2sum|rhash)$/.test(name)) {
    return words.some((word) => /^-[a-zA-Z]*c|^--check/.test(word));
  }
  if (/^gpgv2?$/.test(name)) return true;
  if (/^gpg2?$/.test(name)) return words.some((word) => word.startsWith('--verify'));
  return /^(?:cosign|minisign|signify)$/.test(name);
}

/** Whether a `RUN`, or one behind it in the stage, verifies what was downloaded. */
export function verifiedFrom(instruction: Instruction): boolean {
  const all = instruction.stage?.instructions ?? [instruction];
  return all.some(
    ({ index, keyword, script }) => index >= instruction.index && keyword === 'RUN' && script?.commands.some(verifies),
  );
}
