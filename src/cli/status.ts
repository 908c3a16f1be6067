import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { NexusError } from '../model/errors.js';
import { checksum, MANIFEST, readManifest } from '../synth/write/manifest.js';

/** `nexus status`: whether the generated files are as they were generated. Exits with 1 where one is not. */
export function statusCommand(): Command {
  return new Command('status')
    .description('Tells which generated files have been changed by hand, or are missing')
    .option('-C, --directory <path>', 'the folder that has .projenrc.ts', '.')
    .action(({ directory }: { directory: string }) => {
      const { files, warning } = readManifest(directory);
      if (warning) throw new NexusError(warning, { fix: 'Run "npx projen", which rebuilds it' });
      if (files.size === 0) throw new NexusError(`there is no ${MANIFEST} in ${directory}`, { fix: 'Generate first' });
      const changed = [...files].map(([path, sums]) => [path, stateOf(join(directory, path), sums)] as const);
      for (const [path, state] of changed) if (state !== 'as generated') process.stdout.write(`${state}  ${path}\n`);
      const wrong = changed.filter(([, state]) => state !== 'as generated').length;
      process.stdout.write(`${files.size} generated files, ${wrong} not as generated\n`);
      process.exitCode = wrong > 0 ? 1 : 0;
    });
}

function stateOf(path: string, sums: readonly string[]): 'as generated' | 'changed' | 'missing' {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch {
    return 'missing';
  }
  // A checkout with other line ends is not a change by hand.
  const found = [content, content.replaceAll('\r\n', '\n')].map(checksum);
  return found.some((sum) => sums.includes(sum)) ? 'as generated' : 'changed';
}
