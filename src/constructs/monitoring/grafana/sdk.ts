import { createRequire } from 'node:module';

/** The parts of Grafana's SDK that dashboards are made of. */
interface Sdk {
  readonly common: typeof import('@grafana/grafana-foundation-sdk/common');
  readonly dashboard: typeof import('@grafana/grafana-foundation-sdk/dashboard');
  readonly gauge: typeof import('@grafana/grafana-foundation-sdk/gauge');
  readonly logs: typeof import('@grafana/grafana-foundation-sdk/logs');
  readonly loki: typeof import('@grafana/grafana-foundation-sdk/loki');
  readonly prometheus: typeof import('@grafana/grafana-foundation-sdk/prometheus');
  readonly stat: typeof import('@grafana/grafana-foundation-sdk/stat');
  readonly table: typeof import('@grafana/grafana-foundation-sdk/table');
  readonly text: typeof import('@grafana/grafana-foundation-sdk/text');
  readonly timeseries: typeof import('@grafana/grafana-foundation-sdk/timeseries');
}

let loaded: Sdk | undefined;

/** Grafana's SDK, loaded when the first dashboard is made: a platform without monitoring does not pay for it. */
export function sdk(): Sdk {
  return (loaded ??= load());
}

function load(): Sdk {
  const require = createRequire(import.meta.url);
  const part = (name: keyof Sdk) => require(`@grafana/grafana-foundation-sdk/${name}`) as unknown;
  return {
    common: part('common'),
    dashboard: part('dashboard'),
    gauge: part('gauge'),
    logs: part('logs'),
    loki: part('loki'),
    prometheus: part('prometheus'),
    stat: part('stat'),
    table: part('table'),
    text: part('text'),
    timeseries: part('timeseries'),
  } as Sdk;
}
