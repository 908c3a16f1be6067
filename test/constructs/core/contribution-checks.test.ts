import type { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import {
  type Contribution,
  Duration,
  MonitoringStack,
  NexusService,
  NexusWorkload,
  PostgresDatabase,
  Resources,
  Secret,
  Volume,
  type WorkloadImage,
} from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

const image = 'example/a:1';
const OBSERVABLE = {
  kind: 'observable',
  name: 'queue',
  description: 'd',
  query: 'up',
  unit: 'none',
  mustExist: true,
  interpretation: 'i',
  panel: { kind: 'stat', legend: '' },
};
const alert = (value: number, more: object = {}) => ({
  ...OBSERVABLE,
  warning: { comparison: '>', value },
  nextSteps: 's',
  ...more,
});
const scrape = (more: object) => ({ kind: 'scrape', port: 80, path: '/m', ...more });
const exporter = (more: object) =>
  scrape({ exporter: { image: 'a/b:1', description: 'd', user: '1000:1000', ...more } });
const rotation = (how: object) => ({ kind: 'rotation', secret: 'key', how });
const backup = (more: object) => ({
  kind: 'backup',
  name: 'a',
  volumes: [],
  dump: { argv: ['x'], extension: 'y' },
  ...more,
});
const check = (more: object, name = 'x') => ({ kind: 'check', name, description: 'd', check: more });

/** What is refused where it is said, and why. */
const REFUSED: readonly (readonly [string, unknown, RegExp])[] = [
  [
    'a path without a slash',
    scrape({ path: 'metrics' }),
    /path "metrics" is not a URL path that begins with "\/"\. Write "\/metrics"/,
  ],
  ['a path with a query', scrape({ path: '/m?x=1' }), /path "\/m\?x=1" is not a URL path/],
  [
    'a metric with a query',
    scrape({ metrics: ['up', 'rate(up[5m])'] }),
    /metrics\[1\] "rate\(up\[5m\]\)" is not a metric with/,
  ],
  ['a metric with an open brace', scrape({ metrics: ['up{job'] }), /metrics\[0\] "up\{job" is not a metric with/],
  ['an interval of 0', scrape({ interval: Duration.seconds(0) }), /interval .* is not a Duration above 0/],
  ['root', exporter({ user: 'root' }), /exporter\.user "root" is not a numeric id above 0\. Write "uid:gid"/],
  ['uid 0', exporter({ user: '0:0' }), /exporter\.user "0:0" is not a numeric id above 0/],
  ['an exporter of nothing', exporter({ image: '' }), /exporter\.image "" is not a text that says something/],
  ['a threshold of NaN', alert(NaN), /warning\.value NaN is not a finite number/],
  ['an endless threshold', alert(Infinity), /warning\.value Infinity is not a finite number/],
  [
    'empty next steps',
    alert(1, { nextSteps: '' }),
    /nextSteps "" is not a text, or one for each language\. Write what a person is to read/,
  ],
  ['blank next steps', alert(1, { nextSteps: ' \n' }), /nextSteps .* is not a text/],
  [
    'an empty text of one language',
    alert(1, { nextSteps: { en: 'x', 'pt-BR': '' } }),
    /nextSteps\["pt-BR"\] "" is not a text that says something/,
  ],
  ['an unknown language', alert(1, { nextSteps: { en: 'x', 'pt-BR': 'y', fr: 'z' } }), /unknown prop .*nextSteps\.fr/],
  ['an empty interpretation', { ...OBSERVABLE, interpretation: '' }, /interpretation "" is not a text/],
  ['an empty query', { ...OBSERVABLE, query: '' }, /query "" is not a text that says something/],
  [
    'a text that is a number',
    { ...OBSERVABLE, description: 3 },
    /description 3 is not a text.*Write "…", or \{ en: "…", "pt-BR": "…" \}/,
  ],
  ['an unknown key of a rotation', rotation({ kind: 'restart', argv: ['x'] }), /unknown prop .*how\.argv/],
  ['an unknown rotation', rotation({ kind: 'magic' }), /how .* is not a way to rotate\. Write \{ kind: "restart" \}/],
  [
    'a rotation by no command',
    rotation({ kind: 'command', argv: [] }),
    /how\.argv .* is not a command of one word or more/,
  ],
  ['an unknown key of a check', check({ kind: 'tcp', port: 4, host: 'x' }), /unknown prop .*check\.host/],
  ['an unknown check', check({ kind: 'icmp' }), /check .* is not a probe\. Write \{ kind: "tcp", port: 5432 \}/],
  [
    'a check of a page without a slash',
    check({ kind: 'http', port: 4, path: 'x' }),
    /check\.path "x" is not a URL path/,
  ],
  [
    'a name with blanks',
    check({ kind: 'tcp', port: 4 }, 'It answers'),
    /name "It answers" is not lower-case letters and digits with hyphens/,
  ],
  ['a probe of no path', { kind: 'probe', of: 'route', port: 80, path: 'x' }, /path "x" is not a URL path/],
  [
    'a probe of half a host',
    { kind: 'probe', of: 'route', port: 80, path: '/', host: 'a.example:80' },
    /host "a\.example:80" is not a host name/,
  ],
  [
    'a target that is called as Prometheus calls its own',
    scrape({ targets: [{ parameters: {}, labels: { job: 'x' } }] }),
    /targets\[0\]\.labels .* is not labels by their names, without job and instance/,
  ],
  [
    'a target with a hostile parameter',
    scrape({ targets: [{ parameters: { 'a b': 'x' }, labels: {} }] }),
    /targets\[0\]\.parameters .* is not parameters by their names/,
  ],
  ['an anchor with a slash', { kind: 'runbook', id: 'a/b', title: 't', body: 'b' }, /id "a\/b" is not lower-case/],
  ['an empty runbook section', { kind: 'runbook', id: 'a', title: 't', body: '' }, /body "" is not a text/],
  ['a dump of no command', backup({ dump: { argv: [''], extension: 'y' } }), /dump\.argv .* is not a command/],
  ['a dump of another word', backup({ dump: 'volumes' }), /dump "volumes" is not "files" or a command\. Write "files"/],
  ['nothing', null, /contribution .*null/],
];

describe('a contribution', () => {
  test.each(REFUSED)('of %s is refused, with its line', (_, contribution, expected) => {
    const a = new NexusService(newPlatform(), 'a', { port: 4001, image });
    const message = messageOf(() => {
      a.addContribution(contribution as Contribution);
    });
    expect(message).toMatch(expected);
    expect(message).toMatch(/^\[shop\/a\] [^]*contribution-checks\.test\.ts:\d+\)/);
  });

  test('may be of every kind, with every part of it', () => {
    const platform = newPlatform();
    const secrets = [new Secret(platform, 'key')];
    const a = new NexusService(platform, 'a', { port: 4001, image, secrets, readiness: false });
    a.addVolume(new Volume(platform, 'files'), '/files');
    const all = [
      scrape({ interval: Duration.seconds(5), targets: [{ parameters: { module: 'x' }, labels: { area: 'south' } }] }),
      {
        kind: 'probe',
        of: 'route',
        route: '/a',
        port: 80,
        path: '/a/',
        tls: true,
        host: 'a.example',
        expects: 'answer',
      },
      { ...OBSERVABLE, owner: 'us' },
      alert(0, { name: 'other', nextSteps: { en: 'x', 'pt-BR': 'y' } }),
      backup({ volumes: ['files'], dump: 'files', restore: ['x', ''], verify: ['y'] }),
      rotation({ kind: 'command', argv: ['x'] }),
      check({ kind: 'exec', argv: ['x'] }),
      check({ kind: 'http', port: 80, path: '/' }, 'y'),
      { kind: 'runbook', id: 'a', title: 't', body: { en: 'b', 'pt-BR': 'c' } },
    ];
    for (const contribution of all) a.addContribution(contribution as Contribution);
    const { problems, contributions } = platform.toModel();
    expect(problems).toEqual([]);
    // Sorted: the order of calls says nothing.
    expect(contributions).toHaveLength(all.length);
    for (const contribution of all) expect(contributions).toContainEqual(expect.objectContaining(contribution));
  });
});

