import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildStep, readSteps } from '../lib/build-progress.js';
import { expectEqual, expectThat } from '../lib/checks.js';
import { type Context, ROOT, SOURCES, type Suite } from '../lib/context.js';
import { run } from '../lib/run.js';
import { Stack } from '../lib/stack.js';

/** Node 24 without the gigabyte of extras: what fails and what works is the same. */
const NODE_24 = ['--build-context', 'node:24=docker-image://node:24-bookworm-slim'];

/** First of all: what it builds stays in the cache for those after it. */
export const builds: Suite = {
  name: 'builds',
  title: 'Builds: from nothing, from the cache, and where the old one fails',
  needsErp: false,
  async run({ checks, out, folder, measurements }: Context): Promise<void> {
    const stack = new Stack(join(folder, 'builds'), 'nexus-e2e');
    stack.lay(SOURCES, out);
    stack.useTestPorts();
    const images = (await stack.builtImages()).map(({ service }) => service);
    const times: Record<string, unknown> = {};
    measurements.builds = times;

    await checks.check('every image builds without a cache', async () => {
      const { ms, steps } = await build(stack, '--no-cache');
      coversEvery(images, steps);
      expectEqual('commands that were not carried out', notCarriedOut(steps), []);
      times.coldSeconds = Math.round(ms / 100) / 10;
      times.cold = perImage(steps);
      const ran = steps.filter(({ cached }) => !cached).length;
      return `${images.length} images, ${ran} instructions carried out, ${(ms / 1000).toFixed(0)} s`;
    });
    await checks.check('every image builds anew from the cache alone', async () => {
      const again = ({ steps }: Built) => steps.filter(({ cached }) => !cached).map(name);
      const first = await build(stack);
      // An engine that is short of disk empties its cache even between two builds. What is never cached is not so next time.
      const built = again(first).length > 0 ? await build(stack) : first;
      coversEvery(images, built.steps);
      expectEqual('instructions carried out again', again(built), []);
      times.warmSeconds = Math.round(built.ms / 100) / 10;
      const note = built === first ? '' : ', the second time: the engine had thrown some away';
      return `${built.steps.length} instructions CACHED${note}, ${(built.ms / 1000).toFixed(1)} s`;
    });
    await checks.check('after a change of code dependencies stay as they are', async () => {
      const crm = join(stack.folder, 'modules', 'crm');
      const change = () => {
        appendFileSync(join(crm, 'src', 'app.ts'), `\n// ${Date.now()}\n`);
        return buildOne(crm);
      };
      const stagesAgain = ({ steps }: Built) =>
        steps.filter(({ cached }) => !cached).map(({ place }) => place.split(' ')[0] ?? '');
      const others = (built: Built) => stagesAgain(built).filter((stage) => !['build', 'runtime'].includes(stage));
      const first = await change();
      const built = others(first).length > 0 ? await change() : first;
      expectThat(stagesAgain(built).includes('build'), 'the code was not built again');
      expectEqual('other stages carried out again', others(built), []);
      times.codeChangeSeconds = Math.round(built.ms / 100) / 10;
      const again = stagesAgain(built).length;
      return `${again} instructions of ${built.steps.length} again, ${(built.ms / 1000).toFixed(1)} s`;
    });

    const legacy = join(folder, 'legacy');
    const agendamento = join(legacy, 'modules', 'agendamento');
    await checks.check("agendamento does not build as it was: the plan's TransformError", async () => {
      await run('bash', [join(ROOT, 'examples', 'erp-nexus-legacy', 'assemble.sh'), legacy]);
      const result = await run('docker', ['build', '--progress', 'plain', ...NODE_24, agendamento], {
        allowFailure: true,
      });
      expectThat(result.code !== 0, 'it builds: the legacy tree has lost its fault');
      const output = result.stdout + result.stderr;
      for (const words of [/Transform failed with 1 error/, /Top-level await .* "cjs" output format/, /TransformError/])
        expectThat(words.test(output), `it fails for another reason: ${output.slice(-1500)}`);
      expectThat(/^ > \[[^\]]*\] RUN npx tsx src\/app\.ts/m.test(output), 'it fails at another instruction');
      return /Top-level await .*/.exec(output)?.[0];
    });
    await checks.check('agendamento builds with the generated files over the same sources', async () => {
      cpSync(join(out, 'modules', 'agendamento'), agendamento, { recursive: true });
      const shared = ['--build-context', `shared=${join(legacy, 'modules', 'shared')}`];
      const { ms } = await buildOne(agendamento, ...shared);
      return `${(ms / 1000).toFixed(1)} s`;
    });
    await stack.down();
  },
};

interface Built {
  readonly ms: number;
  readonly steps: readonly BuildStep[];
}

async function build(stack: Stack, ...args: readonly string[]): Promise<Built> {
  const { ms, stdout, stderr } = await stack.compose(['--progress', 'plain', 'build', ...args], { timeout: 1_200_000 });
  return { ms, steps: readSteps(`${stdout}\n${stderr}`) };
}

/** A runtime image of which nothing but the cache stays. */
async function buildOne(context: string, ...args: readonly string[]): Promise<Built> {
  const { ms, stdout, stderr } = await run('docker', [
    'build',
    '--progress',
    'plain',
    '--output',
    'type=cacheonly',
    '--target',
    'runtime',
    ...args,
    context,
  ]);
  return { ms, steps: readSteps(`${stdout}\n${stderr}`) };
}

function coversEvery(images: readonly string[], steps: readonly BuildStep[]): void {
  const seen = new Set(steps.map(({ image }) => image));
  const missing = images.filter((image) => !seen.has(image));
  expectEqual('images of which no instruction was seen', missing, []);
}

/**
 * `RUN` instructions that no image carried out. An image and its migration job have stages in common, which the second to
 * come there takes from the first: one of them must have done the work.
 */
function notCarriedOut(steps: readonly BuildStep[]): string[] {
  const commands = steps.filter(({ instruction }) => instruction.startsWith('RUN '));
  const key = ({ image, place, instruction }: BuildStep) =>
    [image.replace(/-migrate$/, ''), place.split(' ')[0], instruction].join(' ');
  const done = new Set(commands.filter(({ cached }) => !cached).map(key));
  return commands.filter((step) => !done.has(key(step))).map(name);
}

function name({ image, place, instruction }: BuildStep): string {
  return `${image} ${place}: ${instruction.slice(0, 60)}`;
}

/** Seconds of work by image; what two share is counted once, and images are built side by side. */
function perImage(steps: readonly BuildStep[]): Record<string, number> {
  const seconds: Record<string, number> = {};
  for (const { image, seconds: own } of steps) seconds[image] = Math.round(((seconds[image] ?? 0) + own) * 10) / 10;
  return seconds;
}
