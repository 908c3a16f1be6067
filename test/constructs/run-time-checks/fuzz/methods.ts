import * as nexus from '../../../../src/index.js';
import { DATA_CHANGE, VARIABLE_PROPS } from '../../../../src/constructs/core/platform-shape.js';
import { THRESHOLDS } from '../../../../src/constructs/monitoring/monitoring-shape.js';
import { BIND_OPTIONS, TMPFS_OWNER, VOLUME_OPTIONS } from '../../../../src/constructs/core/workload-shape.js';
import { built, fresh, having, itself, method, overrides, own, service, type Target } from './target.js';

const { Duration, Instruction, MemorySize, Secret, SecureDockerfile, Volume } = nexus;

const documentsOf = {
  lines: { path: 'a.conf', kind: 'lines', syntax: 'hash', lines: ['a'] },
  json: { path: 'a.json', kind: 'json', value: { a: [1] }, comments: false },
  yaml: { path: 'a.yml', kind: 'yaml', value: { a: [1] }, header: 'x' },
  dockerfile: {
    path: 'own/Dockerfile',
    kind: 'dockerfile',
    dockerfile: {
      header: 'x',
      stages: [{ name: 'runtime', from: 'alpine:3.22', comment: 'y', instructions: [{ kind: 'user', user: '1000' }] }],
    },
  },
  template: {
    path: 'infrastructure/x/start.sh',
    kind: 'template',
    syntax: 'hash',
    template: 'redis/start.sh.hbs',
    view: { secret: 'a', exporter: false },
  },
};

const contributionsOf = {
  scrape: {
    kind: 'scrape',
    port: 9000,
    path: '/metrics',
    interval: Duration.seconds(5),
    metrics: ['requests_total{code}', 'up'],
  },
  observable: {
    kind: 'observable',
    name: 'connections-used',
    description: { en: 'a', 'pt-BR': 'b' },
    query: 'up',
    unit: 'short',
    warning: { comparison: '>', value: 1, for: Duration.seconds(5) },
    mustExist: true,
    nextSteps: 'Look.',
    owner: 'a',
    panel: { kind: 'stat', legend: 'x' },
  },
  backup: {
    kind: 'backup',
    name: 'files',
    volumes: [],
    dump: { argv: ['tar'], extension: 'tar' },
    restore: ['tar', 'x'],
    verify: ['tar', 't'],
  },
  rotation: { kind: 'rotation', secret: 'own_secret', how: { kind: 'command', argv: ['rotate'] } },
  check: { kind: 'check', name: 'answers', description: 'x', check: { kind: 'http', port: 5000, path: '/' } },
  runbook: { kind: 'runbook', id: 'a', title: 'A', body: 'B' },
};

/** Methods that add something, of all that has some. */
export const METHODS: readonly Target[] = [
  method('addEnvironment', own, () => ['A', '1']),
  method('addSecret', own, (p) => [new Secret(p, 'token'), 'TOKEN']),
  method('addUse', own, (p) => [service(p), { prefix: 'OTHER', startCondition: 'started' }], BIND_OPTIONS),
  method(
    'addUse of a database',
    own,
    (p) => [
      new nexus.PostgresDatabase(p, 'postgres', { database: 'shop' }),
      { role: 'crm', client: 'plain', poolSize: 4, prefix: 'DB' },
    ],
    BIND_OPTIONS,
  ),
  method('addVolume', own, (p) => [new Volume(p, 'data'), '/data', { readOnly: true }], VOLUME_OPTIONS),
  method(
    'addFile',
    own,
    (p) => (p.addDocument({ path: 'x.conf', kind: 'lines', syntax: 'hash', lines: ['a'] }), ['x.conf', '/etc/x.conf']),
  ),
  method(
    'addTmpfs',
    own,
    () => ['/cache', MemorySize.mebibytes(1), { uid: 1000, gid: 1000, mode: '0700' }],
    TMPFS_OWNER,
  ),
  method('addLabel', own, () => ['team', 'a']),
  method('acknowledge', own, () => ['service-image-digest', 'reason']),
  method('publish', own, () => [8080, 5000, '127.0.0.1']),
  method('startAfter', own, (p) => [service(p), 'started']),
  ...Object.values(contributionsOf).map((contribution) =>
    method(
      `addContribution ${contribution.kind}`,
      (p) => having(p, { secrets: [new Secret(p, 'own_secret')] }),
      () => [fresh(contribution)],
    ),
  ),
  method('acceptDataChange', itself, () => ['db_data/version', { from: '16', to: '17', reason: 'moved' }], DATA_CHANGE),
  method('releaseData', itself, () => ['old_data', 'not wanted']),
  method('addVariable', itself, () => [{ name: 'A', description: 'x', value: '1' }], VARIABLE_PROPS),
  method('addAggregate', itself, () => [() => []]),
  ...Object.values(documentsOf).map((document) =>
    method(`addDocument ${document.kind}`, itself, () => [fresh(document)]),
  ),
  method(
    'setThresholds',
    (p) => new nexus.MonitoringStack(p, 'monitoring'),
    (p) => [
      new nexus.RedisCache(p, 'redis'),
      'connections-used',
      { warning: { comparison: '>', value: 0.7, for: Duration.minutes(1) }, critical: false, because: 'x' },
    ],
    THRESHOLDS,
  ),
  method(
    'setThresholds by a name',
    (p) => new nexus.MonitoringStack(p, 'monitoring'),
    () => ['node-exporter', 'memory-available', { warning: { value: 0.2 } }],
    THRESHOLDS,
  ),
  method('addOverride', overrides, () => [
    'services.crm.develop',
    { watch: [{ path: 'src', action: 'sync', target: '/app' }] },
  ]),
  method('addDeletionOverride', overrides, () => ['services.crm.stop_grace_period']),
  method(
    'addStep',
    (p) => {
      const dockerfile = SecureDockerfile.node({ context: 'crm' });
      built(p, dockerfile);
      return dockerfile;
    },
    () => ['runtime', Instruction.user('1000')],
  ),
];
