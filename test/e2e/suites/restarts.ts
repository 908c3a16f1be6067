import { join } from 'node:path';
import { expectEqual } from '../lib/checks.js';
import { type Context, ROOT, type Suite } from '../lib/context.js';
import { inTier, type Tier } from '../lib/tier.js';
import { run } from '../lib/run.js';
import { type Stack, until } from '../lib/stack.js';

const RESTART = join(ROOT, 'test', 'e2e', 'engine', 'restart.sh');

/** How an engine ends, and what it is like. */
const ENDS: readonly (readonly [how: string, what: string, tier: Tier])[] = [
  ['kill', 'the engine is killed', 'ci'],
  ['clean', 'the engine is restarted', 'all'],
  ['power', 'a power cut', 'all'],
];

/** The engine ends, is started again, and nobody does anything. */
export const restarts: Suite = {
  name: 'restarts',
  title: 'Restarts: the platform comes back by itself',
  async run({ checks, erp, model, all, ownEngine }: Context): Promise<void> {
    if (!ownEngine) {
      process.stdout.write('  (your engine is not restarted: nothing of this is checked)\n');
      return;
    }
    const lasting = model.workloads.filter(({ restart }) => restart === 'always').map(({ name }) => name);
    for (const [how, what, tier] of ENDS) {
      if (!inTier({ tier }, all)) continue;
      await checks.check(`after ${what} every container is healthy again`, () => comesBack(erp, lasting, how));
    }
  },
};

async function comesBack(stack: Stack, lasting: readonly string[], how: string): Promise<string> {
  // What the weaker policy would do. It decides nothing; where it comes back too, the choice can be thought over.
  const weaker = `${stack.project}-weaker`;
  await run('docker', ['rm', '--force', weaker], { allowFailure: true });
  const postgres = (await stack.inspect('postgres')).Config.Image;
  const options = ['--detach', '--name', weaker, '--restart', 'unless-stopped', '--entrypoint', 'sleep'];
  await run('docker', ['run', ...options, postgres, '3600']);
  const before = await ids(stack, lasting);
  try {
    await run('bash', [RESTART, how], { timeout: 180_000 });
    const healthy = await until(
      'healthy again',
      async () => {
        for (const name of lasting) {
          const { State } = await stack.inspect(name);
          if (State.Status !== 'running' || (State.Health && State.Health.Status !== 'healthy')) return false;
        }
        return true;
      },
      120,
    );
    expectEqual('containers', await ids(stack, lasting), before);
    const { State } = (
      JSON.parse((await run('docker', ['inspect', weaker])).stdout) as [{ State: { Status: string } }]
    )[0];
    return `${lasting.length} containers within ${(healthy / 1000).toFixed(1)} s of the engine; "unless-stopped": ${State.Status}`;
  } finally {
    await run('docker', ['rm', '--force', weaker], { allowFailure: true });
  }
}

async function ids(stack: Stack, names: readonly string[]): Promise<string[]> {
  return Promise.all(names.map(async (name) => (await stack.inspect(name)).Id));
}
