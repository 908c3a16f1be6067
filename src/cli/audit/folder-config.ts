import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import type { ConfiguredSuppression } from '../../audit/config.js';
import { CONFIG_FILES } from '../../audit/config-names.js';
import type { Suppression } from '../../audit/suppress/suppression.js';
import { NexusError } from '../../model/errors.js';
import { readOption } from './inputs.js';

/**
 * Suppressions of the `nexus-audit.yml` files that lie in the folders of what is audited: those of a platform's output
 * are written there by synthesis. What such a file says of rules and settings holds only for an audit from its folder.
 *
 * @param inputs paths of what is audited
 * @param named files and folders as they were given: folders above them are not looked at
 * @param taken the configuration of the whole audit, which is not read again
 */
export async function folderSuppressions(
  inputs: readonly string[],
  named: readonly string[],
  taken: string | undefined,
  note: (text: string) => void,
): Promise<Suppression[]> {
  const files = [...foldersOf(inputs, named)]
    .flatMap((folder) => CONFIG_FILES.map((name) => posix.join(folder, name)))
    .filter((path) => path !== taken && existsSync(path))
    .sort();
  if (files.length === 0) return [];
  const [{ RULES }, { configuredSuppressions }, { parseConfig }] = await Promise.all([
    import('../../audit/rules/index.js'),
    import('../../audit/config.js'),
    import('../../audit/config-file.js'),
  ]);
  return files.flatMap((file) => {
    const { config, problems } = parseConfig(readOption('the configuration', file), file, RULES);
    if (problems.length > 0) throw new NexusError(`the configuration is wrong:\n  ${problems.join('\n  ')}`);
    if (config.rules ?? config.settings)
      note(`${file}: its rules and settings hold where the audit is started in its folder`);
    const folder = posix.dirname(file);
    const suppress = (config.suppress ?? []).map((entry) => below(folder, entry));
    const inside = inputs.filter((path) => isBelow(folder, path));
    return configuredSuppressions({ suppress }, file, inside).map((suppression): Suppression => {
      return { ...suppression, matches: (finding) => isBelow(folder, finding.file) && suppression.matches(finding) };
    });
  });
}

function below(folder: string, entry: ConfiguredSuppression): ConfiguredSuppression {
  return entry.file === undefined ? entry : { ...entry, file: posix.join(folder, entry.file) };
}

const isBelow = (folder: string, path: string) => folder === '.' || posix.normalize(path).startsWith(`${folder}/`);

/** The folders of the inputs, and those above them up to what was named, or the current one. */
function foldersOf(inputs: readonly string[], named: readonly string[]): ReadonlySet<string> {
  const roots = new Set(named.map((path) => posix.normalize(path).replace(/(?<=.)\/+$/, '')));
  const folders = new Set<string>();
  for (const input of inputs) {
    let folder = posix.dirname(posix.normalize(input));
    while (!folders.has(folder)) {
      folders.add(folder);
      const outside = folder === '.' || folder === '/' || folder.endsWith('..');
      if (outside || roots.has(folder) || (posix.isAbsolute(folder) && !isWithin(folder, roots))) break;
      folder = posix.dirname(folder);
    }
  }
  return folders;
}

const isWithin = (folder: string, roots: ReadonlySet<string>) => [...roots].some((root) => isBelow(root, folder));
