import type { Results } from '../e2e/measure/results.js';

/** Two services, of which one can't be built before and neither is fast: round figures to count with. */
export const RESULTS: Results = {
  machine: {
    engine: '28.5.2',
    cores: 2,
    memoryGiB: 23.5,
    system: 'Debian',
    cgroup: '1',
    node: 'v24.0.0',
    standIns: true,
    aliases: ['node:24 ← node:24-bookworm-slim'],
  },
  runs: 3,
  builds: [
    { service: 'crm', contender: 'legacy', seconds: { cold: [30, 40, 35], code: [20] }, steps: [] },
    { service: 'crm', contender: 'plan', seconds: { cold: [40, 40, 40], code: [8] }, steps: [] },
    {
      service: 'crm',
      contender: 'generated',
      seconds: { cold: [20, 22, 18], code: [4] },
      migration: { cold: [3], code: [0.5] },
      steps: [{ name: '[deps 5/5] RUN npm ci || true', seconds: 12 }],
    },
    { service: 'agendamento', contender: 'legacy', seconds: {}, steps: [], failure: 'TransformError: `await`' },
    { service: 'agendamento', contender: 'generated', seconds: { cold: [25], code: [2] }, steps: [] },
  ],
  images: [
    image('legacy', 'crm', 730e6, 500e6),
    image('generated', 'crm', 238e6, 7e6),
    image('generated', 'crm-migrate', 570e6, 340e6),
    image('generated', 'agendamento', 250e6, 41e6),
  ],
  runtime: {
    platform: { legacy: [9000, 10_000, 11_000], generated: [20_000, 19_000, 21_000] },
    idleSeconds: 60,
    loadSeconds: 10,
    connections: 20,
    services: [
      runtime('legacy', 'crm', [6000], 200e6, undefined, 30_000),
      runtime('generated', 'crm', [1000, 2000, 3000], 60e6, 180_000, 30_000),
      ...(['user-management', 'services', 'agendamento', 'api-gateway', 'frontend'] as const).map((service) =>
        runtime('generated', service, [500], 10e6, 90_000, 30_000),
      ),
    ],
  },
};

type Images = NonNullable<Results['images']>[number];
type Services = NonNullable<Results['runtime']>['services'][number];

function image(contender: Images['contender'], name: Images['image'], bytes: number, added: number): Images {
  const layers = [{ bytes: added, what: 'COPY /app/dist ./dist/' }];
  const modules = { packages: 0, files: 0, bytes: 0 };
  return { contender, image: name, base: 'node:24-alpine', bytes, added, layers, modules, mapBytes: 0 };
}

function runtime(
  contender: Services['contender'],
  service: Services['service'],
  starts: readonly number[],
  atRest: number,
  idleWithCheck: number | undefined,
  idleWithoutCheck: number,
): Services {
  const load = { afterLoad: atRest * 1.5, requests: 10_000, errors: 0 };
  return { contender, service, starts, atRest, ...load, idleWithCheck, idleWithoutCheck };
}
