import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LEVEL_TEMPLATE } from '../../../../src/constructs/monitoring/central-logs/line-forms.js';
import { CentralLogs, HealthCheck, MonitoringStack, NexusService } from '../../../../src/index.js';
import { parseAlloy } from '../../../support/alloy.js';
import { amtool, hasAmtool } from '../../../support/amtool.js';
import { newPlatform, render } from '../../../support/project.js';
import { pipelineOf } from './pipeline.js';

const FILE = readFileSync(
  join(import.meta.dirname, '..', '..', '..', '..', 'out', 'infrastructure', 'monitoring', 'alloy.alloy'),
  'utf8',
);

const LEVELS: Readonly<Record<string, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warning',
  50: 'error',
  60: 'critical',
  INFO: 'info',
  Warn: 'warning',
  LOG: 'info',
  NOTICE: 'info',
  FATAL: 'critical',
  emerg: 'critical',
  error: 'error',
  info: 'info',
  '/etc/passwd': '',
  errors: '',
};

const levelOf = (value: string) => LEVELS[value] ?? '';
const pipeline = pipelineOf(FILE, 'erp-nexus', levelOf);

/** A line of a file of the engine, as the driver json-file writes it for a container with these labels. */
function line(service: string, log: string, more: { project?: string; stream?: string; number?: string } = {}): string {
  const { project = 'erp-nexus', stream = 'stdout', number = '1' } = more;
  const compose = { 'com.docker.compose.container-number': number, 'com.docker.compose.project': project };
  const attrs = { ...compose, environment: 'production', service };
  return JSON.stringify({ log: `${log}\n`, stream, attrs, time: '2026-11-27T15:04:05.123456789Z' });
}

const ID = '5f0c2b1e9a7d4c6f8e3b2a1d0c9f8e7d';
const one = (service: string, log: string) => pipeline([line(service, log)])[0];

describe('a line', () => {
  test("of a service has its level, and its request's id beside it", () => {
    const pino = `{"level":50,"time":1795796013377,"name":"crm","request_id":"${ID}","req":{"method":"GET","url":"/boom"},"res":{"statusCode":500},"msg":"boom"}`;

    expect(one('crm', pino)).toMatchObject({
      labels: { service: 'crm', number: '1', level: 'error' },
      metadata: { request_id: ID, stream: 'stdout' },
      text: pino,
      time: '2026-11-27T15:04:05.123456789Z',
    });
  });

  test('of the proxy has the same id, and no level', () => {
    const access = `{"time":"2026-11-27T15:04:05+00:00","request_id":"${ID}","method":"GET","uri":"/api/crm/customers?page=2","status":200,"duration":0.012}`;

    expect(one('nginx', access)).toMatchObject({
      labels: { service: 'nginx', number: '1' },
      metadata: { request_id: ID },
    });
    expect(one('nginx', access)?.labels).not.toHaveProperty('level');
  });

  test.each([
    ['postgres', '2026-11-27 15:04:05.123 UTC [71] FATAL:  password authentication failed for user "crm"', 'critical'],
    ['postgres', '2026-11-27 15:04:05.123 -03 [71] LOG:  checkpoint starting: time', 'info'],
    ['nginx', '2026/11/27 15:04:05 [error] 29#29: *1 connect() failed (111: Connection refused)', 'error'],
    ['prometheus', 'time=2026-11-27T15:04:05.123Z level=INFO source=main.go:688 msg="Server is ready"', 'info'],
    ['node-exporter', 'ts=2026-11-27T15:04:05.123Z caller=node_exporter.go:1 level=error msg=x', 'error'],
    ['loki', '{"level":"info","ts":"2026-11-27T15:04:05Z","msg":"uploading tables"}', 'info'],
    ['redis', '1:M 27 Nov 2026 15:04:05.123 * Ready to accept connections tcp', undefined],
    ['crm', 'a text with level=error and [error] somewhere', undefined],
  ])('of %s: %s', (service, log, level) => {
    expect(one(service, log)?.labels['level']).toBe(level);
  });

  test('can not invent a label, nor an id that would end a query', () => {
    const { labels, metadata } =
      one('crm', '{"level":"/etc/passwd","request_id":"a\\"} or {x=\\"","trace_id":"t-1"}') ?? {};

    expect(labels).toEqual({ service: 'crm', number: '1' });
    expect(metadata).toEqual({ stream: 'stdout', trace_id: 't-1' });
    expect(one('crm', `{"request_id":"${'a'.repeat(129)}"}`)?.metadata).toEqual({ stream: 'stdout' });
  });

  test('that is JSON, and no object, is a text', () => {
    for (const text of ['42', 'null', '["level"]', '"level"', '{"level":', '{"level":{"a":1}}'])
      expect(one('crm', text)).toMatchObject({ text, labels: { service: 'crm', number: '1' } });
  });
});

