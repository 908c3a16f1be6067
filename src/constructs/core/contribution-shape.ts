import type {
  BackupContribution,
  CertificateContribution,
  CheckContribution,
  Contribution,
  ExporterSpec,
  Observable,
  ObservableExample,
  RotationContribution,
  RunbookSection,
  ScrapeContribution,
  Threshold,
} from '../../model/contribution.js';
import type { Duration } from '../../model/duration.js';
import { WORDS } from '../../model/instruction-shape.js';
import { isHttpPath, type ProbeCheck } from '../../model/probe.js';
import * as t from '../../model/shape/index.js';
import { isUserId } from '../../model/user-id.js';
import { COMMAND as ARGV } from './rotation-shape.js';
import { PROBE, SCRAPE_TARGETS } from './probe-shape.js';
import { SLI } from './sli-shape.js';
import { said, TEXT } from './text-shape.js';

const NAME: t.Type<string> = t.custom(
  'lower-case letters and digits with hyphens',
  (value) => typeof value === 'string' && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(value),
  { example: '"accepts-connections"' },
);

export const PATH: t.Type<string> = t.custom('a URL path that begins with "/"', isHttpPath, { example: '"/metrics"' });

const USER: t.Type<string> = t.custom('a numeric id above 0', (value) => typeof value === 'string' && isUserId(value), {
  fix: () => 'Write "uid:gid", as in "65534:65534": an image can give any name to root',
});

/** Time between two scrapes. */
export const INTERVAL: t.Type<Duration> = t.custom(
  'a Duration above 0',
  (value) => t.duration.is(value) && (value as Duration).toMilliseconds() > 0,
  { fix: (value) => t.duration.fix?.(value) ?? 'Write Duration.seconds(30)' },
);

const kind = <K extends string>(word: K): t.Type<K> => t.oneOf(word);

/** A union that is told apart by `kind`; of a known kind every key is checked. */
function ofKind<T extends { readonly kind: string }>(
  expected: string,
  kinds: Readonly<Record<T['kind'], Pick<t.Type<unknown>, Exclude<keyof t.Type<unknown>, 'invariant'>>>>,
  fix: string,
): t.Type<T> {
  const none = t.custom<T>(expected, () => false, { fix: () => fix });
  return {
    ...t.choose<T>(expected, (value) => {
      const of = t.isObject(value) ? value['kind'] : undefined;
      return typeof of === 'string' && Object.hasOwn(kinds, of) ? kinds[of as T['kind']] : none;
    }),
    fix: () => fix,
  };
}

const EXPORTER = t.shapeOf<ExporterSpec>()({
  image: said,
  description: said,
  user: USER,
  entrypoint: t.optional(WORDS),
  command: t.optional(WORDS),
  environment: t.optional(t.record(t.text)),
});

const SERIES = /^[a-zA-Z_:][a-zA-Z0-9_:]*(?:\{(?:[a-zA-Z_][a-zA-Z0-9_]*(?:,[a-zA-Z_][a-zA-Z0-9_]*)*)?\})?$/;

/** Names of time series with their labels. */
export const METRICS: t.Type<readonly string[]> = t.list(
  t.custom<string>(
    'a metric with the names of its labels',
    (value) => typeof value === 'string' && SERIES.test(value),
    {
      fix: () => 'Write "http_requests_total{method,route,code}"',
    },
  ),
);

const SCRAPE = t.shapeOf<ScrapeContribution>()({
  kind: kind('scrape'),
  port: t.port,
  path: PATH,
  interval: t.optional(INTERVAL),
  metrics: t.optional(METRICS),
  targets: t.optional(SCRAPE_TARGETS),
  exporter: t.optional(EXPORTER),
});

export const FINITE: t.Type<number> = t.custom('a finite number', Number.isFinite, { fix: t.number.fix });

const THRESHOLD = t.shapeOf<Threshold>()({
  comparison: t.oneOf('>', '>=', '<', '<=', '==', '!='),
  value: FINITE,
  for: t.optional(t.duration),
});

const ALERT: t.Type<string> = t.custom(
  'words that begin with capitals',
  (value) => typeof value === 'string' && /^(?:[A-Z][a-z0-9]*)+$/.test(value),
  { example: '"ConnectionsUsed"' },
);

