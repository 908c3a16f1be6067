import type { AvailabilitySli, LatencySli, SeriesMatcher, SeriesSelector, SliContribution } from '../../model/sli.js';
import * as t from '../../model/shape/index.js';
import { TEXT } from './text-shape.js';

const METRIC: t.Type<string> = t.custom(
  'the name of a metric',
  (value) => typeof value === 'string' && /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(value),
  { fix: () => 'Write "http_requests_total", and labels in matchers' },
);

const HISTOGRAM: t.Type<string> = t.custom(
  'the name of a histogram, without _bucket',
  (value) => METRIC.is(value) && !/_(?:bucket|count|sum)$/.test(value as string),
  { fix: () => 'Write "http_request_duration_seconds", and labels in matchers' },
);

const LABEL: t.Type<string> = t.custom(
  'the name of a label',
  (value) => typeof value === 'string' && /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(value),
  { example: '"code"' },
);

/** Of a metric of its own scrape the subject is the job already, and the bound is what an objective chooses. */
const MATCHED: t.Type<string> = t.custom(
  'the name of a label other than job and le',
  (value) => LABEL.is(value) && value !== 'job' && value !== 'le',
  { fix: (value) => (value === 'job' || value === 'le' ? 'Remove it: it is added' : LABEL.fix?.(value)) },
);

/** What a query can hold: Go's strings are UTF-8, which has no half characters. */
const VALUE: t.Type<string> = t.custom(
  'a text of whole characters',
  (value) => typeof value === 'string' && !/\p{Surrogate}/u.test(value),
  { fix: t.text.fix },
);

const MATCHERS = t.list(
  t.shapeOf<SeriesMatcher>()({ label: MATCHED, op: t.oneOf('=', '!=', '=~', '!~'), value: VALUE }),
);

const SELECTOR = t.shapeOf<SeriesSelector>()({ metric: METRIC, matchers: t.optional(MATCHERS) });

const BOUND: t.Type<number> = t.custom(
  'a number of seconds above 0',
  (value) => Number.isFinite(value) && (value as number) > 0,
  { fix: () => 'Write 0.5' },
);

const BASE = {
  service: t.optional(t.text),
  measuredBy: t.oneOf('proxy', 'caller', 'service'),
  description: TEXT,
  by: t.optional(t.list(LABEL)),
};

const INDICATORS = {
  availability: t.shapeOf<AvailabilitySli>()({
    kind: t.oneOf('sli'),
    indicator: t.oneOf('availability'),
    ...BASE,
    total: SELECTOR,
    bad: t.optional(SELECTOR),
    good: t.optional(SELECTOR),
  }),
  latency: t.shapeOf<LatencySli>()({
    kind: t.oneOf('sli'),
    indicator: t.oneOf('latency'),
    ...BASE,
    histogram: t.shapeOf<SeriesSelector>()({ metric: HISTOGRAM, matchers: t.optional(MATCHERS) }),
    bounds: t.list(BOUND),
  }),
};

const UNKNOWN = t.shapeOf<{ readonly indicator: SliContribution['indicator'] }>()({
  indicator: t.oneOf('availability', 'latency'),
}).open;

/** What objectives are measured against. */
export const SLI: t.Type<SliContribution> = t.choose<SliContribution>('an indicator', (value) => {
  const of = t.isObject(value) ? value['indicator'] : undefined;
  return of === 'availability' || of === 'latency' ? INDICATORS[of] : UNKNOWN;
});
