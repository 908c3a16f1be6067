import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { composeFileName } from '../model/compose.js';
import type { PlatformModel } from '../model/platform-model.js';
import type { PublishedPort, Workload } from '../model/workload.js';

/** Files that `docker compose` reads before ours, where it is given none. */
const FIRST = ['compose.yaml', 'compose.yml'];
/** Files that it lays over ours. */
const OVERRIDES = ['yml', 'yaml'].flatMap((end) => [`compose.override.${end}`, `docker-compose.override.${end}`]);

/** What a person should know of Compose files of others in the folders of the output. */
export function besideWarnings(root: string, models: readonly PlatformModel[]): string[] {
  return models.flatMap(({ outdir }) => {
    const there = (name: string) => existsSync(join(root, outdir, name));
    return [
      ...FIRST.filter(there).map(
        (name) =>
          `${outdir}/${name} is what "docker compose up" reads there, not ${composeFileName()}. Move it away, or name the file: docker compose -f ${composeFileName()} up`,
      ),
      ...OVERRIDES.filter(there).map(
        (name) =>
          `"docker compose up" lays ${outdir}/${name} over ${composeFileName()}. Move it away, or see that it still fits`,
      ),
    ];
  });
}

/** What a person should know of platforms that want one port of one host. The later one says it, once of each before it. */
export function portWarnings(models: readonly PlatformModel[]): string[] {
  return models.flatMap((model, i) =>
    models
      .slice(0, i)
      .flatMap((other) => [
        ...clash(other, model, ({ publish }) => publish, 'one host', 'Publish them on other ports, or other addresses'),
        ...clash(
          other,
          model,
          (workload) => (isDeveloped(model) && isDeveloped(other) ? (workload.development?.ports ?? []) : []),
          "a developer's machine at once",
          'Give their constructs another "developmentPort"',
        ),
      ]),
  );
}

function isDeveloped({ environments }: PlatformModel): boolean {
  return environments.some(({ development }) => development);
}

function clash(
  one: PlatformModel,
  other: PlatformModel,
  portsOf: (workload: Workload) => readonly PublishedPort[],
  where: string,
  fix: string,
): string[] {
  const taken = one.workloads.flatMap(portsOf);
  const both = other.workloads.flatMap(portsOf).filter((port) => taken.some((own) => meet(own, port)));
  if (both.length === 0) return [];
  const list = [...new Set(both.map(({ hostIp, hostPort }) => `${hostIp}:${hostPort}`))].join(', ');
  return [`platforms ${one.name} and ${other.name} both publish ${list}, and so can't run on ${where}. ${fix}`];
}

/** Whether one port of both addresses is one socket. */
function meet(a: PublishedPort, b: PublishedPort): boolean {
  if (a.hostPort !== b.hostPort || a.hostIp.includes(':') !== b.hostIp.includes(':')) return false;
  return a.hostIp === b.hostIp || [a.hostIp, b.hostIp].some((address) => address === '0.0.0.0' || address === '::');
}
