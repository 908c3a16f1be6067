import type { PackageFile } from './package-file.js';
import type { PackageManager } from './package-manager.js';
import type { InstallQuestion, Trouble } from './install-question.js';

/**
 * Whether some version of a line, such as Node's 24, is within a range. What this can't read is taken for one: it is the
 * package manager that decides.
 */
export function admits(range: string, major: number): boolean {
  return range.split('||').some((part) => {
    const [, low, high] = /^\s*v?(\d+)\S*\s+-\s+v?(\d+)\S*\s*$/.exec(part) ?? [];
    if (low !== undefined && high !== undefined) return Number(low) <= major && major <= Number(high);
    return part
      .replace(/([<>=~^])\s+/g, '$1')
      .split(/\s+/)
      .every((one) => admitsOne(one, major));
  });
}

function admitsOne(comparator: string, major: number): boolean {
  const [, sign = '', first = '', rest = ''] = /^([<>]=?|[~^=]?)v?(\d+)((?:\.\S+)?)$/.exec(comparator) ?? [];
  if (first === '') return true;
  const number = Number(first);
  switch (sign) {
    case '>':
      return rest === '' ? major > number : major >= number;
    case '>=':
      return major >= number;
    case '<':
      return /^(?:\.0)*$/.test(rest) ? major < number : major <= number;
    case '<=':
      return major <= number;
    default:
      return major === number;
  }
}

/**
 * What package.json asks of Node and of the package manager, where an installation ends if it has not got it: pnpm in any
 * case, npm with `engine-strict`, and npm for `devEngines`.
 *
 * @param strict whether settings say `engine-strict`
 */
export function checkEngines(
  { context, node }: InstallQuestion,
  { engines, devEngines }: PackageFile,
  manager: PackageManager,
  strict: boolean,
  troubles: Trouble[],
): void {
  const { name, version } = manager.spec;
  const place = `${context}/package.json`;
  const asked = [
    ...((name === 'npm' && strict) || name === 'pnpm' ? [{ by: 'engines', range: engines.node }] : []),
    ...(name === 'npm'
      ? devEngines.runtime.filter((one) => one.name === 'node').map((one) => ({ by: 'devEngines', range: one.version }))
      : []),
  ];
  for (const { by, range } of asked)
    if (node !== undefined && range !== undefined && !admits(range, node))
      troubles.push({
        problem: `"${by}" of ${place} asks for Node ${JSON.stringify(range)}, and the image has Node ${node}: ${name} would refuse to install`,
        fix: 'Give the Dockerfile another one, as in runtime: NodeRuntime.alpine({ version: 22 }); or widen the range',
      });
  const range = engines.pnpm;
  if (name === 'pnpm' && range !== undefined && !admits(range, Number(version?.split('.')[0])))
    troubles.push({
      problem: `"engines" of ${place} asks for pnpm ${JSON.stringify(range)}, and the image is installed with pnpm ${version ?? ''}`,
      fix: 'Write the version: PackageManager.pnpm("10.5.0"); or pin it in "packageManager" of package.json',
    });
}
