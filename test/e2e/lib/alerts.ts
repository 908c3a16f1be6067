import { alertName } from '../../../src/constructs/monitoring/rules/alert-name.js';
import type { PlatformModel } from '../../../src/index.js';
import { expectEqual, expectThat } from './checks.js';
import { query } from './prometheus.js';
import { ALERTS_PORT, type Stack, until } from './stack.js';

/** An alert as Alertmanager has it. */
interface Told {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly status: { readonly state: 'active' | 'suppressed' | 'unprocessed'; readonly inhibitedBy: readonly string[] };
}

async function told(): Promise<Told[]> {
  const reply = await fetch(`http://127.0.0.1:${ALERTS_PORT}/api/v2/alerts`);
  if (!reply.ok) throw new Error(`Alertmanager answers with ${reply.status}: ${await reply.text()}`);
  return (await reply.json()) as Told[];
}

/**
 * Suites that ran before, and the machine, may have stirred these: they say nothing about the subject. What failed on purpose is
 * held against an objective for hours.
 */
const OF_THE_MACHINE = /^(?:Host|Container)[A-Z]|^Watchdog$|BudgetBurn$/;

/**
 * The subject stops: its alert is pending, fires, and reaches Alertmanager with what to do; alerts of what depends on it are
 * held back; when it is back, nothing is left.
 */
export async function alertComesAndGoes(erp: Stack, model: PlatformModel, subject: string): Promise<string> {
  const name = alertName(subject, { name: 'up', alert: 'Down' });
  // An exporter depends on it to have figures, not to work: what is wrong with it is a trouble by itself.
  const isWatching = (workload: string) => model.workloads.find((one) => one.name === workload)?.group === 'monitoring';
  const dependants = new Set(
    model.edges
      .filter(({ provider, consumer }) => provider === subject && !isWatching(consumer))
      .map(({ consumer }) => consumer),
  );
  const states = async () =>
    (await query(`ALERTS{alertname="${name}"}`)).map(({ labels }) => labels['alertstate']).join();
  // A suite before this one may have stopped it a moment ago: then it goes on for five minutes. So does the last sample that a
  // Prometheus wrote which was removed meanwhile.
  await until(`${name} is quiet before`, async () => (await states()) === '', 420);
  await erp.compose(['stop', subject]);
  let pending: number;
  let fired: number;
  let reached: number;
  let heldBack: string[];
  try {
    pending = await until(`${name} is pending`, async () => (await states()) === 'pending', 60);
    fired = await until(`${name} fires`, async () => (await states()) === 'firing', 240);
    reached = await until(
      `${name} is at Alertmanager`,
      async () =>
        (await told()).some(({ labels, status }) => labels['alertname'] === name && status.state === 'active'),
      60,
    );
    const all = await told();
    const own = all.find(({ labels }) => labels['alertname'] === name);
    expectThat((own?.annotations['description'] ?? '').includes('docker compose'), `${name} does not say what to do`);
    expectThat((own?.annotations['runbook_url'] ?? '').includes(`#${subject}-up`), `${name} leads to no runbook`);
    heldBack = await allHeldBack(dependants);
  } finally {
    await erp.compose(['start', subject]);
  }
  const gone = await until(
    `${name} is over`,
    async () => (await states()) === '' && !(await told()).some(({ labels }) => labels['alertname'] === name),
    // It goes on for five minutes, as long as symptoms do.
    420,
  );
  const seconds = (ms: number) => `${(ms / 1000).toFixed(0)} s`;
  return `pending after ${seconds(pending)}, fires ${seconds(fired)} later, at Alertmanager ${seconds(reached)} later, over ${seconds(gone)} after the start; held back: ${heldBack.join(', ') || 'nothing fired'}`;
}

/**
 * Symptoms of what depends on it, and none of them told. One that came in the same second as its cause is active until
 * Alertmanager has looked at both.
 */
async function allHeldBack(dependants: ReadonlySet<string>): Promise<string[]> {
  const symptoms = async () =>
    (await told()).filter(
      ({ labels }) => dependants.has(labels['service'] ?? '') && !labels['alertname']?.endsWith('Down'),
    );
  const isActive = ({ status }: Told) => status.state !== 'suppressed';
  await until('symptoms are held back', async () => !(await symptoms()).some(isActive), 30).catch(
    async (error: unknown) => {
      const active = (await symptoms())
        .filter(isActive)
        .map(({ labels, status }) => `${JSON.stringify(labels)} is ${status.state}`);
      throw new Error(`${(error as Error).message}: ${active.join('; ')}`);
    },
  );
  return (await symptoms()).map(({ labels }) => `${labels['alertname'] ?? ''} of ${labels['service'] ?? ''}`);
}

/** A quiet platform has no alert that fires, but the one that always does. */
export async function nothingFires(): Promise<string> {
  let firing: string[] = [];
  // Rules are evaluated from some time after the start on.
  await until('the watchdog fires', async () => (await query('ALERTS{alertname="Watchdog"}')).length === 1, 60);
  await until(
    'no alert fires',
    async () => {
      firing = (await query('ALERTS{alertstate="firing"}'))
        .map(({ labels }) => labels['alertname'] ?? '')
        .filter((alert) => !OF_THE_MACHINE.test(alert));
      return firing.length === 0;
    },
    60,
  ).catch((error: unknown) => {
    throw new Error(`${(error as Error).message}: ${firing.join(', ')}`);
  });
  const rules = await query('prometheus_rule_group_rules');
  const failures = await query('sum(prometheus_rule_evaluation_failures_total)');
  expectEqual('rules that could not be evaluated', failures[0]?.value, 0);
  return `${rules.reduce((sum, { value }) => sum + value, 0)} rules in ${rules.length} groups`;
}
