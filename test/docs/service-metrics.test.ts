import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Threshold } from '../../src/index.js';
import { serviceContributions } from '../../src/constructs/service/contributions.js';
import { CONTRACT_BOUNDS } from '../../src/constructs/service/slis.js';
import { readDocument, ROOT } from './markdown.js';

const GUIDE = readDocument('docs/guides/service-metrics.md');
const MODULES = join(ROOT, 'examples/erp-nexus/modules');
const contributions = serviceContributions({
  name: 'crm',
  port: 9464,
  isNode: true,
  hasDatabase: true,
  calls: ['users'],
});

describe('the files of the metrics', () => {
  test.each([
    ['metrics.ts', 5],
    ['request-metrics.ts', 5],
    ['pool-metrics.ts', 4],
    ['call-metrics.ts', 2],
  ])('%s is the same in every module that has it', (file, count) => {
    const copies = ['agendamento', 'api-gateway', 'crm', 'services', 'user-management']
      .map((module) => join(MODULES, module, 'src', file))
      .filter((path) => existsSync(path));
    expect(copies).toHaveLength(count);
    const contents = copies.map((path) => createHash('sha256').update(readFileSync(path)).digest('hex'));
    expect(new Set(contents).size).toBe(1);
  });
});

describe('the contract in the guide', () => {
  test('has every metric that the scrape of a service names, with its labels', () => {
    const rows = GUIDE.split('\n').filter((line) => line.startsWith('| `'));
    const scrape = contributions.find((one) => one.kind === 'scrape');
    const metrics = scrape?.kind === 'scrape' ? (scrape.metrics ?? []) : [];
    expect(metrics.length).toBeGreaterThan(10);
    for (const metric of metrics) {
      const [, series = '', labels = ''] = /^([^{]+)(?:\{(.*)\})?$/.exec(metric) ?? [];
      const name = series.replace(/_(?:bucket|sum|count)$/, '');
      const row = rows.find((line) => line.split('|')[1]?.includes(`\`${name}\``));
      expect(row, name).toBeDefined();
      const own = labels.split(',').filter((label) => label !== '' && label !== 'le');
      const told = [...(row?.split('|')[3] ?? '').matchAll(/`(\w+)`/g)].map(([, label]) => label);
      expect([name, ...told.sort()]).toEqual([name, ...own.sort()]);
    }
  });

  test('has the bounds and the statuses of the kit', () => {
    const listOf = (file: string, constant: string) =>
      new RegExp(`const ${constant}(?:: [^=]+)? = \\[([^\\]]+)\\]`)
        .exec(readFileSync(join(MODULES, 'agendamento/src', file), 'utf8'))?.[1]
        ?.split(', ') ?? [];
    expect(GUIDE).toContain(`in seconds: ${listOf('metrics.ts', 'BOUNDS').join(', ')}.`);
    expect(CONTRACT_BOUNDS.map(String)).toEqual(listOf('metrics.ts', 'BOUNDS'));
    const codes = listOf('request-metrics.ts', 'CODES');
    expect(listOf('call-metrics.ts', 'OUTCOMES')).toEqual([...codes, "'error'"]);
    const said = `${codes.slice(0, -1).join(', ')} and ${codes.at(-1) ?? ''}`;
    expect(GUIDE.replace(/\s+/g, ' ')).toContain(`for each route the codes ${said}, and its histogram`);
  });

  test('has the thresholds of what is watched, and all of it', () => {
    const said = (of: Threshold | undefined, unit: string) => {
      if (!of) return '';
      const value = unit === 'percentunit' ? `${of.value * 100} %` : unit === 's' ? `${of.value} s` : `${of.value}`;
      return `${of.value === 0 ? 'above' : 'more than'} ${value} for ${(of.for?.toMilliseconds() ?? 0) / 60_000} min`;
    };
    const rows = GUIDE.slice(GUIDE.indexOf('## What is watched'), GUIDE.indexOf('## Implement it with Fastify'))
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
      .map(([, name = '', warning = '', critical = '']) => [name.replace('<target>', 'users'), warning, critical]);
    const watched = contributions.flatMap((one) =>
      one.kind === 'observable' ? [[one.name, said(one.warning, one.unit), said(one.critical, one.unit)]] : [],
    );
    expect(rows).toEqual(watched);
  });
});
