import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/**
 * Writes down what a job serves, for the check of queries: `schemas/metrics/<name>.txt`.
 *
 *     npx tsx test/e2e/record-metrics.ts --prometheus http://127.0.0.1:9090 --job postgres --name postgres-exporter-0.19.1
 */
const { values } = parseArgs({
  options: { prometheus: { type: 'string' }, job: { type: 'string' }, name: { type: 'string' } },
});
const { prometheus, job, name } = values;
if (!prometheus || !job || !name) throw new Error('--prometheus URL --job JOB --name FILE are needed');

const selector = `{job=${JSON.stringify(job)}}`;
const reply = await fetch(`${prometheus}/api/v1/series?match[]=${encodeURIComponent(selector)}`);
const { data } = (await reply.json()) as { data: Readonly<Record<string, string>>[] };

/** Prometheus adds them, or makes the series itself. */
const ADDED = new Set(['__name__', 'job', 'instance']);
const OWN = /^(?:up|scrape_\w+|ALERTS\w*)$/;

const found = new Map<string, Set<string>>();
for (const series of data) {
  const metric = series['__name__'] ?? '';
  if (OWN.test(metric)) continue;
  const labels = found.get(metric) ?? new Set<string>();
  for (const label of Object.keys(series)) if (!ADDED.has(label)) labels.add(label);
  found.set(metric, labels);
}
const lines = [...found].map(
  ([metric, labels]) => metric + (labels.size > 0 ? `{${[...labels].sort().join(',')}}` : ''),
);
const head = [`# What ${name} serves, recorded by test/e2e/record-metrics.ts.`];
writeFileSync(`schemas/metrics/${name}.txt`, [...head, ...lines.sort(), ''].join('\n'));
process.stdout.write(`${lines.length} metrics of ${job}\n`);
