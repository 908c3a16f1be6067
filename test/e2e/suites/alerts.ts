import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Phase } from '../../../src/index.js';
import { AlertReceiver } from '../lib/alert-receiver.js';
import { expectEqual, expectThat } from '../lib/checks.js';
import { killIsCounted } from '../lib/container-metrics.js';
import type { Context, Suite } from '../lib/context.js';
import { synthesizeErp } from '../lib/erp-model.js';
import { leftOut } from '../lib/left-out.js';
import { query, targets } from '../lib/prometheus.js';
import { run } from '../lib/run.js';
import { hasten } from '../lib/scaled-monitoring.js';
import { type Stack, until } from '../lib/stack.js';
import { lockCustomers, shortLivedCertificate, type SmallDisk, smallDisk, usersOfCrm } from '../lib/troubles.js';
import { unwatch } from '../lib/unwatch.js';

/** Two minutes are 24 s, and a scrape is made every 3 s. */
const FACTOR = 5;
const SECRET = 'alert_webhook_url';
const WATCHERS = ['prometheus', 'alertmanager', 'node-exporter'];

/**
 * The machine builds and tests, and has nobody to set its clock; other suites have killed containers on purpose, and let requests
 * fail that count for hours.
 */
const IS_NOISE = /^(?:HostClock|HostLoad|HostMemory|HostDiskFreeTomorrow|ContainerCpu|ContainerRestarts)|BudgetBurn /;

/** From the trouble to somebody who is told: each is caused for real, at alerts that are made faster by one factor. */
export const alerts: Suite = {
  name: 'alerts',
  title: 'Alerts: troubles are told to a webhook, and nothing else is',
  async run({ all, checks, erp, folder, out }: Context): Promise<void> {
    const receiver = await AlertReceiver.open();
    const disk = smallDisk();
    try {
      if (
        !(await checks.check('with a receiver, and made faster, the monitoring comes up', () =>
          comesUp(erp, folder, receiver),
        ))
      )
        return;
      await checks.check('a quiet platform tells nobody', () => nobodyIsTold(receiver));
      await checks.check('crm stops: it is told, and its symptoms at the gateway are not', () =>
        serviceStops(erp, receiver, all),
      );
      await checks.check('a process that is killed at the memory limit is told', () => isKilled(erp, receiver));
      await checks.check('a full disk is told, and its end', () => diskIsFull(receiver, disk));
      if (all) {
        await checks.check('postgres stops: it is told, symptoms of its services are not', () =>
          databaseStops(erp, receiver),
        );
        await checks.check('an endpoint that became slow is told', () => endpointIsSlow(erp, receiver));
        await checks.check('a certificate that ends in five days is told', () => certificateEnds(erp, receiver));
        await checks.check('a second replica is a second target', () => secondReplica(erp));
      }
    } finally {
      await receiver.close();
      layMonitoring(erp, out);
      await erp.compose(['up', '--detach', '--wait', '--no-deps', '--force-recreate', ...WATCHERS], {
        allowFailure: true,
      });
      disk.remove();
    }
  },
};

async function comesUp(erp: Stack, folder: string, receiver: AlertReceiver): Promise<string> {
  const synthesis = join(folder, 'alerts-synthesis');
  mkdirSync(synthesis);
  await synthesizeErp(synthesis, Phase.Advanced, withReceiver);
  hasten(join(synthesis, 'out'), FACTOR, 6 * FACTOR);
  layMonitoring(erp, join(synthesis, 'out'));
  const secret = join(erp.folder, 'secrets', SECRET);
  writeFileSync(secret, 'http://127.0.0.1:9/', { mode: 0o444 });
  // Others would be recreated without need: what this changes is theirs alone.
  const { ms } = await erp.compose(['up', '--detach', '--wait', '--no-deps', '--force-recreate', ...WATCHERS]);
  const network = `${erp.project}_alertmanager_egress`;
  const format = `{{(index .NetworkSettings.Networks ${JSON.stringify(network)}).Gateway}}`;
  const { Id } = await erp.inspect('alertmanager');
  const gateway = (await run('docker', ['inspect', '--format', format, Id])).stdout.trim();
  expectThat(gateway !== '', `${network} has no way to this machine`);
  // The same file: Alertmanager reads it again at every message.
  writeFileSync(secret, `http://${gateway}:${receiver.port}/`, { flag: 'r+' });
  return `${(ms / 1000).toFixed(1)} s, times divided by ${FACTOR}`;
}

