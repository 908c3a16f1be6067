import { expectEqual, expectThat } from '../lib/checks.js';
import type { Context, Suite } from '../lib/context.js';
import { run, type RunResult } from '../lib/run.js';
import type { Stack } from '../lib/stack.js';

/** A project that has nothing to do with this one. */
const OTHER = 'nexus-e2e-other';
/** A second copy of the platform on the same host. */
const SECOND = 'nexus-e2e-second';

/** Who else is on the host, and what is built here and belongs to nobody in a registry. */
export const neighbours: Suite = {
  name: 'neighbours',
  title: 'Neighbours: other projects, a second copy, names in registries',
  async run({ checks, erp }: Context): Promise<void> {
    await checks.check('networks of other projects get addresses that are not ours', () => othersStayClear(erp));
    await checks.check('preflight names who has the addresses, and a block that is free', () => preflight(erp));
    await checks.check('a second copy runs beside the first, with another value of one variable', () => twice(erp));
    await checks.check('an image that is built here is looked for in no registry', () => neverPulled(erp));
  },
};

async function othersStayClear(stack: Stack): Promise<string> {
  const own = await subnets(stack.project);
  expectThat(own.length > 10, `only ${own.length} networks of ours were found`);
  const names = Array.from({ length: 6 }, (_, i) => `${OTHER}-${i}`);
  try {
    for (const name of names) await run('docker', ['network', 'create', name]);
    const others = await Promise.all(names.map((name) => subnetOf(name)));
    const block = own.map((subnet) => subnet.split('.').slice(0, 2).join('.'));
    expectEqual('blocks of ours', [...new Set(block)], ['10.70']);
    expectThat(!others.some((subnet) => subnet.startsWith('10.70.')), `the engine handed out ${others.join(', ')}`);
    return `theirs: ${others[0]} …`;
  } finally {
    for (const name of names) await run('docker', ['network', 'rm', name], { allowFailure: true });
  }
}

/** With what a second copy would have: the first is in its way. */
async function preflight(stack: Stack): Promise<string> {
  const first = await script(stack, ['--project', stack.project]);
  expectThat(first.code === 0, `the platform itself is in its way: ${first.stdout}${first.stderr}`);
  const second = await script(stack, ['--project', SECOND]);
  expectEqual('exit code', second.code, 1);
  expectThat(
    new RegExp(`addresses 10\\.70\\.\\S+ belong to network ${stack.project}_\\S+ \\(10\\.70\\.`).test(second.stdout),
    `it says: ${second.stdout}${second.stderr}`,
  );
  const [, free = ''] = /free: ERP_NEXUS_NETWORK=(\S+)\. /.exec(second.stdout) ?? [];
  expectThat(free !== '' && free !== '10.70', `no free block: ${second.stdout}`);
  const moved = await script(stack, ['--project', SECOND], { ERP_NEXUS_NETWORK: free });
  expectThat(moved.code === 0, `the block that it names is not free: ${moved.stdout}${moved.stderr}`);
  return `free: ${free}`;
}

async function twice(stack: Stack): Promise<string> {
  const copy = (args: readonly string[], network: string, allowFailure = false) =>
    run('docker', ['compose', '-p', SECOND, ...args], {
      cwd: stack.folder,
      env: { ...stack.env, ERP_NEXUS_NETWORK: network },
      allowFailure,
      timeout: 240_000,
    });
  try {
    const there = await copy(['up', '--no-start', '--no-build'], '10.70', true);
    expectThat(there.code !== 0, 'a second copy on the same addresses is accepted: this shows nothing');
    await copy(['down', '--volumes'], '10.70', true);
    // All of its networks and containers are made; the ports of the proxy are another matter.
    await copy(['up', '--no-start', '--no-build'], '10.71');
    await copy(['up', '--detach', '--wait', '--no-build', 'postgres', 'redis', 'crm'], '10.71');
    const moved = await subnets(SECOND);
    expectEqual('blocks of the copy', [...new Set(moved.map((subnet) => subnet.slice(0, 6)))], ['10.71.']);
    return `${moved.length} networks`;
  } finally {
    await copy(['down', '--volumes', '--timeout', '5'], '10.71', true);
  }
}

async function neverPulled(stack: Stack): Promise<string> {
  const missing = await run('docker', ['compose', '-p', SECOND, 'up', '--no-start', '--no-build', 'crm'], {
    cwd: stack.folder,
    env: { ...stack.env, ERP_NEXUS_TAG: 'not-built-by-anybody', ERP_NEXUS_NETWORK: '10.71' },
    allowFailure: true,
  });
  await run('docker', ['compose', '-p', SECOND, 'down', '--volumes'], {
    cwd: stack.folder,
    env: stack.env,
    allowFailure: true,
  });
  const said = missing.stdout + missing.stderr;
  expectThat(missing.code !== 0, 'an image that nobody built is there: this shows nothing');
  expectThat(!/pulling|lookup|registry/i.test(said), `Compose asked: ${said}`);
  return said.trim().split('\n').pop()?.slice(0, 100) ?? '';
}

function script(stack: Stack, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<RunResult> {
  return run('bash', ['scripts/preflight.sh', ...args], {
    cwd: stack.folder,
    env: { ...stack.env, ...env },
    allowFailure: true,
  });
}

async function subnets(project: string): Promise<string[]> {
  const filter = `label=com.docker.compose.project=${project}`;
  const { stdout } = await run('docker', ['network', 'ls', '--quiet', '--filter', filter]);
  return Promise.all(stdout.trim().split('\n').filter(Boolean).map(subnetOf));
}

async function subnetOf(network: string): Promise<string> {
  const format = '{{range .IPAM.Config}}{{.Subnet}}{{end}}';
  return (await run('docker', ['network', 'inspect', '--format', format, network])).stdout.trim();
}
