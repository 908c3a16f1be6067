import type { Observable, PlatformModel, Threshold } from '../../../src/index.js';
import { expectEqual, expectThat } from './checks.js';
import { query, targets } from './prometheus.js';
import { type Stack, until } from './stack.js';

/** What is worth watching, and of what. */
export type Watched = Observable & { readonly subject: string };

export async function everyTargetIsUp(model: PlatformModel): Promise<string> {
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

/** Its exporter goes on to answer, and says so; the alert's condition holds meanwhile. */
export async function seesItStop(erp: Stack, observable: Watched, exporter: string): Promise<string> {
  const { subject, critical } = observable;
  expectThat(critical !== undefined, `nobody is told when ${subject} is down`);
  const down = async () => (await query(observable.query)).some(({ value }) => critical && holds(value, critical));
  const before = await erp.inspect(exporter);
  expectThat(!(await down()), `${subject} counts as down before`);
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

export async function targetGoesDown(erp: Stack, job: string, exporter: string): Promise<string> {
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

/** Whether a value is beyond a threshold. */
export function holds(value: number, { comparison, value: limit }: Threshold): boolean {
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