describe('lines', () => {
  test('of a stack trace are one entry, beside those of another replica', () => {
    const trace = ['TypeError: boom', '    at f (/app/app.js:1:1)', '  {', '}', ''];
    const entries = pipeline([
      ...trace.flatMap((text) => [line('crm', text), line('crm', text, { number: '2' })]),
      line('crm', 'next'),
    ]);

    const whole = trace.join('\n').trimEnd();
    expect(entries.map(({ text, labels }) => [labels['number'], text])).toEqual([
      ['1', whole],
      ['2', whole],
      ['1', 'next'],
    ]);
  });

  test('of JSON stay apart', () => {
    expect(pipeline([line('crm', '{"msg":1}'), line('crm', '{"msg":2}')])).toHaveLength(2);
  });

  test('of another project, and of containers without labels, are left out', () => {
    const bare = JSON.stringify({ log: 'x\n', stream: 'stdout', time: '2026-11-27T15:04:05Z' });

    expect(pipeline([line('crm', 'x', { project: 'other' }), bare])).toEqual([]);
  });
});

describe('health checks', () => {
  const asked = (uri: string, status: number, service = 'api-gateway') =>
    pipeline([line(service, JSON.stringify({ method: 'GET', uri, status }))]).length;

  test('are left out where they were answered well', () => {
    expect([asked('/health', 200), asked('/health/deep', 204), asked('/nginx-health', 200, 'nginx')]).toEqual([
      0, 0, 0,
    ]);
  });

  test('are kept where they failed, and so is everything else', () => {
    expect([
      asked('/health', 503),
      asked('/health/other', 200),
      asked('/health?x', 200),
      asked('/nginx-health', 200),
      pipeline([line('crm', '{"msg":"/health"}')]).length,
    ]).toEqual([1, 1, 1, 1, 1]);
  });

  test('are those that the platform makes, with a dot that is a dot', () => {
    const platform = newPlatform();
    new NexusService(platform, 'web', {
      port: 8080,
      image: 'example/web:1',
      health: HealthCheck.http('/a.b/%24'),
    });
    new MonitoringStack(platform, 'monitoring', { logs: CentralLogs.loki() });
    const run = pipelineOf(render(platform)['infrastructure/monitoring/alloy.alloy'] ?? '', 'shop', levelOf);
    const left = (uri: string) => run([line('web', JSON.stringify({ uri, status: 200 }), { project: 'shop' })]).length;

    expect([left('/a.b/%24'), left('/aXb/%24'), left('/health')]).toEqual([0, 1, 1]);
  });
});

test('the file brings what is read to Loki, and reads nothing but logs', () => {
  const blocks = parseAlloy(FILE);

  expect(blocks.map(({ name, label }) => [name, label])).toEqual([
    ['logging', undefined],
    ['loki.source.file', 'containers'],
    ['loki.process', 'containers'],
    ['loki.write', 'loki'],
  ]);
  expect(blocks[1]?.attributes).toEqual({
    targets: [{ __path__: '/var/lib/docker/containers/*/*-json.log' }],
    forward_to: ['loki.process.containers.receiver'],
  });
  expect(blocks[2]?.attributes).toEqual({ forward_to: ['loki.write.loki.receiver'] });
  expect(blocks[3]?.blocks[0]?.attributes).toMatchObject({ url: 'http://loki:3100/loki/api/v1/push' });
});

test.each([
  ['a string that does not end', (text: string) => text.replace('"warn"', '"warn')],
  ['a block that does not end', (text: string) => text.replace(/\}\s*$/, '')],
  ['a value that is missing', (text: string) => text.replace('enabled     = true', 'enabled     =')],
])('the reader of these tests notices %s', (_what, spoil) => {
  expect(() => parseAlloy(spoil(FILE))).toThrow();
});

test.skipIf(!hasAmtool)('levels are told by a template that Go reads, and by nothing else', () => {
  // Alertmanager's tool has Go's templates, too; of Alloy's only the name of a function and of the value differ.
  const text = LEVEL_TEMPLATE.replace('ToLower .Value', 'toLower .CommonLabels.level');
  for (const [value, level] of Object.entries(LEVELS)) {
    const files = { 'none.tmpl': '\n', 'data.json': JSON.stringify({ commonLabels: { level: value } }) };
    const args = ['template', 'render', '--template.glob=none.tmpl', '--template.data=data.json'];

    expect([value, amtool([...args, `--template.text=${text}`], files).says.trim()]).toEqual([value, level]);
  }
});
