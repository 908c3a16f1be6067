import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, type YAMLSeq } from 'yaml';

const FOLDER = join('infrastructure', 'monitoring');

/**
 * Takes workloads that are left out from what Prometheus watches, in a laid output: with them it would say for the whole run
 * that they are down, and hold back what depends on them.
 */
export function unwatch(folder: string, names: readonly string[]): void {
  const path = join(folder, FOLDER, 'prometheus.yml');
  if (names.length === 0 || !existsSync(path)) return;
  const config = parseDocument(readFileSync(path, 'utf8'));
  const jobs = config.get('scrape_configs') as YAMLSeq<{ get(key: string): unknown }>;
  jobs.items = jobs.items.filter((job) => !names.includes(String(job.get('job_name'))));
  writeFileSync(path, config.toString());
  for (const name of names) {
    const rules = join(folder, FOLDER, 'rules', `${name}.yml`);
    if (existsSync(rules)) writeFileSync(rules, 'groups: []\n');
  }
}
