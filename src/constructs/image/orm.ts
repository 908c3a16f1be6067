import { NexusError, show } from '../../model/errors.js';
import { checkRelativePath } from '../../model/paths.js';
import { posix } from 'node:path';
import type { SourceFolder } from '../core/source-folder.js';
import { checkProps } from '../../model/shape/index.js';
import { PRISMA_OPTIONS } from './options-shape.js';

export interface PrismaOptions {
  /** Major version. 7 generates TypeScript into the sources; 6 and before generate into `node_modules`. @default 7 */
  readonly version?: 5 | 6 | 7;
  /** Folder of the schema and the migrations, in the build context. @default 'prisma' */
  readonly directory?: string;
  /** Whether a job applies `directory`/migrations before the service starts. @default true */
  readonly migrations?: boolean;
}

/** How a service talks to its database: what must be generated at build time, and applied before it starts. */
export class Orm {
  public static prisma(options: PrismaOptions = {}): Orm {
    checkProps('Orm.prisma', PRISMA_OPTIONS, options);
    const { version = 7, directory = 'prisma', migrations = true } = options;
    if (![5, 6, 7].includes(version))
      throw new NexusError(`Prisma ${show(version)} is not known`, { fix: 'Use 5, 6 or 7' });
    return new Orm({ version, directory: checkRelativePath('Prisma folder', directory), migrations });
  }

  private constructor(
    /** @internal */
    public readonly spec: Required<PrismaOptions>,
  ) {}
}

/** Where Prisma 7 puts its client, unless the schema says otherwise. */
const GENERATED = 'src/generated/prisma';

/** The folder of the generated client, as the schema has it, where that is here: what else is generated there stays. */
export function generatedClient({ directory }: Required<PrismaOptions>, folder: SourceFolder | undefined): string[] {
  const schemas = (folder?.files() ?? []).filter(
    (file) => file.startsWith(`${directory}/`) && file.endsWith('.prisma'),
  );
  const outputs = schemas.flatMap((file) => {
    const blocks = (folder?.text(file) ?? '').matchAll(/^\s*generator\s+\w+\s*\{([^}]*)\}/gm);
    return [...blocks].flatMap(([, block = '']) => {
      if (!/provider\s*=\s*"prisma-client(?:-js)?"/.test(block)) return [];
      const [, output] = /^\s*output\s*=\s*"([^"]+)"/m.exec(block) ?? [];
      return output === undefined ? [] : [posix.normalize(posix.join(posix.dirname(file), output)).replace(/\/$/, '')];
    });
  });
  const inside = outputs.filter((path) => !path.startsWith('..') && path !== '.');
  return schemas.length > 0 ? [...new Set(inside)] : [GENERATED];
}

/**
 * Notes every migration as applied, where the tables are what the schema of the service says: a database that was made by
 * `prisma db push` has no history. Ends with 2, and the difference, where they are not.
 */
export function baselineCommand({ version, directory }: Required<PrismaOptions>, preload: string): string[] {
  const sides =
    version >= 7
      ? '--from-config-datasource --to-schema "$schema"'
      : '--from-schema-datasource "$schema" --to-schema-datamodel "$schema"';
  const script = [
    'set -eu',
    'preload=$1 folder=$2 schema=$2',
    'prisma() { node --import "$preload" node_modules/prisma/build/index.js "$@"; }',
    'if [ -f "$folder/schema.prisma" ]; then schema=$folder/schema.prisma; fi',
    `prisma migrate diff --exit-code ${sides}`,
    'for file in "$folder"/migrations/*/migration.sql; do prisma migrate resolve --applied "$(basename "$(dirname "$file")")"; done',
  ];
  return ['sh', '-c', script.join('; '), 'sh', preload, directory];
}
