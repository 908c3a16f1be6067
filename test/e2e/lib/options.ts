import { parseArgs } from 'node:util';

export interface Options {
  /** Leave everything up at the end. */
  readonly keep: boolean;
  /** Names of the suites to run; empty: all. */
  readonly only: readonly string[];
  /** Where the report goes, without ending. */
  readonly report: string;
}

export const USAGE = `npm run e2e -- [--only SUITE,…] [--keep] [--report FILE]

  --only     run these suites alone: SUITES
  --keep     leave the containers, images and folders for a look
  --report   the report's name without ending; .json and .md are written   [e2e-report]`;

export function readOptions(argv: readonly string[], suites: readonly string[]): Options | string {
  const usage = USAGE.replace('SUITES', suites.join(', '));
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        keep: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        report: { type: 'string', default: 'e2e-report' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return usage;
    const only = values.only.split(',').filter(Boolean);
    const unknown = only.filter((name) => !suites.includes(name));
    if (unknown.length > 0) return `there is no suite ${unknown.join(', ')}\n\n${usage}`;
    return { keep: values.keep, only, report: values.report.replace(/\.(?:json|md)$/, '') };
  } catch (error) {
    return `${(error as Error).message}\n\n${usage}`;
  }
}
