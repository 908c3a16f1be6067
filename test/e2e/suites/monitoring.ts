import type { Observable } from '../../../src/index.js';
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
import { leftOut } from '../lib/left-out.js';
import { everyLineIsJson, requestIsInEveryLog } from '../lib/logs.js';
import { onLoopbackAlone } from '../lib/loopback.js';
import { ask } from '../lib/modules.js';
import { metricsOf, query } from '../lib/prometheus.js';
import { checkProxyMetrics } from '../lib/proxy-metrics.js';
import { run } from '../lib/run.js';
import {
  callersSeeItStop,
  contractHolds,
  listsHold,
  metricsAreOutOfReach,
  requestsAreCounted,
} from '../lib/service-metrics.js';
import { type Stack, until } from '../lib/stack.js';
import { everyTargetIsUp, holds, seesItStop, targetGoesDown, type Watched } from '../lib/targets.js';
import { lookForSecrets } from '../lib/traces.js';

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
    if (all) await checks.check('its objective counts what failed', countsAgainstObjective);
    await checks.check('metrics of services are out of reach of their users', () => metricsAreOutOfReach(erp, model));
    await checks.check('nothing fires on a quiet platform, and every rule is evaluated', nothingFires);
    // In its own time; the suite "alerts" does the like faster.
    if (all)
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
      if (exporter && all)
        await checks.check(`${subject}-exporter stops: its target is down, not absent`, () =>
          targetGoesDown(erp, subject, `${subject}-exporter`),
        );
    if (containers) {
      await checks.check('what it costs to watch containers and the machine', () => costAtRest());
      await checks.check('a process that is killed at the memory limit is counted', () => killIsCounted(erp, 'crm'));
    }
    await checks.check('a request is found by its id in the logs of the proxy and of each service', () =>
      requestIsInEveryLog(erp),
    );
    await checks.check('docker logs … | jq .: every line of the proxy and of the services is JSON', () =>
      everyLineIsJson(erp, model),
    );
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

/** What Grafana would ask. That an alert fires nowhere is no series, and right. */
async function everyPanelAnswers(out: string, observables: readonly Observable[]): Promise<string> {
  const conditional = new Set(observables.filter(({ mustExist }) => !mustExist).map(({ query: text }) => text));
  const away = leftOut().map((name) => `workloads/${name}.json`);
  const dashboards = Object.entries(dashboardsIn(readTree(out))).filter(([path]) => !away.includes(path));
  expectThat(dashboards.length > 0, 'there is no dashboard');
  let asked = 0;
  for (const [path, { panels }] of dashboards)
    for (const { title, targets = [] } of panels)
      for (const { expr, datasource } of targets) {
        // Logs are asked of Loki.
        if (datasource?.uid !== 'prometheus') continue;
        asked++;
        const what = `${path}, ${title}: ${expr}`;
        // Without enough requests there is no share of failed ones.
        if (/\bALERTS\b/.test(expr) || conditional.has(expr)) await query(expr);
        // What is recorded each minute has a rate after the second one.
        else await until(what, async () => (await query(expr)).length > 0, expr.includes('service:sl') ? 240 : 30);
      }
  return `${asked} queries of ${dashboards.length} dashboards`;
}

/** The recording rules see what the gateway has counted. */
async function countsAgainstObjective(): Promise<string> {
  const bad = 'service:sli_bad:rate5m{service="crm",slo="availability"}';
  const ms = await until(`${bad} > 0`, async () => ((await query(bad))[0]?.value ?? 0) > 0, 180);
  return `${bad} after ${(ms / 1000).toFixed(0)} s`;
}

async function isSeen(observable: Watched): Promise<string> {
  const names = metricsOf(observable.query);
  expectThat(names.length > 0, `no metric is named by ${observable.query}`);
  for (const name of names)
    await until(
      `the metric ${name} of ${observable.subject}`,
      // Some ask as well whether a container waits.
      async () => (await query(`${name}{job=~"${observable.subject}|container-exporter"}`)).length > 0,
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
 * Figures about what is not this platform's doing here: the machine, which builds and tests, and has no one to set its clock; and
 * what other suites do to containers and services on purpose, which windows of minutes still have. That none of them fires is
 * seen by {@link nothingFires}.
 */
function isStirred({ subject, name }: Watched): boolean {
  return (
    subject === 'node-exporter' ||
    /^(?:restarts|oom-kills|error-ratio|latency-p95|calls-failing|calls-to-.+-failing)$/.test(name)
  );
}
