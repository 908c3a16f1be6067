import { hasCacheMount, isKeptOutOfLayer } from '../../../read/dockerfile/mounts.js';
import type { Instruction } from '../../../read/dockerfile/document.js';
import { hasOption } from '../../../read/shell/options.js';
import { packageCommand } from '../../../read/shell/package-command.js';
import { cleanRule } from './lib/clean-rule.js';
import { valueFor } from './lib/python.js';
import type { ShellCommand } from '../../../read/shell/script.js';

const FOLDERS = ['.cache/yarn', '/.yarn', 'share/.cache', 'yarn/berry'];

function isMounted(run: Instruction): boolean {
  const folder = valueFor('YARN_CACHE_FOLDER', run);
  if (folder && (isKeptOutOfLayer(run, folder) || /^\/(?:tmp|dev\/shm)\b/.test(folder))) return true;
  return FOLDERS.some((part) => hasCacheMount(run, part)) || isKeptOutOfLayer(run, '/root/.cache/yarn');
}

function cleans(command: ShellCommand): boolean {
  const found = packageCommand(command);
  if (found?.manager === 'yarn') return found.subcommand === 'cache clean';
  if (command.name !== 'rm') return false;
  return command.args.some(({ value }) => /yarn[\w-]*cache|\.cache(?:\/yarn|\/?\*?$)|\.yarn|YARN_CACHE/i.test(value));
}

export const yarnCacheCleaned = cleanRule({
  id: 'yarn-cache-cleaned',
  title: 'The cache of yarn is removed in the layer that filled it',
  severity: 'info',
  theme: 'packages',
  rationale: 'yarn keeps a second copy of every package beside node_modules. In an image nothing ever reads it again.',
  remedy: 'End the same RUN with `yarn cache clean`, or mount a cache at /root/.cache/yarn.',
  example: 'RUN yarn install --frozen-lockfile && yarn cache clean',
  references: { hadolint: ['DL3060'] },
  when: 'any',
  left: 'the cache of yarn',
  fills: ({ manager, subcommand, line }) =>
    manager === 'yarn' &&
    ['install', 'add', 'global add'].includes(subcommand) &&
    !hasOption(line, 'version', 'v', 'help', 'h'),
  cleans,
  isMounted,
});
