import { expectEqual, expectThat } from '../lib/checks.js';
import type { Context, Suite } from '../lib/context.js';
import { type ContainerInfo, type Stack, until } from '../lib/stack.js';
import type { Workload } from '../../../src/index.js';

/** Every container runs as the platform says: read from the engine and from inside, not from the Compose file. */
export const containers: Suite = {
  name: 'containers',
  title: 'Containers: users, privileges, limits, restarts',
  async run({ checks, erp, model }: Context): Promise<void> {
    for (const workload of model.workloads) {
      const { name } = workload;
      const look = (at: (workload: Workload, info: ContainerInfo) => string) => async () =>
        at(workload, await erp.inspect(name));
      await checks.check(`${name}: user, file system, capabilities, privileges`, look(hardening));
      await checks.check(`${name}: memory, cpu and process limits`, look(limits));
      await checks.check(`${name}: restart policy, log options, labels`, look(policies));
    }
    const running = model.workloads.filter(({ kind }) => kind !== 'job');
    for (const workload of running)
      await checks.check(`${workload.name}: what the kernel says from inside`, () => fromInside(erp, workload));
    for (const name of ['crm', 'redis', 'nginx'])
      await checks.check(`${name}: back after kill -9`, () => survivesKill(erp, name));
    await checks.check('crm: killed over its memory limit, and back', () => survivesOutOfMemory(erp));
  },
};

function hardening({ name, security }: Workload, { Config, HostConfig }: ContainerInfo): string {
  const root = /^0(:|$)|^root|^$/.test(Config.User);
  expectThat(!root, `${name} runs as root: its user is "${Config.User}", not "${security.user}"`);
  expectEqual(`user of ${name}`, Config.User, security.user);
  expectEqual('read-only root', HostConfig.ReadonlyRootfs, security.readOnlyRootFilesystem);
  expectEqual('dropped capabilities', HostConfig.CapDrop, ['ALL']);
  expectEqual('added capabilities', HostConfig.CapAdd ?? [], security.capabilities);
  expectEqual('security options', HostConfig.SecurityOpt, ['no-new-privileges:true']);
  expectEqual('privileged', HostConfig.Privileged, false);
  return `uid ${Config.User}`;
}

function limits({ name, resources }: Workload, { HostConfig }: ContainerInfo): string {
  for (const [what, value] of Object.entries({
    memory: HostConfig.Memory,
    cpu: HostConfig.NanoCpus,
    process: HostConfig.PidsLimit,
  }))
    expectThat(value > 0, `${name} has no ${what} limit: it may take all that the machine has`);
  expectEqual(`memory limit of ${name}`, HostConfig.Memory, resources.limits.memory.toBytes());
  expectEqual(`cpu limit of ${name}`, HostConfig.NanoCpus, Math.round(resources.limits.cpus * 1e9));
  expectEqual(`process limit of ${name}`, HostConfig.PidsLimit, resources.limits.pids);
  return `${resources.limits.memory}, ${resources.limits.cpus} cpus, ${resources.limits.pids} pids`;
}

function policies(workload: Workload, { Config, HostConfig }: ContainerInfo): string {
  expectEqual('restart policy', HostConfig.RestartPolicy.Name, workload.restart);
  expectEqual('log driver', HostConfig.LogConfig.Type, workload.logging?.driver);
  for (const [key, value] of Object.entries(workload.logging?.options ?? {}))
    expectEqual(`log option ${key}`, HostConfig.LogConfig.Config[key], value);
  for (const [key, value] of Object.entries(workload.labels)) expectEqual(`label ${key}`, Config.Labels[key], value);
  return HostConfig.RestartPolicy.Name;
}

async function fromInside(erp: Stack, { name, resources }: Workload): Promise<string> {
  const status = (await erp.exec(name, ['cat', '/proc/1/status'])).stdout;
  const field = (key: string) => new RegExp(`^${key}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '';
  expectThat(!field('Uid').split(/\s+/).includes('0'), `pid 1 runs with uid ${field('Uid')}`);
  expectEqual('effective capabilities', field('CapEff'), '0000000000000000');
  expectEqual('no_new_privs', field('NoNewPrivs'), '1');
  expectEqual('seccomp filter', field('Seccomp'), '2');
  const touch = await erp.exec(name, ['touch', '/nexus-e2e'], { allowFailure: true });
  expectThat(touch.code !== 0 && /read-only/i.test(touch.stderr + touch.stdout), 'the root file system can be written');
  const limit = await erp.exec(name, [
    'sh',
    '-c',
    'cat /sys/fs/cgroup/memory.max 2>/dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes',
  ]);
  expectEqual('cgroup memory limit', Number(limit.stdout), resources.limits.memory.toBytes());
  return 'no capabilities, read-only, cgroup limit in force';
}

async function survivesKill(erp: Stack, name: string): Promise<string> {
  const before = await erp.inspect(name);
  // From outside: the engine takes `docker kill` for a wish to stop, and would not restart.
  process.kill(before.State.Pid, 'SIGKILL');
  const ms = await until(`${name} runs again`, async () => {
    const now = await erp.inspect(name);
    return now.RestartCount > before.RestartCount && now.State.Health?.Status === 'healthy';
  });
  return `healthy after ${(ms / 1000).toFixed(1)} s`;
}

async function survivesOutOfMemory(erp: Stack): Promise<string> {
  const before = await erp.inspect('crm');
  const hog = 'const held = []; setInterval(() => held.push(Buffer.alloc(64 * 1024 * 1024, 1)), 20)';
  const run = await erp.exec('crm', ['node', '--max-old-space-size=4096', '-e', hog], { allowFailure: true });
  expectEqual('exit code of the process that took too much', run.code, 137);
  await until('crm is healthy', async () => (await erp.inspect('crm')).State.Health?.Status === 'healthy');
  return `exit 137 at ${before.HostConfig.Memory / 2 ** 20} MiB`;
}
