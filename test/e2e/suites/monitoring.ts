import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Observable, PlatformModel, Threshold } from '../../../src/index.js';
import { dashboardsIn } from '../../support/dashboards.js';
import { readTree } from '../../support/project.js';
import { alertComesAndGoes, nothingFires } from '../lib/alerts.js';
import { expectEqual, expectThat } from '../lib/checks.js';
import type { Context, Suite } from '../lib/context.js';
import {
  costAtRest,
  everyContainerIsSeen,
  everyFamilyOf,
  killIsCounted,
  proxyTellsLittle,
} from '../lib/container-metrics.js';
import { postgresExporter, redisExporter } from '../lib/exporters.js';
import { ask } from '../lib/modules.js';
import { metricsOf, query, targets } from '../lib/prometheus.js';
import { checkProxyMetrics } from '../lib/proxy-metrics.js';
import { run } from '../lib/run.js';
import {
  callersSeeItStop,
  contractHolds,
  listsHold,
  metricsAreOutOfReach,
  requestsAreCounted,
} from '../lib/service-metrics.js';
import { MONITORING, MONITORING_PORT, type Stack, until } from '../lib/stack.js';
import { lookForSecrets } from '../lib/traces.js';

type Watched = Observable & { readonly subject: string };

/** The monitoring starts and stops without a change to the platform, and collects what each kind of resource contributes. */
export const monitoring: Suite = {
  name: 'monitoring',
  title: 'Monitoring: added to a running platform, and removed',
  async run({ all, checks, erp, model, out }: Context): Promise<void> {
    const own = model.workloads.filter(({ group }) => group === 'monitoring').map(({ name }) => name);
    const others = model.workloads.filter(({ group }) => group !== 'monitoring');
    const observables = model.contributions.filter((one) => one.kind === 'observable');
    const scrapes = model.contributions.filter((one) => one.kind === 'scrape');
    /** Of a job only which container it is: at every start it runs again. */
    const state = () =>
      Promise.all(
        others.map(async ({ name, kind }) => {
          const { Id, State, RestartCount } = await erp.inspect(name);
          return kind === 'job' ? [name, Id] : [name, Id, State.StartedAt, RestartCount];
        }),
      );

    await checks.check(
      'removing it changes no other container, nor does starting the platform without it',
      async () => {
        const before = await state();
        await erp.compose(['rm', '--stop', '--force', ...own]);
        const left = (await containersOf(erp)).filter((name) => own.includes(name));
        expectEqual('containers of the monitoring', left, []);
        expectEqual('the others after it', await state(), before);
        await erp.alone().up();
        expectEqual('the others after "up" without it', await state(), before);
        return `${own.join(', ')} removed; ${before.length} others unchanged`;
      },
    );
    await checks.check('starting it on the running platform recreates and restarts no other container', async () => {
      const before = await state();
      const ms = await erp.up();
      expectEqual('the others after it', await state(), before);
      for (const name of own)
        expectEqual(`health of ${name}`, (await erp.inspect(name)).State.Health?.Status, 'healthy');
      return `${own.length} more in ${(ms / 1000).toFixed(1)} s`;
    });
    await checks.check('every target of Prometheus is up', () => everyTargetIsUp(model));
    await checks.check('services have the metrics that they say, with these labels', () => contractHolds(model));
    await checks.check('what exporters serve is in the lists that queries are checked against', () => listsHold(model));
    await checks.check('requests are counted by route: by the service, the gateway, and as its calls', () =>
      requestsAreCounted(erp),
    );
    await checkProxyMetrics(checks, erp, model);
    const containers = observables.some(({ subject }) => subject === 'container-exporter');
    if (containers) {
      await checks.check('every container has its metrics', () => everyContainerIsSeen(erp, model));
      await checks.check('the proxy before the engine tells figures of this project, and nothing else', () =>
        proxyTellsLittle(erp, model),
      );
    }
    await checks.check('what is declared of the metrics of the machine is there, with its labels', () =>
      everyFamilyOf(model, 'node-exporter'),
    );
    await checks.check('every query of a dashboard yields series', () => everyPanelAnswers(out, observables));
    for (const observable of observables) {
      const { subject, name } = observable;
      await checks.check(`${subject}, ${name}: its metrics exist, and no alert fires`, () => isSeen(observable));
    }
    await checks.check('crm stops: the gateway counts the calls that fail', () => callersSeeItStop(erp));
    await checks.check('metrics of services are out of reach of their users', () => metricsAreOutOfReach(erp, model));
    await checks.check('nothing fires on a quiet platform, and every rule is evaluated', nothingFires);
    await checks.check('postgres stops: its alert fires, reaches Alertmanager, holds back symptoms, and ends', () =>
      alertComesAndGoes(erp, model, 'postgres'),
    );
    for (const observable of observables.filter(({ name }) => all && name === 'up')) {
      const { subject } = observable;
      await checks.check(`${subject} stops: its alert fires, and ends when it is back`, () =>
        seesItStop(erp, observable, `${subject}-exporter`),
      );
    }
    for (const { subject, exporter } of scrapes)
      if (exporter && (all || subject === 'postgres'))
        await checks.check(`${subject}-exporter stops: its target is down, not absent`, () =>
          targetGoesDown(erp, subject, `${subject}-exporter`),
        );
    if (containers) {
      await checks.check('what it costs to watch containers and the machine', () => costAtRest());
      await checks.check('a process that is killed at the memory limit is counted', () => killIsCounted(erp, 'crm'));
    }
    await checks.check('Prometheus is reachable from this machine only', () => onLoopbackAlone(erp, out));
    await checks.check('the exporter of postgres reads statistics and no table', () => postgresExporter(erp));
    await checks.check('the exporter of redis reads figures and no key', () => redisExporter(erp));
    await checks.check(
      'no secret is in docker inspect, a command line, a log or the metrics of a service',
      async () => {
        const { names, absent } = lookForSecrets(erp);
        for (const name of own) {
          const info = await erp.inspect(name);
          absent(`docker inspect of ${name}`, JSON.stringify(info));
          absent(`command lines of ${name}`, (await erp.exec(name, ['sh', '-c', 'cat /proc/[0-9]*/cmdline'])).stdout);
          const { stdout, stderr } = await run('docker', ['logs', info.Id]);
          absent(`log of ${name}`, stdout + stderr);
        }
        for (const { subject, exporter, port, path } of scrapes)
          if (exporter) absent(`log of ${subject}`, (await erp.compose(['logs', subject])).stdout);
          else if (model.workloads.some(({ name, kind }) => name === subject && kind === 'service'))
            absent(`metrics of ${subject}`, await ask(erp, subject, port, path));
        return `${own.length} containers × ${names.length} secrets`;
      },
    );
  },
};

