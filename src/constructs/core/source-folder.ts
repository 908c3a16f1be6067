import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that no source lies in, and that would take long to look through. */
const SKIPPED = new Set(['node_modules', '.git', '.yarn/cache', '.yarn/unplugged', '.turbo', '.next']);

/** More files than any application's sources: what comes after them is not looked at. */
const MOST = 20_000;

/** A build context as it lies on this machine at synthesis: read, never written. */
export class SourceFolder {
  private listed?: readonly string[];

  /**
   * @param path absolute
   * @param name as the user calls it: `modules/crm`
   */
  public constructor(
    public readonly path: string,
    public readonly name: string,
  ) {}

  /** A folder within it. */
  public inner(path: string): SourceFolder {
    return new SourceFolder(join(this.path, path), `${this.name}/${path}`);
  }

  /** What lies at a path of the folder. */
  public kind(path: string): 'file' | 'folder' | undefined {
    try {
      const entry = statSync(join(this.path, path), { throwIfNoEntry: false });
      return entry?.isDirectory() ? 'folder' : entry?.isFile() ? 'file' : undefined;
    } catch {
      return undefined;
    }
  }

  /** The text of a file; `undefined` where there is none. */
  public text(path: string): string | undefined {
    try {
      return readFileSync(join(this.path, path), 'utf8');
    } catch {
      return undefined;
    }
  }

  /** Names directly in a folder of it, sorted. */
  public names(path = '.'): string[] {
    try {
      return readdirSync(join(this.path, path)).sort();
    } catch {
      return [];
    }
  }

  /** Paths of its files, without installed packages, in the order of their names. Links are not followed. */
  public files(): readonly string[] {
    this.listed ??= this.walk();
    return this.listed;
  }

  private walk(): string[] {
    const found: string[] = [];
    const open = [''];
    for (let folder = open.shift(); folder !== undefined && found.length < MOST; folder = open.shift()) {
      for (const name of this.names(folder)) {
        const path = folder ? `${folder}/${name}` : name;
        if (SKIPPED.has(name) || SKIPPED.has(path)) continue;
        const entry = lstatSync(join(this.path, path), { throwIfNoEntry: false });
        if (entry?.isDirectory()) open.push(path);
        else if (entry?.isFile()) found.push(path);
      }
    }
    return found.sort();
  }
}
