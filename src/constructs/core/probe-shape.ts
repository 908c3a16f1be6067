import type { ProbeContribution, ScrapeTarget } from '../../model/probe-contribution.js';
import { isHttpPath } from '../../model/probe.js';
import * as t from '../../model/shape/index.js';

const PATH: t.Type<string> = t.custom('a URL path that begins with "/"', isHttpPath, { example: '"/health"' });

const HOST: t.Type<string> = t.custom(
  'a host name',
  (value) => typeof value === 'string' && /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(value),
  { example: '"shop.example.org"' },
);

/** A page that is asked for as users do. */
export const PROBE = t.shapeOf<ProbeContribution>()({
  kind: t.oneOf('probe'),
  of: t.oneOf('route', 'readiness'),
  route: t.optional(PATH),
  upstream: t.optional(t.text),
  port: t.port,
  path: PATH,
  tls: t.optional(t.boolean),
  host: t.optional(HOST),
  expects: t.optional(t.oneOf('success', 'answer')),
});

/** `job` and `instance` are Prometheus' own; what begins with `__` is not kept. */
const LABELS: t.Type<Readonly<Record<string, string>>> = t.custom(
  'labels by their names, without job and instance',
  (value) =>
    t.record(t.text).is(value) &&
    Object.keys(value as object).every(
      (name) => /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) && name !== 'job' && name !== 'instance',
    ),
  { example: '{ region: "south" }' },
);

const PARAMETERS: t.Type<Readonly<Record<string, string>>> = t.custom(
  'parameters by their names',
  (value) =>
    t.record(t.text).is(value) && Object.keys(value as object).every((name) => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)),
  { example: '{ module: "http" }' },
);

/** What an exporter is asked about. */
export const SCRAPE_TARGETS = t.list(t.shapeOf<ScrapeTarget>()({ parameters: PARAMETERS, labels: LABELS }));
