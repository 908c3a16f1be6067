import { markdownTable, type Table } from '../../../bench/table.js';
import type { Results } from './results.js';
import { median, spread } from './statistics.js';
import { SERVICES } from './subjects.js';
import {
  againstTarget,
  buildTable,
  failures,
  idleTable,
  imageTable,
  layerTable,
  memoryTable,
  migrationTable,
  planTable,
  startTable,
  stepTable,
  targetTable,
} from './tables.js';
import { isReached, planMetrics, type Target, targets } from './targets.js';

export const BEGIN = '<!-- measure:begin -->';
export const END = '<!-- measure:end -->';

/** Replaces what stands between the markers. */
export function intoDocument(document: string, text: string): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the document has no ${BEGIN} before ${END}`);
  return `${document.slice(0, begin)}${BEGIN}\n\n${text.trim()}\n\n${document.slice(end)}`;
}

/** All tables, with what they were measured on and what they say. */
export function measuredText(results: Results): string {
  const { builds, images, runtime } = results;
  const services = [...new Set((builds ?? []).map(({ service }) => service))];
  const shown = services.includes('crm') ? 'crm' : (services[0] ?? '');
  return [
    ...machineLines(results),
    '### The plan’s metrics, before and after',
    planTableText(results),
    '### Targets',
    table(targetTable(results)),
    ...missed(targets(results)),
    ...(builds
      ? [
          '### Builds',
          table(buildTable(builds)),
          list(failures(builds)),
          'In addition, where there are migrations, the generated image that applies them:',
          table(migrationTable(builds)),
          `The longest steps of the last cold build of ${shown}; steps of different stages run at the same time:`,
          table(stepTable(builds, shown)),
        ]
      : []),
    ...(images
      ? [
          '### Images',
          table(imageTable(images)),
          'Layers above the base image, from 1 kB on:',
          table(layerTable(images, ['crm', 'agendamento', 'frontend'])),
        ]
      : []),
    ...(runtime
      ? [
          '### Start',
          platformLine(runtime),
          table(startTable(runtime)),
          '### Memory',
          table(memoryTable(runtime)),
          '### What health checks cost',
          table(idleTable(runtime)),
        ]
      : []),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function machineLines({ machine, runs }: Results): string[] {
  const { engine, cores, memoryGiB, system, cgroup, node, standIns, aliases } = machine;
  const base = standIns
    ? 'The base images are stand-ins made of Debian packages, under the names of the real ones.'
    : 'The base images are the real ones.';
  const counted = runs === 1 ? 'One run only: no medians.' : `Medians of ${runs} runs, least and most in brackets.`;
  const named = aliases.length > 0 ? ` These names stood for another image: ${aliases.join(', ')}.` : '';
  return [
    `Docker Engine ${engine} on ${system}, ${cores} cores, ${Math.round(memoryGiB)} GiB, cgroup v${cgroup}; ` +
      `Node ${node} asked the questions. ${counted} ${base}${named}`,
  ];
}

function planTableText(results: Results): string {
  const notes = planMetrics(results).map(({ metric, how }) => `${metric}: ${how}.`);
  return [table(planTable(results)), list(notes)].filter(Boolean).join('\n\n');
}

function missed(all: readonly Target[]): string[] {
  const texts = all
    .filter((target) => !isReached(target))
    .map(({ what, wanted, measured, most }) => {
      const over = measured
        .filter(({ value }) => value > most)
        .map(({ service, value }) => `${service} ${againstTarget(value)}`);
      return `Missed: ${what}, ${wanted}: ${over.join(', ')}.`;
    });
  return texts.length > 0 ? [list(texts)] : ['Every target was reached by every service measured.'];
}

function platformLine({ platform, services }: NonNullable<Results['runtime']>): string {
  const after = services.filter(({ contender }) => contender === 'generated').map(({ service }) => service);
  const what =
    after.length === SERVICES.length ? 'The whole platform' : `The platform, as far as ${after.join(', ')} need it`;
  const show = (ms: number): string => (ms / 1000).toFixed(1);
  const without = after.includes('agendamento') ? ', without agendamento' : '';
  const ratio = median(platform.generated) / median(platform.legacy);
  return (
    `${what}, from \`docker compose up\` with an empty database to the first answer of the last service: ` +
    `before ${spread(platform.legacy, show)} s${without}; after ${spread(platform.generated, show)} s, ` +
    `${ratio.toFixed(2)} times as long.`
  );
}

function table(content: Table): string {
  return content.rows.length > 0 ? markdownTable(content) : '';
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}
