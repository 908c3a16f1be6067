import { run } from '../lib/run.js';

/** What every image of this measurement is labelled with, and of no other that runs beside it. */
export const LABEL = `nexus-infra.measure=${process.pid}`;

/** What else can stand for an image that can't be had: only its size differs from the real one. */
const INSTEAD: Readonly<Record<string, string>> = {
  'node:24': 'node:24-bookworm-slim',
  'nginxinc/nginx-unprivileged:1-alpine': 'nginxinc/nginx-unprivileged:1.28-alpine',
};

interface CacheRecord {
  readonly ID: string;
}

/** What measuring leaves in the engine, so that it can be taken away again and nothing else. */
export class Traces {
  private readonly records = new Set<string>();
  private readonly named: string[] = [];
  private ended = false;
  /** `asked for ← taken`. */
  public readonly aliases: string[] = [];

  public get label(): readonly string[] {
    return ['--label', LABEL];
  }

  /** Whether the images are the stand-ins that the end-to-end tests make. */
  public async standIns(): Promise<boolean> {
    const format = '{{with .Config.Labels}}{{index . "nexus-infra.stand-in"}}{{end}}';
    const { stdout } = await run('docker', ['image', 'inspect', '--format', format, 'node:24-alpine'], QUIET);
    return stdout.trim() !== '';
  }

  /** Pulls base images that are not there, or gives their names to what stands in for them. */
  public async provide(images: readonly string[]): Promise<void> {
    const standIns = await this.standIns();
    for (const image of images) {
      if ((await run('docker', ['image', 'inspect', image], QUIET)).code === 0) continue;
      if (!standIns && (await run('docker', ['pull', '--quiet', image], QUIET)).code === 0) continue;
      const instead = INSTEAD[image];
      if (!instead) throw new Error(`there is no image ${image}, and it can't be pulled`);
      await run('docker', ['tag', instead, image]);
      this.named.push(image);
      this.aliases.push(`${image} ← ${instead}`);
    }
  }

  /** Nothing is built from now on: for Ctrl-C. */
  public end(): void {
    this.ended = true;
  }

  /** Runs a build, and remembers what it adds to the build cache. */
  public async building<T>(build: () => Promise<T>): Promise<T> {
    if (this.ended) throw new Error('stopped');
    const before = await cacheRecords();
    try {
      return await build();
    } finally {
      for (const id of await cacheRecords()) if (!before.has(id)) this.records.add(id);
    }
  }

  /** Images without a name, and the build cache of what has been built until now. */
  public async forget(): Promise<void> {
    await run('docker', ['image', 'prune', '--force', '--filter', `label=${LABEL}`], QUIET);
    const ids = [...this.records];
    this.records.clear();
    // The filter is a regular expression; and what others are based on goes in a later round.
    for (let start = 0; start < ids.length; start += 100) {
      const filter = `id=${ids.slice(start, start + 100).join('|')}`;
      await run('docker', ['buildx', 'prune', '--force', '--filter', filter], QUIET);
    }
  }

  /** Everything: images by their label, names given, build cache. */
  public async remove(): Promise<void> {
    const { stdout } = await run('docker', ['images', '--quiet', '--filter', `label=${LABEL}`], QUIET);
    const images = [...new Set(stdout.split('\n').filter(Boolean))];
    if (images.length > 0) await run('docker', ['image', 'rm', '--force', ...images], QUIET);
    await this.forget();
    for (const name of this.named.splice(0)) await run('docker', ['image', 'rm', name], QUIET);
  }
}

const QUIET = { allowFailure: true } as const;

async function cacheRecords(): Promise<Set<string>> {
  const { stdout } = await run('docker', ['buildx', 'du', '--format', 'json'], QUIET);
  return new Set(
    stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => (JSON.parse(line) as CacheRecord).ID),
  );
}
