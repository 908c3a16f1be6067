import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type ServiceName, SERVICES } from '../measure/subjects.js';

export interface Options {
  /** Make what is only in the tier `all` too. */
  readonly all: boolean;
  /** Leave everything up at the end. */
  readonly keep: boolean;
  /** Names of the suites to run; empty: all. */
  readonly only: readonly string[];
  /** Make only the checks whose name fits; those that bring the platform up are made in any case. @default all */
  readonly match?: RegExp;
  /** Another folder than `out/` of this repository. */
  readonly out?: string;
  /** Services to measure before and after, when the checks are done; empty: all of them. @default nothing is measured */
  readonly measure?: readonly ServiceName[];
  /** Where the report goes, without ending. */
  readonly report: string;
}

/** The report of the last run of everything. */
export const COMMITTED_REPORT = 'docs/e2e-report.md';

export const USAGE = `npm run e2e -- [--all] [--only SUITE,…] [--match EXPRESSION] [--out FOLDER] [--measure SERVICE,…|all] [--keep] [--report FILE]

  --all      make every check; without --only, --match and --out the report goes to ${COMMITTED_REPORT} as well
  --only     run these suites alone: SUITES
  --match    make only the checks of these suites whose names fit
  --out      build and run what is in this folder instead of out/
  --measure  then measures these services before and after, as "npm run measure" does: an hour or more for all
  --keep     leave the containers, images and folders for a look
  --report   the report's name without ending; .json, .md and .png are written   [e2e-report]`;

export function readOptions(argv: readonly string[], suites: readonly string[]): Options | string {
  const usage = USAGE.replace('SUITES', suites.join(', '));
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        all: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        match: { type: 'string' },
        out: { type: 'string' },
        measure: { type: 'string' },
        report: { type: 'string', default: 'e2e-report' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return usage;
    const only = values.only.split(',').filter(Boolean);
    const unknown = only.filter((name) => !suites.includes(name));
    if (unknown.length > 0) return `there is no suite ${unknown.join(', ')}\n\n${usage}`;
    const measure = values.measure === 'all' ? [] : values.measure?.split(',').filter(Boolean);
    const unmeasured = measure?.find((name) => !SERVICES.some((service) => service === name));
    if (unmeasured !== undefined || values.measure === '')
      return `--measure takes "all", or some of ${SERVICES.join(', ')}\n\n${usage}`;
    const out = values.out === undefined ? undefined : resolve(values.out);
    if (out !== undefined && !existsSync(join(out, 'docker-compose.yml')))
      return `--out: there is no docker-compose.yml in ${out}\n\n${usage}`;
    const report = values.report.replace(/\.(?:json|md)$/, '');
    // Now, and not after a quarter of an hour.
    if (!existsSync(dirname(resolve(report))))
      return `--report: there is no folder ${dirname(resolve(report))}\n\n${usage}`;
    return {
      all: values.all,
      keep: values.keep,
      only,
      ...(values.match !== undefined && { match: new RegExp(values.match) }),
      ...(out !== undefined && { out }),
      ...(measure && { measure: SERVICES.filter((name) => measure.includes(name)) }),
      report,
    };
  } catch (error) {
    return `${(error as Error).message}\n\n${usage}`;
  }
}

/** Whether the run is one of everything, on this repository's own output: its report is worth keeping. */
export function isComplete({ all, only, match, out }: Options): boolean {
  return all && only.length === 0 && match === undefined && out === undefined;
}
