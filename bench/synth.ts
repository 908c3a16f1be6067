/**
 * Measures synthesis against cdk8s and plain projen: `npm run -s bench:synth -- --help`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { orderOf, serve } from './child.js';
import { compareCli } from './cli.js';
import { compile } from './compile.js';
import { figures, json, remarks, targets } from './report.js';
import { measureAll, measureWarm, type RunOptions } from './run.js';
import { markdownTable, textTable } from './table.js';

const HELP = `Usage: npm run -s bench:synth -- [options]

  --json          print one JSON object: the figures by size, and nothing else
  --markdown      print the tables as docs/performance.md has them
  --runs <n>      measure each size so many times, and report medians (3)
  --sizes <list>  numbers of services, ascending (10,100,1000,3000)
  --limit <s>     leave out sizes of plain projen that would take longer (60)
  --no-cli        do not compare "npx projen" with and without a platform
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      cli: { type: 'boolean', default: true },
      runs: { type: 'string', default: '3' },
      sizes: { type: 'string', default: '10,100,1000,3000' },
      limit: { type: 'string', default: '60' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const root = mkdtempSync(join(tmpdir(), 'nexus-bench-'));
  try {
    await report(values, {
      runs: whole('runs', values.runs),
      sizes: values.sizes.split(',').map((size) => whole('sizes', size)),
      limitMs: whole('limit', values.limit) * 1000,
      root,
      script: join(compile(root), 'bench', 'synth.js'),
      note: (progress) => process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${progress} …` : ''),
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function report(
  form: { readonly json: boolean; readonly markdown: boolean; readonly cli: boolean },
  options: RunOptions,
): Promise<void> {
  const results = await measureAll(options);
  if (form.json) {
    print(JSON.stringify(json(results), null, 2));
    return;
  }
  const warm = await measureWarm(
    [100, 3000].filter((size) => options.sizes.includes(size)),
    options,
  );
  const cli = form.cli ? compareCli(Math.max(5, options.runs), options.root, options.note) : undefined;
  const table = form.markdown ? markdownTable : textTable;
  const notes = remarks(results, cli).map((text) => (form.markdown ? `- ${text}` : text));
  print([table(figures(results)), table(targets(results, warm, cli)), notes.join('\n')].join('\n\n'));
}

function whole(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${option} must be whole numbers above 0, not ${text}`);
  return value;
}

function print(text: string): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  process.stdout.write(`${text}\n`);
}

const order = orderOf(process.argv);
if (order) await serve(order);
else await main();