/** The problems of a platform with a database and a service `a` that contributes. */
function problemsOf(...contributions: readonly unknown[]): readonly string[] {
  const platform = newPlatform();
  new PostgresDatabase(platform, 'postgres', { database: 'shop' });
  const a = new NexusService(platform, 'a', { port: 4001, image, secrets: [new Secret(platform, 'key')] });
  for (const contribution of contributions) a.addContribution(contribution as Contribution);
  return platform.toModel().problems;
}

const AT = String.raw`\(test/.*contribution-checks\.test\.ts:\d+\)$`;

describe('what a contribution names', () => {
  test.each([
    [
      'a secret that does not exist',
      { ...rotation({ kind: 'restart' }), secret: 'nope' },
      'rotation names secret "nope", which does not exist. Declare it with new Secret(…), and write its name. ',
    ],
    [
      'a secret that is misspelled',
      { ...rotation({ kind: 'restart' }), secret: 'kez' },
      'rotation names secret "kez", which does not exist. Did you mean "key"? ',
    ],
    [
      'a job that does not exist',
      rotation({ kind: 'job', workload: 'nope' }),
      'rotation of key names job "nope", which does not exist. Name a workload of the kind "job". ',
    ],
    [
      'a job that is none',
      rotation({ kind: 'job', workload: 'postgres' }),
      'rotation of key names job "postgres", which is a resource. ',
    ],
    [
      'a volume that does not exist',
      backup({ volumes: ['nope'] }),
      'backup "a" names volume "nope", which a does not mount. Mount it with addVolume, or remove it from volumes. ',
    ],
    [
      'a volume of another workload',
      backup({ volumes: ['postgres_data'] }),
      'backup "a" names volume "postgres_data", which a does not mount. ',
    ],
    [
      'no volume to copy',
      backup({ dump: 'files' }),
      'backup "a" copies files, but names no volumes. Name them in volumes, or write a command in dump. ',
    ],
  ])('must be there: %s', (_, contribution, expected) => {
    const problems = problemsOf(contribution);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`[shop/a] ${expected}`);
    expect(problems[0]).toMatch(new RegExp(AT));
  });

  test.each([
    ['a scrape', scrape({}), 'a scrape of port 80 and path /m of a', 'Remove one of them'],
    ['an observable', OBSERVABLE, 'an observable "queue" of a', 'Choose another name'],
    ['a check', check({ kind: 'tcp', port: 4 }), 'a check "x" of a', 'Choose another name'],
    [
      'a runbook section',
      { kind: 'runbook', id: 'x', title: 't', body: 'b' },
      'a runbook section "x" of a',
      'Choose another id',
    ],
    ['a backup', backup({}), 'a backup "a"', 'Choose another name'],
    ['a rotation', rotation({ kind: 'restart' }), 'a rotation of secret key', 'Say in one place how it is rotated'],
  ])('is said once: %s', (_, contribution, what, fix) => {
    expect(problemsOf(contribution)).toEqual([]);
    const problems = problemsOf(contribution, { ...contribution });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      new RegExp(String.raw`^\[shop/a\] ${what} is contributed already, at test/.*test\.ts:\d+\. ${fix}\. ${AT}`),
    );
  });

  test('a backup and a rotation are said once in the whole platform', () => {
    expect(problemsOf(backup({ name: 'postgres' }))[0]).toContain('a backup "postgres" is contributed already');
    expect(problemsOf({ ...rotation({ kind: 'restart' }), secret: 'postgres_password' })[0]).toContain(
      'a rotation of secret postgres_password is contributed already',
    );
  });
});