/** Lays an output over the running platform, without what can't be started here. */
function layMonitoring(erp: Stack, out: string): void {
  cpSync(out, erp.folder, { recursive: true });
  unwatch(erp.folder, leftOut());
}

/** Says in the composition who is told, where it says that nobody is. */
function withReceiver(source: string): string {
  const nobody = /Alerting\.nobody\('[^']*'\)/;
  if (!nobody.test(source)) throw new Error('.projenrc.ts does not say that nobody is told of alerts');
  const alerting = `Alerting.to([Receiver.webhook({ url: Secret.supplied(nexus, '${SECRET}', { description: 'The tests.' }) })])`;
  return source.replace('import {\n  Alerting,', 'import {\n  Alerting,\n  Receiver,').replace(nobody, alerting);
}

async function nobodyIsTold(receiver: AlertReceiver): Promise<string> {
  await until('every rule was evaluated', async () => (await query('ALERTS{alertname="Watchdog"}')).length === 1, 60);
  // What was there before is told first, and is not what follows.
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  receiver.forget();
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  expectEqual('told', others(receiver), []);
  return 'nothing in 10 s';
}

/** What was told besides. */
function others(receiver: AlertReceiver, ...expected: readonly string[]): string[] {
  return receiver.names().filter((name) => !IS_NOISE.test(name) && !expected.includes(name));
}

/** @param toItsEnd what is down goes on to fire as long as its symptoms do */
async function serviceStops(erp: Stack, receiver: AlertReceiver, toItsEnd: boolean): Promise<string> {
  receiver.forget();
  const users = await usersOfCrm(erp, 3);
  let told: number;
  let symptom: number;
  try {
    await erp.compose(['stop', 'crm']);
    told = await receiver.hears('CrmDown', 'crm', 'firing', 120);
    const fires = async () =>
      (await query('ALERTS{alertname="ApiGatewayCallsToCrmFailing",alertstate="firing",severity="critical"}')).length >
      0;
    symptom = await until('calls of the gateway fail, at Prometheus', fires, 180);
    // Longer than Alertmanager waits with a group's first message.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    expectEqual('told besides', others(receiver, 'CrmDown of crm'), []);
  } finally {
    await erp.compose(['start', 'crm']);
    await users.end();
  }
  const alert = receiver.find('CrmDown', 'crm');
  expectEqual('severity', alert?.labels['severity'], 'critical');
  expectThat((alert?.annotations['summary'] ?? '').includes('crm'), 'the summary does not say what is down');
  expectThat((alert?.annotations['description'] ?? '').includes('docker compose'), 'it does not say what to do');
  const seen = `told after ${seconds(told)}; its symptom fired ${seconds(symptom)} later, and was held back`;
  if (!toItsEnd) return seen;
  const over = await receiver.hears('CrmDown', 'crm', 'resolved', 180);
  // Symptoms are over before what holds them back is.
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  expectEqual('told besides', others(receiver, 'CrmDown of crm'), []);
  return `${seen}; its end ${seconds(over)} after the start, and nothing else`;
}

async function isKilled(erp: Stack, receiver: AlertReceiver): Promise<string> {
  receiver.forget();
  await killIsCounted(erp, 'services');
  const told = await receiver.hears('ContainerOomKills', 'services', 'firing', 90);
  expectEqual('told besides', others(receiver, 'ContainerOomKills of services'), []);
  return `told after ${seconds(told)}`;
}

