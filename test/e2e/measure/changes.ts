import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../lib/run.js';
import { contextOf, entryOf, type ServiceName } from './subjects.js';

/** A small package without dependencies that no service has. */
export const DEPENDENCY = 'escape-html@1.0.3';

/** One service's sources in one contender's tree, and the changes that are made to them between builds. */
export class Changes {
  private readonly manifest: string;
  private readonly lock: string;
  private readonly entry: string;
  private readonly dockerfile: string;
  private readonly originals: ReadonlyMap<string, string>;

  public constructor(folder: string, service: ServiceName, dockerfile: string) {
    this.manifest = join(folder, contextOf(service), 'package.json');
    this.lock = join(folder, contextOf(service), 'package-lock.json');
    this.entry = join(folder, entryOf(service));
    this.dockerfile = dockerfile;
    this.originals = new Map(
      [this.manifest, this.lock, this.entry, dockerfile].map((file) => [file, readFileSync(file, 'utf8')]),
    );
  }

  public restore(): void {
    for (const [file, text] of this.originals) writeFileSync(file, text);
  }

  /**
   * Makes the sources new to the engine: another version in package.json and its lock file, so that no earlier run has
   * left a layer of them; and a package cache of its own for each run, so that a cold build finds an empty one.
   */
  public renew(nonce: string): void {
    this.restore();
    for (const file of [this.manifest, this.lock]) {
      const text = readFileSync(file, 'utf8');
      writeFileSync(
        file,
        text.replaceAll('"version": "1.0.0",', (found, at: number) => versionOf(found, at, nonce)),
      );
    }
    writeFileSync(this.dockerfile, ownCaches(readFileSync(this.dockerfile, 'utf8'), nonce));
  }

  /** One more line of code, which also comes through a bundler. */
  public changeCode(nonce: string): void {
    appendFileSync(this.entry, `\nObject.assign(globalThis, { measured: '${nonce}' });\n`);
  }

  /** One more dependency, in package.json and in the lock file, as npm writes them. */
  public async addDependency(): Promise<void> {
    await run('npm', ['install', '--package-lock-only', '--ignore-scripts', '--save-exact', '--no-audit', DEPENDENCY], {
      cwd: join(this.manifest, '..'),
    });
  }
}

/** The package's own version stands before all others; packages that happen to have the same one keep it. */
function versionOf(found: string, at: number, nonce: string): string {
  return at < 200 ? `"version": "1.0.0-measure.${nonce}",` : found;
}

/** Cache mounts of a Dockerfile under names of their own. */
export function ownCaches(dockerfile: string, nonce: string): string {
  return dockerfile.replaceAll(/(?<=--mount=type=cache,\S*\bid=)[\w.-]+/g, (id) => `${id}-measure-${nonce}`);
}
