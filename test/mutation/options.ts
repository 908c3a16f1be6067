import { cpus } from 'node:os';
import { parseArgs } from 'node:util';

export interface Options {
  /** How many mutants to try. */
  readonly sample: number;
  /** Of all mutants, the same seed draws the same ones as long as the sources stay as they are. */
  readonly seed: number;
  /** Processes that run tests. */
  readonly workers: number;
  /** Only mutants of files whose path contains it. */
  readonly file: string;
  /** A file of `--out`: those of its mutants that were alive are tried again, and the others count as they did. */
  readonly again?: string;
  /** Where the outcome of every mutant goes, as JSON. @default it is not kept */
  readonly out?: string;
}

export const USAGE = `npm run mutation -- [--sample N] [--seed N] [--workers N] [--file TEXT] [--out FILE] [--again FILE]

  --sample   how many mutants of src/synth, src/constructs and src/read to try   [400]
  --seed     which ones                                                          [1]
  --workers  processes that run tests                                            [one a processor]
  --file     only mutants of files whose path contains TEXT
  --out      writes the outcome of every mutant to FILE, as JSON
  --again    tries the mutants of FILE that were alive, instead of a sample; the sources must be the same`;

export function readOptions(argv: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        sample: { type: 'string', default: '400' },
        seed: { type: 'string', default: '1' },
        workers: { type: 'string', default: String(cpus().length) },
        file: { type: 'string', default: '' },
        out: { type: 'string' },
        again: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return USAGE;
    for (const name of ['sample', 'seed', 'workers'] as const) {
      if (!/^[1-9]\d*$/.test(values[name]))
        return `--${name} is ${JSON.stringify(values[name])}: it must be a whole number above 0\n\n${USAGE}`;
    }
    return {
      sample: Number(values.sample),
      seed: Number(values.seed),
      workers: Number(values.workers),
      file: values.file,
      ...(values.out !== undefined && { out: values.out }),
      ...(values.again !== undefined && { again: values.again }),
    };
  } catch (error) {
    return `${(error as Error).message}\n\n${USAGE}`;
  }
}
