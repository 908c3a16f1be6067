import { hasCacheMount, isKeptOutOfLayer } from '../../../read/dockerfile/mounts.js';
import { writtenUntil } from '../../../read/dockerfile/written.js';
import { hasOption, mayHoldOptions } from '../../../read/shell/options.js';
import { packageCommand } from '../../../read/shell/package-command.js';
import { packageRule } from './lib/package-rule.js';
import { valueFor } from './lib/python.js';
import type { Instruction } from '../../../read/dockerfile/document.js';
import type { ShellCommand } from '../../../read/shell/script.js';

/**
 * pip takes every value for a yes, even `false`. Who reads `0` or `false` cannot know that, and hadolint does not take
 * them either; `off` is what the documentation of Poetry made usual.
 */
const YES = /^(?:1|true|on|yes|off)$/i;

/** `pip cache purge`, or the folder itself removed. */
function emptiesCache(command: ShellCommand): boolean {
  const found = packageCommand(command);
  if (found?.manager === 'pip' && found.subcommand === 'cache') return found.operands[0]?.value === 'purge';
  return command.name === 'rm' && command.args.some(({ value }) => /\/\.cache(?:\/?\*?$|\/pip\b)/.test(value));
}

function setElsewhere(run: Instruction): boolean {
  if (hasCacheMount(run, '.cache/pip') || hasCacheMount(run, 'pip-cache')) return true;
  const folder = valueFor('PIP_CACHE_DIR', run);
  if (isKeptOutOfLayer(run, '/root/.cache') || (folder && isKeptOutOfLayer(run, folder))) return true;
  return writtenUntil(run).some(({ text }) =>
    /^[ \t]*no[-_]cache[-_]dir[ \t]*=[ \t]*(?:1|true|on|yes|off)/im.test(text),
  );
}

export const pipNoCache = packageRule({
  id: 'pip-no-cache',
  title: 'pip keeps no cache in the image',
  severity: 'info',
  theme: 'packages',
  rationale:
    'pip keeps every wheel that it downloads or builds in ~/.cache/pip. In an image nothing ever reads them again.',
  remedy: 'Add `--no-cache-dir`, set `ENV PIP_NO_CACHE_DIR=1`, or mount a cache at /root/.cache/pip.',
  example: 'RUN pip install --no-cache-dir -r requirements.txt',
  references: { hadolint: ['DL3042'], kics: ['Pip install Keeping Cached Packages'] },
  managers: ['pip'],
  subcommands: ['install'],
  checkPackages({ line, command }, report, run) {
    // `uv pip` has a cache of its own kind, and an option of its own for it.
    if (command.name === 'uv' || hasOption(line, 'no-cache-dir') || mayHoldOptions(command)) return;
    const own = command.assignments.find(({ name }) => name === 'PIP_NO_CACHE_DIR')?.value.value;
    if (YES.test(own ?? valueFor('PIP_NO_CACHE_DIR', run) ?? '') || setElsewhere(run)) return;
    const commands = run.script?.commands ?? [];
    if (commands.slice(commands.indexOf(command) + 1).some(emptiesCache)) return;
    if (commands.some(configures)) return;
    report(command, 'pip install keeps its downloads in the layer: --no-cache-dir is missing');
  },
});

/** `pip config set global.no-cache-dir true`. */
function configures(command: ShellCommand): boolean {
  const found = packageCommand(command);
  return (
    found?.manager === 'pip' &&
    found.subcommand === 'config' &&
    found.operands.some(({ value }) => /no-cache-dir/.test(value))
  );
}