/** Names of the services that have a container, whatever state it is in. */
async function containersOf(stack: Stack): Promise<string[]> {
  const mine = ['--filter', `label=com.docker.compose.project=${stack.project}`];
  const format = '{{.Label "com.docker.compose.service"}}';
  return (await run('docker', ['ps', '--all', ...mine, '--format', format])).stdout.split('\n').filter(Boolean);
}

async function everyTargetIsUp(model: PlatformModel): Promise<string> {
  const scraped = model.contributions.filter(({ kind }) => kind === 'scrape').map(({ subject }) => subject);
  expectThat(scraped.length > 0, 'nothing of the platform has metrics');
  let seen = '';
  const allUp = async () => {
    const found = await targets();
    seen = found.map(({ labels, health, lastError }) => `${labels.job}: ${health} ${lastError}`).join('; ');
    const up = found.filter(({ health }) => health === 'up').map(({ labels }) => labels.job);
    return found.length === up.length && ['prometheus', ...scraped].every((job) => up.includes(job));
  };
  await until('every target up', allUp, 60).catch((error: unknown) => {
    throw new Error(`${(error as Error).message}: ${seen}`);
  });
  return seen;
}

/** What Grafana would ask. That an alert fires nowhere is no series, and right. */
async function everyPanelAnswers(out: string, observables: readonly Observable[]): Promise<string> {
  const conditional = new Set(observables.filter(({ mustExist }) => !mustExist).map(({ query: text }) => text));
  const dashboards = Object.entries(dashboardsIn(readTree(out)));
  expectThat(dashboards.length > 0, 'there is no dashboard');
  let asked = 0;
  for (const [path, { panels }] of dashboards)
    for (const { title, targets = [] } of panels)
      for (const { expr } of targets) {
        asked++;
        const what = `${path}, ${title}: ${expr}`;
        // Without enough requests there is no share of failed ones.
        if (/\bALERTS\b/.test(expr) || conditional.has(expr)) await query(expr);
        else await until(what, async () => (await query(expr)).length > 0);
      }
  return `${asked} queries of ${dashboards.length} dashboards`;
}