/** A class whose methods answer what they are told to. */
class Odd extends NexusWorkload {
  public constructor(
    scope: Construct,
    private readonly answer: unknown,
    spec: { readonly user?: string; readonly description?: string } = {},
  ) {
    super(scope, 'odd', { kind: 'resource', resources: Resources.SMALL, user: '1000:1000', ports: [1], ...spec }, {});
  }

  public override contributions(): readonly Contribution[] {
    return this.answer as readonly Contribution[];
  }

  protected override image(): WorkloadImage {
    return { kind: 'registry', reference: image };
  }
}

describe("a user's class", () => {
  test.each([
    ['null', null, /contributions\(\) returned null, not a list/],
    ['undefined', undefined, /contributions\(\) returned undefined, not a list/],
    ['a number', 5, /contributions\(\) returned 5, not a list/],
    ['a list of null', [null], /contribution null is not an object|contribution null is not a contribution/],
    ['a list with a hole', [undefined], /contribution is undefined/],
    ['one that is wrong', [{ kind: 'scrape' }], /contribution\.port is missing/],
  ])('that contributes %s is told so once, with or without a monitoring', (_, answer, expected) => {
    for (const monitored of [false, true]) {
      const platform = newPlatform();
      new Odd(platform, answer);
      if (monitored) new MonitoringStack(platform, 'monitoring');
      const message = messageOf(() => render(platform));
      expect(message).toMatch(/^1 problem, /);
      expect(message).toMatch(expected);
      expect(message).toMatch(/\[shop\/odd\] [^]*contribution-checks\.test\.ts:\d+\)/);
    }
  });

  test.each(['0:0', 'root', '+0', 'x\ny', ''])('can not run as %j', (user) => {
    const platform = newPlatform();
    const message = messageOf(() => new Odd(platform, [], { user }));
    expect(message).toMatch(/^\[shop\/odd\] user .* is not a numeric id above 0\. Write "uid:gid", as in "1000:1000"/);
    expect(message).toMatch(/contribution-checks\.test\.ts:\d+\)$/);
  });

  test('can not describe itself in two lines', () => {
    const message = messageOf(() => new Odd(newPlatform(), [], { description: 'a\nb' }));
    expect(message).toContain('[shop/odd] description "a\\nb" has a line break');
  });
});
