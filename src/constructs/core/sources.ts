import { isAbsolute, join } from 'node:path';
import { NexusError, show } from '../../model/errors.js';
import { checkOneLine } from '../../model/paths.js';
import { SourceFolder } from './source-folder.js';

/** The file that a folder of sources has, and a folder of generated files alone has not. */
const MANIFEST = 'package.json';

/**
 * Where the sources of images lie on this machine at synthesis. What an installation needs is read there; where they are
 * not, it is declared, and a warning says that nothing could be seen.
 */
export class Sources {
  private readonly folders = new Map<string, SourceFolder | undefined>();
  private readonly unseen = new Set<string>();
  private readonly notes = new Set<string>();

  /** @param roots absolute folders, in which contexts are looked for in this order */
  public constructor(private readonly roots: readonly string[]) {}

  /**
   * Folders in which contexts lie.
   *
   * @param root of the project
   * @param said the prop `sources`, relative to it
   * @throws NexusError if it is an absolute path, which other machines have not
   */
  public static of(root: string, outdir: string, said: string | undefined): Sources {
    if (said === undefined) return new Sources([join(root, outdir), root]);
    if (isAbsolute(checkOneLine('sources', said)))
      throw new NexusError(`sources ${show(said)} is an absolute path: other machines have it elsewhere`, {
        fix: 'Write it relative to the project: "examples/shop", or "../shop" for a checkout beside this one',
      });
    return new Sources([join(root, said)]);
  }

  /** The folder of a context; `undefined` where it has no package.json here. */
  public find(context: string): SourceFolder | undefined {
    if (!this.folders.has(context)) this.folders.set(context, this.look(context));
    return this.folders.get(context);
  }

  private look(context: string): SourceFolder | undefined {
    for (const root of this.roots) {
      const folder = new SourceFolder(join(root, context), context);
      if (folder.kind(MANIFEST) === 'file') return folder;
    }
    return undefined;
  }

  /** A folder that need not have a package.json, `modules/shared`. */
  public folder(path: string): SourceFolder | undefined {
    return this.roots
      .map((root) => new SourceFolder(join(root, path), path))
      .find((folder) => folder.kind('.') === 'folder');
  }

  /** Notes that nothing of a context could be seen, and nothing of it was declared. */
  public miss(context: string): void {
    this.unseen.add(context);
  }

  /** Notes what a person should know of a context. */
  public warn(text: string): void {
    this.notes.add(text);
  }

  public warnings(): string[] {
    if (this.unseen.size === 0) return [...this.notes];
    const names = [...this.unseen].sort();
    const few = names.length > 5 ? [...names.slice(0, 5), `${names.length - 5} more`] : names;
    return [
      `no ${MANIFEST} of ${few.join(', ')} is here, so what the installation needs besides it and the lock file (patches, ` +
        'scripts, settings) could not be looked for: say where the sources are with "sources" of the platform, or give ' +
        '"install" of the Dockerfile',
      ...this.notes,
    ];
  }
}
