import type { NewDocument } from '../../../model/document.js';
import type { Origin } from '../../../model/origin.js';
import type { PlatformModel } from '../../../model/platform-model.js';
import { NUMBER_LABEL, PROJECT_LABEL, SERVICE_LABEL } from './log-labels.js';
import { FIRST_LINE, LEVEL_TEMPLATE, TEXT_LEVELS, TRACE_ID } from './line-forms.js';

/** Where Alloy sees the engine's folder of containers: as the engine has it. */
export const CONTAINERS = '/var/lib/docker/containers';
/** Tells Alloy which Compose project is its platform. */
export const PROJECT_VARIABLE = 'COMPOSE_PROJECT_NAME';

/** A little less than what Loki takes: a line must not grow too old on its way. */
const OLDEST = '167h';

/** The Alloy that a file is for. */
export interface AlloyFile {
  /** Path of the file in the output. */
  readonly config: string;
  readonly origin: Origin;
  /** Where it brings lines to. */
  readonly loki: { readonly url: string };
}

/** Alloy's file, from the model: which requests are health checks is known there. */
export function alloyDocument(model: Pick<PlatformModel, 'workloads'>, alloy: AlloyFile): NewDocument {
  const { origin, config: path, loki } = alloy;
  const lines = [
    '//',
    '// Reads what every container writes, and brings it to Loki. What becomes a label is chosen with care: each combination',
    '// of values is one more stream. Ids of requests are therefore no labels, but are kept beside each line.',
    '',
    ...block('logging', ['level  = "warn"', 'format = "json"']),
    '',
    ...block('loki.source.file "containers"', [
      `targets    = [{ __path__ = ${quote(`${CONTAINERS}/*/*-json.log`)} }]`,
      'forward_to = [loki.process.containers.receiver]',
      '',
      ...block('file_match', ['enabled     = true', 'sync_period = "10s"']),
    ]),
    '',
    ...block('loki.process "containers"', [
      'forward_to = [loki.write.loki.receiver]',
      ...ofTheEngine(),
      ...ofTheLine(),
      ...leftOut(model),
      ...labels(),
    ]),
    '',
    ...block('loki.write "loki"', [
      ...block('endpoint', [
        `url = ${quote(`${loki.url}/loki/api/v1/push`)}`,
        '',
        '// Without an end: while Loki is down, nothing is read on, and the files wait.',
        'max_backoff_retries = 0',
        'max_backoff_period  = "1m"',
      ]),
    ]),
  ];
  return { path, origin, kind: 'lines', syntax: 'slashes', lines };
}

/** What the engine has written around each line. */
function ofTheEngine(): string[] {
  const attribute = (label: string) => quote(`attrs.${JSON.stringify(label)}`);
  return [
    '',
    '// Labels of the container, which the engine copies into each line.',
    ...block('stage.json', [
      ...block('expressions =', [
        `number  = ${attribute(NUMBER_LABEL)},`,
        `project = ${attribute(PROJECT_LABEL)},`,
        `service = ${attribute(SERVICE_LABEL)},`,
      ]),
    ]),
    '',
    ...block('stage.labels', ['values = { number = "", project = "", service = "" }']),
    '',
    "// Other projects of the machine, and containers that are not Compose's.",
    ...block('stage.match', [
      `selector            = "{project!=\\"" + sys.env(${quote(PROJECT_VARIABLE)}) + "\\"}"`,
      'action              = "drop"',
      'drop_counter_reason = "another project"',
    ]),
    '',
    "// The line itself, and the time at which it was written, as the engine's clock has it.",
    'stage.docker { }',
    '',
    '// What is indented belongs to the line before: stack traces, statements of a database.',
    ...block('stage.multiline', [`firstline     = ${quote(FIRST_LINE)}`, 'max_wait_time = "1s"']),
  ];
}

/** What a line says of itself, as JSON or as a text of some known form. */
function ofTheLine(): string[] {
  return [
    '',
    ...block('stage.json', [
      ...block('expressions =', [
        'level   = "level || severity",',
        'path    = "uri || url || path || req.url",',
        'request = "request_id || requestId || reqId",',
        'status  = "status || statusCode || res.statusCode",',
        'trace   = "trace_id || traceId",',
      ]),
    ]),
    ...TEXT_LEVELS.flatMap((expression) => ['', ...block('stage.regex', [`expression = ${quote(expression)}`])]),
    '',
    '// One of six, or none: a line can not invent a label.',
    ...block('stage.template', ['source   = "level"', `template = ${quote(LEVEL_TEMPLATE)}`]),
    '',
    '// Ids that could not be an id are left in the line alone.',
    ...block('stage.regex', ['source     = "request"', `expression = ${quote(`^(?P<request_id>${TRACE_ID})$`)}`]),
    '',
    ...block('stage.regex', ['source     = "trace"', `expression = ${quote(`^(?P<trace_id>${TRACE_ID})$`)}`]),
  ];
}

function leftOut(model: Pick<PlatformModel, 'workloads'>): string[] {
  const checks = healthChecks(model);
  return [
    ...(checks.length > 0
      ? [
          '',
          '// Health checks that were answered well. Those that failed are kept.',
          ...block('stage.drop', [
            'source              = "service,path,status"',
            `expression          = ${quote(`^(?:${checks.join('|')});[23]\\d\\d$`)}`,
            'drop_counter_reason = "health check"',
          ]),
        ]
      : []),
    '',
    '// Loki would refuse them.',
    ...block('stage.drop', [`older_than          = "${OLDEST}"`, 'drop_counter_reason = "too old"']),
  ];
}

function labels(): string[] {
  return [
    '',
    ...block('stage.structured_metadata', ['values = { request_id = "", stream = "", trace_id = "" }']),
    '',
    ...block('stage.labels', ['values = { level = "" }']),
    '',
    ...block('stage.label_keep', ['values = ["level", "number", "service"]']),
  ];
}

/** Of each workload that is asked by HTTP: its name and path, as a regular expression. */
function healthChecks({ workloads }: Pick<PlatformModel, 'workloads'>): string[] {
  return workloads.flatMap(({ name, liveness, readiness }) => {
    const paths = new Set<string>();
    if (liveness?.check.kind === 'http') paths.add(liveness.check.path);
    if (readiness) paths.add(readiness.path);
    return [...paths].map((path) => escapePattern(`${name};${path}`));
  });
}

function block(head: string, body: readonly string[]): string[] {
  return [`${head} {`, ...body.map((line) => (line === '' ? '' : `  ${line}`)), '}'];
}

/** Alloy's strings are escaped as JSON's are. What would be unreadable so is written raw, where it can be. */
function quote(text: string): string {
  const escaped = JSON.stringify(text);
  return escaped.length === text.length + 2 || /[`\r\n]/.test(text) ? escaped : `\`${text}\``;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
