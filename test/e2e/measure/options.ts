import { parseArgs } from 'node:util';
import { type Part, PARTS } from './results.js';
import { type ServiceName, SERVICES } from './subjects.js';

export interface MeasureOptions {
  /** Builds of each kind, and starts of the whole platform. */
  readonly runs: number;
  /** Starts of each generated service. */
  readonly starts: number;
  readonly parts: readonly Part[];
  readonly services: readonly ServiceName[];
  /** One of each, short, and no document: only whether measuring works. */
  readonly quick: boolean;
  /** JSON, read first where it is there: parts that are not measured now are kept. */
  readonly report: string;
  /** Where the tables go; empty: nowhere. */
  readonly document: string;
}

export const USAGE = `npm run measure -- [--only PART,…] [--services NAME,…] [--runs N] [--starts N] [--quick] [--report FILE] [--document FILE]

  --only       these parts alone: ${PARTS.join(', ')}; the others are taken from the report, if it has them
  --services   these services alone: ${SERVICES.join(', ')}
  --runs       builds of each kind, and starts of the platform                     [3]
  --starts     starts of each service                                              [20]
  --quick      one run of one service, short loads: sees that measuring works, changes no document
  --report     where the figures go as JSON                                        [measure-report.json]
  --document   whose text between the markers is replaced                          [docs/measurements.md]`;

/** @returns the options, or the text to print instead of measuring */
export function readMeasureOptions(argv: readonly string[]): MeasureOptions | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        only: { type: 'string' },
        services: { type: 'string' },
        runs: { type: 'string' },
        starts: { type: 'string' },
        quick: { type: 'boolean', default: false },
        report: { type: 'string', default: 'measure-report.json' },
        document: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return USAGE;
    const { quick, report } = values;
    return {
      quick,
      report,
      runs: whole('runs', values.runs ?? (quick ? '1' : '3')),
      starts: whole('starts', values.starts ?? (quick ? '2' : '20')),
      parts: chosen('parts', PARTS, values.only, PARTS),
      services: chosen('services', SERVICES, values.services, quick ? ['crm'] : SERVICES),
      document: values.document ?? (quick ? '' : 'docs/measurements.md'),
    };
  } catch (error) {
    return `${(error as Error).message}\n\n${USAGE}`;
  }
}

function whole(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${option} must be a whole number above 0, not ${text}`);
  return value;
}

function chosen<T extends string>(
  what: string,
  known: readonly T[],
  text: string | undefined,
  none: readonly T[],
): T[] {
  if (text === undefined) return [...none];
  const names = text.split(',').filter(Boolean);
  const unknown = names.filter((name) => !known.some((one) => one === name));
  if (unknown.length > 0 || names.length === 0) throw new Error(`${what} are ${known.join(', ')}, not ${text}`);
  return known.filter((name) => names.includes(name));
}
