import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { run } from '../lib/run.js';
import { type Building, ensureImage } from './builds.js';
import { baseOf, installedModules, layersAbove, listedFiles, sourceMapBytes } from './docker-output.js';
import type { ImageFigures } from './results.js';
import { type Contender, CONTENDERS, hasDatabase, imageOf, type ServiceName, takesPart } from './subjects.js';
import { LABEL } from './traces.js';

interface Inspected {
  readonly Size: number;
  readonly RootFS: { readonly Layers: readonly string[] };
}

/** Weighs the images of a service, of every contender that can build it, and of the job that migrates. */
export async function measureImages(service: ServiceName, building: Building): Promise<ImageFigures[]> {
  const weighed: ImageFigures[] = [];
  for (const contender of CONTENDERS.filter((one) => takesPart(one, service))) {
    if (await ensureImage(contender, service, 'runtime', building))
      weighed.push(await weigh(contender, service, service, building));
    if (contender !== 'generated' || !hasDatabase(service)) continue;
    if (await ensureImage(contender, service, 'migrate', building))
      weighed.push(await weigh(contender, service, `${service}-migrate`, building));
  }
  return weighed;
}

async function weigh(
  contender: Contender,
  service: ServiceName,
  image: ImageFigures['image'],
  { trees, say }: Building,
): Promise<ImageFigures> {
  const name = imageOf(contender, image);
  const target = contender !== 'generated' ? undefined : image === service ? 'runtime' : 'migrate';
  const base = baseOf(readFileSync(trees.dockerfile(contender, service), 'utf8'), target);
  const [whole, below] = [await inspect(name), await inspect(base)];
  if (below.RootFS.Layers.some((layer, i) => layer !== whole.RootFS.Layers[i]))
    throw new Error(`${name} is not built upon the ${base} that is here`);
  const files = listedFiles(await listing(name));
  const figures: ImageFigures = {
    contender,
    image,
    base,
    bytes: whole.Size,
    added: whole.Size - below.Size,
    layers: layersAbove(await history(name), (await history(base)).split('\n').filter(Boolean).length),
    modules: installedModules(files),
    mapBytes: sourceMapBytes(files),
  };
  say(`${name}: ${(figures.bytes / 1e6).toFixed(0)} MB, ${(figures.added / 1e6).toFixed(1)} MB above ${base}`);
  return figures;
}

async function inspect(image: string): Promise<Inspected> {
  const { stdout } = await run('docker', ['image', 'inspect', image]);
  return (JSON.parse(stdout) as Inspected[])[0] as Inspected;
}

async function history(image: string): Promise<string> {
  return (await run('docker', ['history', '--no-trunc', '--human=false', '--format', 'json', image])).stdout;
}

/** The files of an image as tar lists them; nothing of the image is run, so it needs no shell. */
async function listing(image: string): Promise<string> {
  const id = (await run('docker', ['create', '--label', LABEL, image, 'true'])).stdout.trim();
  try {
    const script = 'docker export "$1" | tar --list --verbose --numeric-owner --quoting-style=literal';
    const { stdout } = await promisify(execFile)('bash', ['-o', 'pipefail', '-c', script, 'bash', id], {
      maxBuffer: 256 * 1024 * 1024,
    });
    return stdout;
  } finally {
    await run('docker', ['rm', '--force', id], { allowFailure: true });
  }
}