async function diskIsFull(receiver: AlertReceiver, disk: SmallDisk): Promise<string> {
  receiver.forget();
  disk.fill();
  let told: number;
  try {
    told = await receiver.hears('HostDiskFree', 'node-exporter', 'firing', 150);
    const alert = receiver.find('HostDiskFree', 'node-exporter');
    expectEqual('which disk', alert?.labels['mountpoint'], disk.mountpoint);
    expectThat((alert?.annotations['summary'] ?? '').includes(disk.mountpoint), 'the summary does not name the disk');
  } finally {
    disk.empty();
  }
  const over = await receiver.hears('HostDiskFree', 'node-exporter', 'resolved', 180);
  expectEqual('told besides', others(receiver, 'HostDiskFree of node-exporter', 'ContainerOomKills of services'), []);
  return `told after ${seconds(told)}, its end ${seconds(over)} after there was room`;
}

async function databaseStops(erp: Stack, receiver: AlertReceiver): Promise<string> {
  receiver.forget();
  const users = await usersOfCrm(erp, 3);
  let told: number;
  let symptom: number;
  try {
    await erp.compose(['stop', 'postgres']);
    told = await receiver.hears('PostgresDown', 'postgres', 'firing', 120);
    const fires = async () => (await query('ALERTS{alertname="CrmErrorRatio",alertstate="firing"}')).length > 0;
    symptom = await until('crm fails, at Prometheus', fires, 180);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    // Containers that are not ready are unhealthy, and that is a symptom too.
    expectEqual('told besides', others(receiver, 'PostgresDown of postgres'), []);
  } finally {
    await erp.compose(['start', 'postgres']);
    await users.end();
  }
  const over = await receiver.hears('PostgresDown', 'postgres', 'resolved', 180);
  return `told after ${seconds(told)}; crm failed ${seconds(symptom)} later, which was held back; its end ${seconds(over)} after the start`;
}

async function endpointIsSlow(erp: Stack, receiver: AlertReceiver): Promise<string> {
  // Windows still have what the check before has done.
  const calm = async () =>
    (await query('ALERTS{alertstate="firing",alertname!~"Watchdog|Host.*|Container.*"}')).length === 0;
  await until('nothing of before fires', calm, 400);
  receiver.forget();
  const users = await usersOfCrm(erp, 3);
  // It is ended before its time.
  const locks = lockCustomers(erp, 300).catch(() => undefined);
  let told: number;
  try {
    told = await receiver.hears('CrmLatencyP95', 'crm', 'firing', 290);
  } finally {
    const pids =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(2)%' AND pid <> pg_backend_pid()";
    await erp.exec('postgres', ['psql', '--quiet', '--username=postgres', '--command', pids], { allowFailure: true });
    await locks;
    await users.end();
  }
  // What calls crm is slow with it, and requests queue for connections: no cause is known that could hold these back.
  const follows = ['CrmLatencyP95 of crm', 'ApiGatewayLatencyP95 of api-gateway', 'CrmPoolWaiting of crm'];
  expectEqual('told besides', others(receiver, ...follows), []);
  return `told after ${seconds(told)}`;
}

async function certificateEnds(erp: Stack, receiver: AlertReceiver): Promise<string> {
  receiver.forget();
  const { restore } = await shortLivedCertificate(erp, 5);
  let told: number;
  try {
    told = await receiver.hears('CertificateExpires', 'nginx', 'firing', 180);
    expectEqual('severity', receiver.find('CertificateExpires', 'nginx')?.labels['severity'], 'critical');
  } finally {
    await restore();
  }
  const over = await receiver.hears('CertificateExpires', 'nginx', 'resolved', 180);
  return `told after ${seconds(told)}, its end ${seconds(over)} after it was renewed`;
}

async function secondReplica(erp: Stack): Promise<string> {
  const up = async () =>
    (await targets()).filter(({ labels, health }) => labels['job'] === 'crm' && health === 'up').length;
  const scale = (count: number) =>
    erp.compose(['up', '--detach', '--wait', '--no-deps', '--no-recreate', '--scale', `crm=${count}`, 'crm']);
  await scale(2);
  try {
    const ms = await until('both replicas are targets', async () => (await up()) === 2, 60);
    const [sum] = await query('sum(up{job="crm"})');
    expectEqual('targets that answer', sum?.value, 2);
    return `two after ${seconds(ms)}`;
  } finally {
    await scale(1);
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(0)} s`;
}