async function isSeen(observable: Watched): Promise<string> {
  const names = metricsOf(observable.query);
  expectThat(names.length > 0, `no metric is named by ${observable.query}`);
  for (const name of names)
    await until(
      `the metric ${name} of ${observable.subject}`,
      async () => (await query(`${name}{job="${observable.subject}"}`)).length > 0,
    );
  let values: number[] = [];
  // A rate needs two samples, an alert wants it for a while, and what was started a moment ago may be busy.
  await until(
    'a value at which no alert fires',
    async () => {
      values = (await query(observable.query)).map(({ value }) => value);
      // Without a grouping two would be one container under two addresses, the one that it had and the one that it has.
      const least = observable.mustExist ? 1 : 0;
      const count = values.length >= least && (/\bby\b/.test(observable.query) || values.length <= 1);
      const fires = values.some((value) =>
        [observable.warning, observable.critical].some((threshold) => threshold && holds(value, threshold)),
      );
      return count && values.every(Number.isFinite) && (!fires || isStirred(observable));
    },
    60,
  ).catch((error: unknown) => {
    throw new Error(`${(error as Error).message}: ${observable.query} is ${values.join(', ') || 'nothing'}`);
  });
  const now = values.map((value) => Number(value.toPrecision(3))).join(', ');
  return `${names.join(', ')}; now ${now || 'nothing: it is not there at all times'}`;
}

/**
 * Alerts about what is not this platform's doing here: the machine, which builds and tests, and has no one to set its clock; and
 * what other suites do to containers on purpose.
 */
function isStirred({ subject, name }: Watched): boolean {
  return subject === 'node-exporter' || name === 'restarts' || name === 'oom-kills';
}

function holds(value: number, { comparison, value: limit }: Threshold): boolean {
  switch (comparison) {
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '==':
      return value === limit;
    case '!=':
      return value !== limit;
  }
}

/** Its exporter goes on to answer, and says so; the alert's condition holds meanwhile. */
async function seesItStop(erp: Stack, observable: Watched, exporter: string): Promise<string> {
  const { subject, critical } = observable;
  expectThat(critical !== undefined, `nobody is told when ${subject} is down`);
  const down = async () => (await query(observable.query)).some(({ value }) => critical && holds(value, critical));
  const before = await erp.inspect(exporter);
  expectThat(!(await down()), `${subject} is said to be down before`);
  await erp.compose(['stop', subject]);
  let ms: number;
  try {
    ms = await until(`${observable.query} says that it is down`, down, 60);
  } finally {
    await erp.compose(['start', subject]);
  }
  const back = await until(`${observable.query} says that it is up`, async () => !(await down()), 90);
  const after = await erp.inspect(exporter);
  expectEqual(`restarts of ${exporter}`, [after.Id, after.RestartCount], [before.Id, before.RestartCount]);
  return `seen after ${(ms / 1000).toFixed(0)} s, its return after ${(back / 1000).toFixed(0)} s`;
}

async function targetGoesDown(erp: Stack, job: string, exporter: string): Promise<string> {
  const up = async (value: number) =>
    (await query(`up{job="${job}"}`)).map((sample) => sample.value).join() === `${value}`;
  await erp.compose(['stop', exporter]);
  try {
    await until(`up of ${job} is 0`, () => up(0), 60);
  } finally {
    await erp.compose(['start', exporter]);
  }
  return `up again after ${((await until(`up of ${job} is 1`, () => up(1), 90)) / 1000).toFixed(0)} s`;
}

async function onLoopbackAlone(erp: Stack, out: string): Promise<string> {
  // As it is in production: the tests' own file moves the port.
  const files = ['docker-compose.yml', MONITORING[0]].flatMap((file) => ['-f', file]);
  const { stdout } = await run('docker', ['compose', ...files, 'config', '--format', 'json'], { cwd: out });
  const { services } = JSON.parse(stdout) as { services: Record<string, { ports?: { host_ip?: string }[] }> };
  for (const { name, published } of Object.entries(services).map(([name, { ports = [] }]) => ({
    name,
    published: ports,
  })))
    if (name === 'prometheus' || name === 'alertmanager')
      expectEqual(
        `addresses of ${name}`,
        published.map((port) => port.host_ip),
        ['127.0.0.1'],
      );
    else if (name === 'grafana')
      expectEqual(
        'addresses of Grafana',
        published.map((port) => port.host_ip),
        ['127.0.0.1'],
      );
    else if (name.endsWith('-exporter')) expectEqual(`ports of ${name}`, published, []);
  const bound = Object.values((await erp.inspect('prometheus')).HostConfig.PortBindings ?? {}).flat();
  expectEqual(
    'addresses it is bound to',
    bound.map(({ HostIp }) => HostIp),
    ['127.0.0.1'],
  );
  expectThat(await answers('127.0.0.1'), 'it does not answer on loopback: this shows nothing');
  const addresses = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address?.family === 'IPv4' && !address.internal)
    .map((address) => address?.address ?? '');
  for (const address of addresses) expectThat(!(await answers(address)), `it answers at ${address}`);
  return `open at 127.0.0.1, closed at ${addresses.length} other addresses of this machine`;
}

function answers(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: MONITORING_PORT, timeout: 2000 });
    const end = (is: boolean) => () => {
      socket.destroy();
      resolve(is);
    };
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false));
  });
}
