import { expectEqual, expectThat } from '../lib/checks.js';
import type { Context, Suite } from '../lib/context.js';
import type { ContainerInfo, Stack } from '../lib/stack.js';
import { postgresSurvivesGreed, redisForgets } from '../lib/stores.js';
import { hasNode, healthCheckSees, survivesKill, survivesOutOfMemory } from '../lib/survival.js';
import type { RestartIntent, Workload } from '../../../src/index.js';

/** Every container runs as the platform says: read from the engine and from inside, not from the Compose file. */
export const containers: Suite = {
  name: 'containers',
  title: 'Containers: users, privileges, limits, restarts',
  async run({ checks, erp, model, all }: Context): Promise<void> {
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
    // What stops a container for seconds is done to one of each kind, and with --all to every one.
    const hurt = all ? running : oneOfEachKind(running);
    for (const { name } of hurt)
      await checks.check(`${name}: its health check fails while it hangs`, () => healthCheckSees(erp, name));
    for (const { name } of hurt) await checks.check(`${name}: back after kill -9`, () => survivesKill(erp, name));
    for (const { name, image } of hurt)
      if (image.kind === 'build' && (await hasNode(erp, name)))
        await checks.check(`${name}: killed over its memory limit, and back`, () => survivesOutOfMemory(erp, name));
    await checks.check('postgres: a query over the memory limit is ended, and the data is there', () =>
      postgresSurvivesGreed(erp),
    );
    await checks.check('redis: forgets before it is over its memory limit', () => redisForgets(erp));
  },
};

/** The first of each kind: of Node's services, of other images that are built, of each image of a registry, of the monitoring. */
function oneOfEachKind(workloads: readonly Workload[]): Workload[] {
  const sort = ({ group, image, environment }: Workload) =>
    group ?? (image.kind === 'registry' ? image.reference : 'NODE_OPTIONS' in environment ? 'node' : 'built');
  return workloads.filter((workload, i) => workloads.findIndex((other) => sort(other) === sort(workload)) === i);
}

/** The engine's words for what shall happen when a process ends. */
const POLICIES: Readonly<Record<RestartIntent, string>> = {
  always: 'always',
  'on-failure': 'on-failure',
  never: 'no',
};

function hardening({ name, security }: Workload, { Config, HostConfig }: ContainerInfo): string {
  const root = /^0(:|$)|^root|^$/.test(Config.User);
  expectThat(!root, `${name} runs as root: its user is "${Config.User}", not "${security.user}"`);
  expectEqual(`user of ${name}`, Config.User, security.user);
  // Not what the platform says, but what the plan wants: a platform that says less must not pass.
  expectEqual(`read-only root of ${name}`, HostConfig.ReadonlyRootfs, true);
  expectEqual(`dropped capabilities of ${name}`, HostConfig.CapDrop, ['ALL']);
  expectEqual(`added capabilities of ${name}`, HostConfig.CapAdd ?? [], []);
  expectEqual(`security options of ${name}`, HostConfig.SecurityOpt, ['no-new-privileges:true']);
  expectEqual(`privileged ${name}`, HostConfig.Privileged, false);
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
  const { name, kind, restart, logging, labels } = workload;
  const policy = HostConfig.RestartPolicy.Name;
  expectEqual(`restart policy of ${name}`, policy, POLICIES[restart]);
  if (kind !== 'job') expectThat(policy === POLICIES.always, `${name} does not come back: ${policy}`);
  expectEqual(`log driver of ${name}`, HostConfig.LogConfig.Type, logging?.driver);
  const options = HostConfig.LogConfig.Config;
  for (const key of ['max-size', 'max-file'])
    expectThat(Number.parseInt(options[key] ?? '0') > 0, `the log of ${name} grows without end: it has no ${key}`);
  for (const [key, value] of Object.entries(logging?.options ?? {}))
    expectEqual(`log option ${key} of ${name}`, options[key], value);
  const missing = (options.labels ?? '').split(',').filter((key) => !Config.Labels[key]);
  expectEqual(`labels that the log of ${name} names, and it has not`, missing, []);
  for (const [key, value] of Object.entries(labels)) expectEqual(`label ${key} of ${name}`, Config.Labels[key], value);
  return `${policy}, ${options['max-file']} × ${options['max-size']}`;
}

async function fromInside(erp: Stack, { name, resources: { limits } }: Workload): Promise<string> {
  const script = 'for status in /proc/[0-9]*/status; do cat "$status" 2>/dev/null; done; true';
  const processes = (await erp.exec(name, ['sh', '-c', script])).stdout.split(/^(?=Name:)/m);
  expectThat(processes.length > 1, `${name} has no process but this one`);
  for (const status of processes) {
    const field = (key: string) => new RegExp(`^${key}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '';
    const process = `${name}, ${field('Name')}`;
    expectThat(!field('Uid').split(/\s+/).includes('0'), `${process} runs with uid ${field('Uid')}`);
    // The bounding set too: a user other than root has no effective ones even where some were added.
    for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'])
      expectEqual(`${set} of ${process}`, field(set), '0000000000000000');
    expectEqual(`no_new_privs of ${process}`, field('NoNewPrivs'), '1');
    expectEqual(`seccomp filter of ${process}`, field('Seccomp'), '2');
  }
  const touch = await erp.exec(name, ['touch', '/nexus-e2e'], { allowFailure: true });
  expectThat(
    touch.code !== 0 && /read-only/i.test(touch.stderr + touch.stdout),
    `${name} can write its root file system`,
  );
  const read = (v2: string, v1: string) =>
    erp
      .exec(name, ['sh', '-c', `cat /sys/fs/cgroup/${v2} 2>/dev/null || cat ${v1}`])
      .then(({ stdout }) => stdout.trim().split(/\s+/).map(Number));
  const [memory] = await read('memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes');
  const [quota = NaN, period = NaN] = await read(
    'cpu.max',
    '/sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu/cpu.cfs_period_us',
  );
  const [pids] = await read('pids.max', '/sys/fs/cgroup/pids/pids.max');
  expectEqual(`memory limit of ${name} in the cgroup`, memory, limits.memory.toBytes());
  expectEqual(`cpu limit of ${name} in the cgroup`, quota / period, limits.cpus);
  expectEqual(`process limit of ${name} in the cgroup`, pids, limits.pids);
  return `${processes.length} processes without capabilities, read-only, memory, cpu and process limits in the cgroup`;
}
