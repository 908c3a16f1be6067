import jmespath from 'jmespath';
import { type AlloyBlock, type AlloyValue, parseAlloy } from '../../../support/alloy.js';

/** What becomes of a line: where it is filed, what is kept beside it, and its text. */
export interface Entry {
  labels: Record<string, string>;
  readonly metadata: Record<string, string>;
  text: string;
  readonly extracted: Record<string, unknown>;
  time: string;
}

type Stage = (entries: readonly Entry[]) => readonly Entry[];

/**
 * What the stages of an `alloy.alloy` do with lines of the engine's files, as Alloy's reference says it. Alloy itself can't be
 * had by these tests: expressions are evaluated by JMESPath's own implementation, patterns by JavaScript, whose syntax RE2
 * shares as far as they use it, and levels by `levelOf`.
 */
export function pipelineOf(file: string, project: string, levelOf: (value: string) => string) {
  const process = parseAlloy(file).find(({ name }) => name === 'loki.process');
  if (!process) throw new Error('there is no loki.process');
  const stages = process.blocks.map((block) => stageOf(block, project, levelOf));
  return (lines: readonly string[]): readonly Entry[] => {
    const read = lines.map((text) => ({ labels: {}, metadata: {}, text, extracted: {}, time: '' }));
    return stages.reduce<readonly Entry[]>((entries, stage) => stage(entries), read);
  };
}

function stageOf({ name, attributes }: AlloyBlock, project: string, levelOf: (value: string) => string): Stage {
  const each = (change: (entry: Entry) => void): Stage => {
    return (entries) => {
      entries.forEach(change);
      return entries;
    };
  };
  switch (name) {
    case 'stage.json':
      return each((entry) => {
        const data = parsed(entry.text);
        if (data === undefined) return;
        for (const [key, expression] of pairs(attributes['expressions']))
          entry.extracted[key] = jmespath.search(data, expression) as unknown;
      });
    case 'stage.labels':
      return each(({ labels, extracted }) => {
        for (const [label, source] of pairs(attributes['values'])) {
          const value = text(extracted[source || label]);
          if (value !== undefined) labels[label] = value;
        }
      });
    case 'stage.match': {
      const selector = String(attributes['selector']);
      if (!selector.includes('sys.env')) throw new Error(`the selector ${selector} names no project`);
      return (entries) => entries.filter(({ labels }) => labels['project'] === project);
    }
    case 'stage.docker':
      return each((entry) => {
        const { log, stream, time } = parsed(entry.text) as { log: string; stream: string; time: string };
        Object.assign(entry, { text: log, time });
        entry.labels['stream'] = stream;
        entry.extracted['stream'] = stream;
      });
    case 'stage.multiline':
      return (entries) => joined(entries, pattern(attributes['firstline']));
    case 'stage.regex':
      return each((entry) => {
        const { source } = attributes;
        const from = source === undefined ? entry.text : text(entry.extracted[String(source)]);
        Object.assign(entry.extracted, from === undefined ? {} : pattern(attributes['expression']).exec(from)?.groups);
      });
    case 'stage.template':
      return each(({ extracted }) => {
        const value = text(extracted['level']);
        if (value === undefined) return;
        const level = levelOf(value);
        extracted['level'] = level === '' ? undefined : level;
      });
    case 'stage.drop': {
      const { source, expression } = attributes;
      if (source === undefined) return (entries) => entries;
      const names = String(source).split(',');
      return (entries) =>
        entries.filter(({ extracted }) => {
          const there = names.filter((one) => one in extracted).map((one) => text(extracted[one]));
          return there.includes(undefined) || !pattern(expression).test(there.join(';'));
        });
    }
    case 'stage.structured_metadata':
      return each((entry) => {
        const keys = pairs(attributes['values']).map(([key]) => key);
        for (const key of keys) {
          const value = text(entry.extracted[key]) ?? entry.labels[key];
          if (value !== undefined) entry.metadata[key] = value;
        }
        entry.labels = those(entry.labels, (label) => !keys.includes(label));
      });
    case 'stage.label_keep': {
      const kept = attributes['values'] as readonly string[];
      return each((entry) => {
        entry.labels = those(entry.labels, (label) => kept.includes(label));
      });
    }
    default:
      throw new Error(`nobody knows the stage ${name}`);
  }
}

function those(labels: Readonly<Record<string, string>>, isKept: (label: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => isKept(label)));
}

function joined(entries: readonly Entry[], first: RegExp): Entry[] {
  const result: Entry[] = [];
  for (const entry of entries) {
    const before = result.findLast(({ labels }) => JSON.stringify(labels) === JSON.stringify(entry.labels));
    if (before && !first.test(entry.text)) before.text += entry.text;
    else result.push(entry);
  }
  for (const entry of result) entry.text = entry.text.replace(/\n+$/, '');
  return result;
}

function parsed(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function pattern(value: AlloyValue | undefined): RegExp {
  return new RegExp(String(value).replaceAll('(?P<', '(?<'));
}

function pairs(value: AlloyValue | undefined): [string, string][] {
  return Object.entries(value as Readonly<Record<string, string>>);
}

/** As Alloy makes a text of a value: of some kinds it makes none. */
function text(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}
