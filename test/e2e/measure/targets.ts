import type { BuildFigures, Change, ImageFigures, Results, ServiceRuntime } from './results.js';
import { median, percentile, sum } from './statistics.js';
import { type Contender, type ServiceName, SERVICES } from './subjects.js';

/** Services whose native modules can't be bundled. */
export const NATIVE: readonly ServiceName[] = ['agendamento'];

export interface Target {
  readonly what: string;
  readonly wanted: string;
  /** Measured, by service, in the unit of `wanted`. */
  readonly measured: readonly { readonly service: string; readonly value: number }[];
  readonly most: number;
}

/** Whether all that was measured is within; nothing measured is not a target reached. */
export function isReached({ measured, most }: Target): boolean {
  return measured.length > 0 && measured.every(({ value }) => value <= most);
}

export function buildMedian(
  builds: readonly BuildFigures[],
  contender: Contender,
  service: ServiceName,
  change: Change,
): number | undefined {
  const found = builds.find((build) => build.contender === contender && build.service === service);
  const seconds = found?.seconds[change] ?? [];
  return found?.failure === undefined && seconds.length > 0 ? median(seconds) : undefined;
}

/** What this project set itself, held against the figures. Parts that were not measured give no rows. */
export function targets({ builds, images, runtime }: Results): Target[] {
  const rows: Target[] = [];
  if (images) {
    const added = (native: boolean): Target['measured'] =>
      images
        .filter((image) => image.contender === 'generated' && isApplication(image))
        .filter(({ image }) => NATIVE.some((name) => name === image) === native)
        .map(({ image, added: bytes, mapBytes }) => ({ service: image, value: (bytes - mapBytes) / 1e6 }));
    const pairs = [
      ['added to the base image, bundled', 10, false],
      ['added to the base image, with native modules', 40, true],
    ] as const;
    for (const [what, most, native] of pairs)
      rows.push({ what, wanted: `≤ ${most} MB`, most, measured: added(native) });
  }
  if (builds) {
    rows.push({
      what: 'build after a change of code ÷ plan’s template',
      wanted: '≤ 0.25',
      most: 0.25,
      measured: ratios(builds, 'code'),
    });
    rows.push({ what: 'cold build ÷ plan’s template', wanted: '≤ 0.6', most: 0.6, measured: ratios(builds, 'cold') });
  }
  if (runtime) {
    const generated = runtime.services.filter(({ contender }) => contender === 'generated');
    const of = (value: (service: ServiceRuntime) => number): Target['measured'] =>
      generated.map((service) => ({ service: service.service, value: value(service) }));
    rows.push({
      what: 'start to healthy, 95th percentile',
      wanted: '≤ 5 s',
      most: 5,
      measured: of(({ starts }) => percentile(starts, 0.95) / 1000),
    });
    rows.push({ what: 'memory at rest', wanted: '≤ 150 MB', most: 150, measured: of(({ atRest }) => atRest / 1e6) });
  }
  return rows.filter(({ measured }) => measured.length > 0);
}

/** Generated ÷ plan's template, for each service that both can build. */
export function ratios(builds: readonly BuildFigures[], change: Change): Target['measured'] {
  return builds.flatMap(({ contender, service }) => {
    if (contender !== 'generated') return [];
    const [ours, theirs] = [
      buildMedian(builds, 'generated', service, change),
      buildMedian(builds, 'plan', service, change),
    ];
    return ours === undefined || theirs === undefined ? [] : [{ service, value: ours / theirs }];
  });
}

function isApplication({ image }: ImageFigures): boolean {
  return !image.endsWith('-migrate');
}

/** One line of the plan's own table. */
export interface PlanMetric {
  readonly metric: string;
  readonly plan: string;
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** The plan's goal, in the unit of the figures. */
  readonly most: number;
  readonly unit: string;
  readonly how: string;
}

/** The plan's table "Métricas Quantitativas", with what was measured. */
export function planMetrics({ builds, images, runtime }: Results): PlanMetric[] {
  const rows: PlanMetric[] = [];
  if (builds) {
    const both = builds
      .filter(({ contender }) => contender === 'generated')
      .map(({ service }) => service)
      .filter((service) =>
        (['legacy', 'generated'] as const).every((one) => buildMedian(builds, one, service, 'cold')),
      );
    const total = (contender: Contender): number =>
      sum(both.map((service) => buildMedian(builds, contender, service, 'cold') ?? NaN));
    rows.push({
      metric: `Build, cold, of ${both.length} images one after the other`,
      plan: '5 min → 2 min',
      before: both.length > 0 ? total('legacy') : undefined,
      after: both.length > 0 ? total('generated') : undefined,
      most: 120,
      unit: 's',
      how: `${both.join(', ')}; medians added up`,
    });
  }
  if (images) {
    const largest = (contender: Contender): number | undefined => {
      const sizes = images.filter((image) => image.contender === contender && isApplication(image));
      return sizes.length > 0 ? Math.max(...sizes.map(({ bytes }) => bytes)) / 1e6 : undefined;
    };
    rows.push({
      metric: 'Size of the largest image',
      plan: '1.2 GB → 200 MB',
      before: largest('legacy'),
      after: largest('generated'),
      most: 200,
      unit: 'MB',
      how: 'whole, base image included, not compressed',
    });
  }
  if (runtime) {
    const most = (contender: Contender): number | undefined => {
      const used = runtime.services.filter((service) => service.contender === contender);
      return used.length > 0
        ? Math.max(...used.map(({ afterLoad, atRest }) => Math.max(afterLoad, atRest))) / 1e6
        : undefined;
    };
    const up = (times: readonly number[]): number | undefined => (times.length > 0 ? median(times) / 1000 : undefined);
    const isWhole = runtime.services.filter(({ contender }) => contender === 'generated').length === SERVICES.length;
    if (isWhole)
      rows.push({
        metric: 'Start of the whole platform',
        plan: '30 s → 10 s',
        before: up(runtime.platform.legacy),
        after: up(runtime.platform.generated),
        most: 10,
        unit: 's',
        how: 'from `docker compose up` with an empty database to the first answer of the last service',
      });
    rows.push({
      metric: 'Memory of the service that uses most',
      plan: '< 512 MB',
      before: most('legacy'),
      after: most('generated'),
      most: 512,
      unit: 'MB',
      how: 'at rest or after the load, whichever is more',
    });
  }
  return rows;
}
