import { admits } from './engines.js';
import type { InstallQuestion, Trouble } from './install-question.js';
import type { PackageFile } from './package-file.js';

const PACKAGES = ['prisma', '@prisma/client'];

/** Generating, migrating and pools differ from one major version of Prisma to the next: the one that is installed counts. */
export function checkPrisma({ context, orm }: InstallQuestion, manifest: PackageFile, troubles: Trouble[]): void {
  if (!orm) return;
  const asked = { ...manifest.devDependencies, ...manifest.optionalDependencies, ...manifest.dependencies };
  for (const name of PACKAGES) {
    const range = asked[name];
    if (range === undefined || admits(range, orm.version)) continue;
    const other = [5, 6, 7].find((version) => admits(range, version));
    troubles.push({
      problem: `${context}/package.json asks for ${name} ${JSON.stringify(range)}, and the image is made for Prisma ${orm.version}`,
      fix:
        other === undefined
          ? 'Prisma 5, 6 and 7 are supported'
          : `Write Orm.prisma({ version: ${other} }), or install Prisma ${orm.version}`,
    });
  }
}