const OBSERVABLE = t.shapeOf<Observable>()({
  kind: kind('observable'),
  name: t.text,
  alert: t.optional(ALERT),
  about: t.optional(ALERT),
  description: TEXT,
  problem: t.optional(TEXT),
  query: said,
  unit: t.oneOf('none', 'short', 'percentunit', 'bytes', 's', 'ms', 'reqps', 'ops', 'dtdurations', 'dateTimeAsIso'),
  warning: t.optional(THRESHOLD),
  critical: t.optional(THRESHOLD),
  mustExist: t.boolean,
  interpretation: t.optional(TEXT),
  nextSteps: t.optional(TEXT),
  owner: t.optional(said),
  example: t.optional(
    t.shapeOf<ObservableExample>()({
      quiet: t.record(said),
      warning: t.optional(t.record(said)),
      critical: t.optional(t.record(said)),
    }),
  ),
  panel: t.shapeOf<Observable['panel']>()({ kind: t.oneOf('timeseries', 'stat', 'gauge'), legend: t.text }),
});

const DUMP = t.shapeOf<Exclude<BackupContribution['dump'], 'files'>>()({ argv: ARGV, extension: NAME });

const FILES = t.custom<'files'>('"files" or a command', (value) => value === 'files', {
  fix: () => 'Write "files", or { argv: ["pg_dump", "…"], extension: "dump" }',
});

const BACKUP = t.shapeOf<BackupContribution>()({
  kind: kind('backup'),
  name: NAME,
  volumes: t.list(t.text),
  dump: t.choose<BackupContribution['dump']>('a way to dump', (value) => (t.isObject(value) ? DUMP : FILES)),
  restore: t.optional(ARGV),
  verify: t.optional(ARGV),
});

type How = RotationContribution['how'];
type HowOf<K extends How['kind']> = Extract<How, { readonly kind: K }>;
const HOWS = {
  restart: t.shapeOf<HowOf<'restart'>>()({ kind: kind('restart') }),
  command: t.shapeOf<HowOf<'command'>>()({ kind: kind('command'), argv: ARGV, retire: t.optional(ARGV) }),
  job: t.shapeOf<HowOf<'job'>>()({ kind: kind('job'), workload: t.text }),
};
const HOW: t.Type<How> = ofKind<How>(
  'a way to rotate',
  HOWS,
  'Write { kind: "restart" }, { kind: "command", argv: ["…"] } or { kind: "job", workload: "…" }',
);

const ROTATION = t.shapeOf<RotationContribution>()({
  kind: kind('rotation'),
  secret: t.text,
  how: HOW,
  accepts: t.optional(ARGV),
});

const CERTIFICATE = t.shapeOf<CertificateContribution>()({
  kind: kind('certificate'),
  certificate: t.text,
  key: t.text,
  hosts: t.list(t.text),
  reload: t.optional(ARGV),
});

type ProbeOf<K extends ProbeCheck['kind']> = Extract<ProbeCheck, { readonly kind: K }>;
const CHECK = t.shapeOf<CheckContribution>()({
  kind: kind('check'),
  name: NAME,
  description: TEXT,
  check: ofKind<ProbeCheck>(
    'a probe',
    {
      http: t.shapeOf<ProbeOf<'http'>>()({ kind: kind('http'), port: t.port, path: PATH }),
      tcp: t.shapeOf<ProbeOf<'tcp'>>()({ kind: kind('tcp'), port: t.port }),
      exec: t.shapeOf<ProbeOf<'exec'>>()({ kind: kind('exec'), argv: ARGV }),
    },
    'Write { kind: "tcp", port: 5432 }, { kind: "http", port, path } or { kind: "exec", argv: ["…"] }',
  ),
});

const RUNBOOK = t.shapeOf<RunbookSection>()({ kind: kind('runbook'), id: NAME, title: TEXT, body: TEXT });

const KINDS: Readonly<Record<Contribution['kind'], t.Type<unknown>>> = {
  scrape: SCRAPE,
  observable: OBSERVABLE,
  backup: BACKUP,
  rotation: ROTATION,
  certificate: CERTIFICATE,
  check: CHECK,
  probe: PROBE,
  runbook: RUNBOOK,
  sli: SLI,
} as unknown as Readonly<Record<Contribution['kind'], t.Type<unknown>>>;

const UNKNOWN = t.shapeOf<{ readonly kind: Contribution['kind'] }>()({
  kind: t.oneOf('scrape', 'observable', 'backup', 'rotation', 'certificate', 'check', 'probe', 'runbook', 'sli'),
}).open;

/** A contribution of any kind. */
export const CONTRIBUTION: t.Type<Contribution> = t.choose<Contribution>('a contribution', (value) => {
  const of = t.isObject(value) ? value['kind'] : undefined;
  return typeof of === 'string' && Object.hasOwn(KINDS, of) ? KINDS[of as Contribution['kind']] : UNKNOWN;
});
