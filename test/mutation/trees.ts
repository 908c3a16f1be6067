import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { instrument } from './hits.js';

/** Copies of this repository, as it lies here, for mutants to be put into. */
export class Trees {
  public readonly folder = mkdtempSync(join(tmpdir(), 'nexus-mutation-'));
  private readonly files: readonly string[];

  public constructor(private readonly root: string) {
    const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
    });
    // Those that were deleted are still listed.
    this.files = list.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
  }

  /** Sources that are mutated, by path. */
  public sources(folders: readonly string[]): Map<string, string> {
    const paths = this.files.filter(
      (path) => path.endsWith('.ts') && folders.some((folder) => path.startsWith(folder)),
    );
    return new Map(paths.map((path) => [path, readFileSync(join(this.root, path), 'utf8')]));
  }

  /** A new copy. */
  public copy(name: string): string {
    const folder = join(this.folder, name);
    for (const path of this.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      copyFileSync(join(this.root, path), join(folder, path));
    }
    symlinkSync(join(this.root, 'node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, 'tmp'));
    return folder;
  }

  /** A copy whose sources say what of them runs. */
  public instrumented(sources: ReadonlyMap<string, string>): string {
    const folder = this.copy('instrumented');
    for (const [path, text] of sources) writeFileSync(join(folder, path), instrument(path, text));
    return folder;
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
