import { networkInterfaces } from 'node:os';
import { expectEqual, expectThat } from '../lib/checks.js';
import type { Context, Suite } from '../lib/context.js';
import { ALERTS_PORT, type ContainerInfo, HTTP_PORT, HTTPS_PORT, MONITORING_PORT } from '../lib/stack.js';

interface Target {
  readonly to: string;
  readonly host: string;
  readonly port: number;
}

/** Tries every address in turn from one container's network namespace. */
const PROBE = `
const { connect } = require('node:net');
const targets = JSON.parse(process.argv[1]);
const tryOne = ({ host, port }) => new Promise((resolve) => {
  const socket = connect({ host, port, timeout: 700 }, () => { socket.destroy(); resolve(true); });
  socket.on('error', () => resolve(false)).on('timeout', () => { socket.destroy(); resolve(false); });
});
Promise.all(targets.map(tryOne)).then((open) => console.log(JSON.stringify(open)));
`;

/** What is declared is open, everything else is closed: tried from inside every container, over every address. */
export const networks: Suite = {
  name: 'networks',
  title: 'Networks: open where declared, closed elsewhere',
  async run({ checks, erp, model }: Context): Promise<void> {
    const names = model.workloads.filter(({ kind }) => kind !== 'job').map(({ name }) => name);
    const info = new Map<string, ContainerInfo>();
    for (const name of names) info.set(name, await erp.inspect(name));
    const ports = (name: string) => model.workloads.find((workload) => workload.name === name)?.ports ?? [];
    const declared = (from: string, to: string) =>
      model.edges.some(({ consumer, provider }) => consumer === from && provider === to);
    let pairs = 0;
    let wires = 0;
    for (const from of names) {
      await checks.check(`${from} reaches what it uses, and nothing else`, async () => {
        const others = names.filter((name) => name !== from);
        const targets = others.flatMap((to): Target[] => {
          const addresses = Object.values(info.get(to)?.NetworkSettings.Networks ?? {}).map(
            ({ IPAddress }) => IPAddress,
          );
          return [...addresses, to].flatMap((host) => ports(to).map((port) => ({ to, host, port })));
        });
        const probe = await erp.beside(info.get(from)?.Id ?? '', 'node:24-alpine', [
          'node',
          '-e',
          PROBE,
          JSON.stringify(targets),
        ]);
        const open = JSON.parse(probe.stdout) as boolean[];
        const reached = new Set(targets.filter((_, i) => open[i]).map(({ to }) => to));
        for (const to of others) {
          pairs++;
          if (declared(from, to)) expectThat(reached.has(to), `${from} can't reach ${to}, which it uses`);
          // A wire works both ways: the provider can open what the consumer listens on (docs/decisions/0004).
          else if (declared(to, from)) wires += reached.has(to) ? 1 : 0;
          else expectThat(!reached.has(to), `${from} reaches ${to}, which it does not use`);
        }
        return [...reached].sort().join(', ') || 'nothing';
      });
    }
    checks.note(`${pairs} ordered pairs; ${wires} open only as the way back of a declared wire`);
    await checks.check('no service without declared egress has a way out', async () => {
      for (const { name, publish, egress } of model.workloads.filter(({ kind }) => kind !== 'job')) {
        const route = await erp.beside(info.get(name)?.Id ?? '', 'node:24-alpine', ['cat', '/proc/net/route']);
        const leads = /^\S+\t00000000\t/m.test(route.stdout);
        const wanted = publish.length > 0 || egress;
        expectThat(
          leads === wanted,
          leads ? `${name} has a default route` : `${name} has no default route, and needs one`,
        );
      }
      return undefined;
    });
    await checks.check('nothing answers another network of the machine, nor at its other addresses', async () => {
      // A container of the engine's own bridge is what comes nearest to another machine: all must be closed to it.
      const targets = names.flatMap((to): Target[] =>
        Object.values(info.get(to)?.NetworkSettings.Networks ?? {}).flatMap(({ IPAddress: host }) =>
          ports(to).map((port) => ({ to, host, port })),
        ),
      );
      const published = model.workloads.flatMap(({ publish }) => publish.map(({ hostPort }) => hostPort));
      const machine = Object.values(networkInterfaces())
        .flat()
        .filter((address) => address?.family === 'IPv4' && !address.internal)
        .flatMap((address): Target[] =>
          [...published, ...names.flatMap(ports), HTTP_PORT, HTTPS_PORT, MONITORING_PORT, ALERTS_PORT].map((port) => ({
            to: 'the machine',
            host: address?.address ?? '',
            port,
          })),
        );
      const tried = [...targets, ...machine];
      const probe = await erp.apart('node:24-alpine', ['node', '-e', PROBE, JSON.stringify(tried)]);
      const open = JSON.parse(probe.stdout) as boolean[];
      const reached = tried.filter((_, i) => open[i]).map(({ to, host, port }) => `${to} at ${host}:${port}`);
      expectEqual('open to whoever is outside', reached, []);
      return `${tried.length} addresses tried`;
    });
    await checks.check('nothing but the proxy publishes ports to the outside, in production', async () => {
      const loopback = model.workloads
        .filter(({ publish }) => publish.length > 0 && publish.every(({ hostIp }) => hostIp === '127.0.0.1'))
        .map(({ name }) => name);
      const config = JSON.parse((await erp.compose(['config', '--format', 'json'])).stdout) as {
        services: Record<string, { ports?: { host_ip?: string; published?: string; target: number }[] }>;
      };
      for (const [name, { ports: published = [] }] of Object.entries(config.services)) {
        const open = published
          .map(({ host_ip = '0.0.0.0', published: port, target }) => `${host_ip}:${port}→${target}`)
          .filter((port) => !(loopback.includes(name) && port.startsWith('127.0.0.1:')));
        if (name === 'nginx') expectThat(open.length > 0, 'nginx, the way in, publishes no port');
        else expectThat(open.length === 0, `${name} publishes a port, open to the outside: ${open.join(', ')}`);
      }
      for (const name of names.filter((other) => other !== 'nginx')) {
        const bound = Object.values(info.get(name)?.HostConfig.PortBindings ?? {}).flat();
        const addresses = new Set(bound.map(({ HostIp }) => HostIp));
        expectEqual(`addresses that ${name} is bound to`, [...addresses], loopback.includes(name) ? ['127.0.0.1'] : []);
      }
      return loopback.length > 0 ? `for this machine alone: ${loopback.join(', ')}` : undefined;
    });
  },
};
