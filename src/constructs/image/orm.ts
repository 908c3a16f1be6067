import { NexusError, show } from '../../model/errors.js';
import { checkRelativePath } from '../../model/paths.js';
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
