import type {
  BackupContribution,
  CertificateContribution,
  CheckContribution,
  Contribution,
  ExporterSpec,
  Observable,
  RotationContribution,
  RunbookSection,
  ScrapeContribution,
  Text,
  Threshold,
} from '../../model/contribution.js';
import { WORDS } from '../../model/instruction-shape.js';
import * as t from '../../model/shape/index.js';

/** A text for operators: one for all, or one for each language. */
const TEXT: t.Type<Text> = t.custom(
  'a text, or one for each language',
  (value) =>
    typeof value === 'string' ||
    (t.isObject(value) && typeof value['en'] === 'string' && typeof value['pt-BR'] === 'string'),
  { fix: () => 'Write "…", or { en: "…", "pt-BR": "…" }' },
);

const kind = <K extends string>(word: K): t.Type<K> => t.oneOf(word);

const EXPORTER = t.shapeOf<ExporterSpec>()({
  image: t.text,
  description: t.text,
  user: t.text,
  entrypoint: t.optional(WORDS),
  command: t.optional(WORDS),
  environment: t.optional(t.record(t.text)),
});

const SCRAPE = t.shapeOf<ScrapeContribution>()({
  kind: kind('scrape'),
  port: t.port,
  path: t.text,
  interval: t.optional(t.duration),
  exporter: t.optional(EXPORTER),
});

const THRESHOLD = t.shapeOf<Threshold>()({
  comparison: t.oneOf('>', '>=', '<', '<=', '==', '!='),
  value: t.number,
  for: t.optional(t.duration),
});

const OBSERVABLE = t.shapeOf<Observable>()({
  kind: kind('observable'),
  name: t.text,
  description: TEXT,
  query: t.text,
  unit: t.oneOf('none', 'short', 'percentunit', 'bytes', 's', 'ms', 'reqps', 'ops', 'dtdurations', 'dateTimeAsIso'),
  warning: t.optional(THRESHOLD),
  critical: t.optional(THRESHOLD),
  mustExist: t.boolean,
  interpretation: t.optional(TEXT),
  nextSteps: t.optional(TEXT),
  owner: t.optional(t.text),
  panel: t.shapeOf<Observable['panel']>()({ kind: t.oneOf('timeseries', 'stat', 'gauge'), legend: t.text }),
});

const DUMP = t.shapeOf<Exclude<BackupContribution['dump'], 'files'>>()({ argv: WORDS, extension: t.text });

const BACKUP = t.shapeOf<BackupContribution>()({
  kind: kind('backup'),
  name: t.text,
  volumes: t.list(t.text),
  dump: t.either(DUMP, kind('files')),
  restore: t.optional(WORDS),
  verify: t.optional(WORDS),
});

type How = RotationContribution['how'];
const HOW: t.Type<How> = t.custom(
  'a way to rotate',
  (value) =>
    t.isObject(value) &&
    (value['kind'] === 'restart' ||
      (value['kind'] === 'command' && WORDS.is(value['argv'])) ||
      (value['kind'] === 'job' && typeof value['workload'] === 'string')),
  { fix: () => 'Write { kind: "restart" }, { kind: "command", argv: ["…"] } or { kind: "job", workload: "…" }' },
);

const ROTATION = t.shapeOf<RotationContribution>()({ kind: kind('rotation'), secret: t.text, how: HOW });

const CERTIFICATE = t.shapeOf<CertificateContribution>()({
  kind: kind('certificate'),
  certificate: t.text,
  key: t.text,
  hosts: t.list(t.text),
});

const CHECK = t.shapeOf<CheckContribution>()({
  kind: kind('check'),
  name: t.text,
  description: TEXT,
  check: t.custom<CheckContribution['check']>(
    'a probe',
    (value) =>
      t.isObject(value) &&
      ((value['kind'] === 'http' && t.port.is(value['port']) && typeof value['path'] === 'string') ||
        (value['kind'] === 'tcp' && t.port.is(value['port'])) ||
        (value['kind'] === 'exec' && WORDS.is(value['argv']))),
    { fix: () => 'Write { kind: "tcp", port: 5432 }, { kind: "http", port, path } or { kind: "exec", argv: ["…"] }' },
  ),
});

const RUNBOOK = t.shapeOf<RunbookSection>()({ kind: kind('runbook'), id: t.text, title: TEXT, body: TEXT });

const KINDS: Readonly<Record<Contribution['kind'], t.Type<unknown>>> = {
  scrape: SCRAPE,
  observable: OBSERVABLE,
  backup: BACKUP,
  rotation: ROTATION,
  certificate: CERTIFICATE,
  check: CHECK,
  runbook: RUNBOOK,
} as unknown as Readonly<Record<Contribution['kind'], t.Type<unknown>>>;

const UNKNOWN = t.shapeOf<{ readonly kind: Contribution['kind'] }>()({
  kind: t.oneOf('scrape', 'observable', 'backup', 'rotation', 'certificate', 'check', 'runbook'),
}).open;

/** A contribution of any kind. */
export const CONTRIBUTION: t.Type<Contribution> = t.choose<Contribution>('a contribution', (value) => {
  const of = t.isObject(value) ? value['kind'] : undefined;
  return typeof of === 'string' && Object.hasOwn(KINDS, of) ? KINDS[of as Contribution['kind']] : UNKNOWN;
});
