import { baseImage, officialName } from '../../../../read/dockerfile/base.js';
import type { Instruction } from '../../../../read/dockerfile/document.js';

const KNOWS_PIPEFAIL = new Set(['bash', 'zsh', 'ash', 'ksh', 'mksh']);

/** Whether `SHELL` makes a pipe fail where any of its parts does. */
export function shellHasPipefail(run: Instruction): boolean {
  const [shell = '', ...options] = run.shell;
  const name = shell.replace(/^.*\//, '');
  const set = options.some((option, index) => /^-[a-zA-Z]*o$/.test(option) && options[index + 1] === 'pipefail');
  return set && (KNOWS_PIPEFAIL.has(name) || (name === 'sh' && shIsAsh(run)));
}

/** The `sh` of Alpine knows the option; that of Debian stops with an error, or did so for a long time. */
function shIsAsh(run: Instruction): boolean {
  const image = run.stage && baseImage(run.stage);
  if (!image) return false;
  return ['alpine', 'busybox'].includes(officialName(image) ?? '') || /alpine/.test(image.tag ?? '');
}
