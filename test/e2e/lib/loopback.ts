import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expectEqual, expectThat } from './checks.js';
import { run } from './run.js';
import { MONITORING, MONITORING_PORT, type Stack } from './stack.js';

/** What watches is published on loopback alone: by its Compose file, and as somebody at another address of this machine sees it. */
export async function onLoopbackAlone(erp: Stack, out: string): Promise<string> {
  // As it is in production: the tests' own file moves the port.
  const files = ['docker-compose.yml', MONITORING[0]].flatMap((file) => ['-f', file]);
  const { stdout } = await run('docker', ['compose', ...files, 'config', '--format', 'json'], { cwd: out });
  const { services } = JSON.parse(stdout) as { services: Record<string, { ports?: { host_ip?: string }[] }> };
  for (const { name, published } of Object.entries(services).map(([name, { ports = [] }]) => ({
    name,
    published: ports,
  })))
    if (name === 'prometheus' || name === 'alertmanager')
      expectEqual(
        `addresses of ${name}`,
        published.map((port) => port.host_ip),
        ['127.0.0.1'],
      );
    else if (name === 'grafana')
      expectEqual(
        'addresses of Grafana',
        published.map((port) => port.host_ip),
        ['127.0.0.1'],
      );
    else if (name.endsWith('-exporter') || name === 'loki' || name === 'alloy')
      expectEqual(`ports of ${name}`, published, []);
  const bound = Object.values((await erp.inspect('prometheus')).HostConfig.PortBindings ?? {}).flat();
  expectEqual(
    'addresses it is bound to',
    bound.map(({ HostIp }) => HostIp),
    ['127.0.0.1'],
  );
  expectThat(await answers('127.0.0.1'), 'it does not answer on loopback: this shows nothing');
  const addresses = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address?.family === 'IPv4' && !address.internal)
    .map((address) => address?.address ?? '');
  for (const address of addresses) expectThat(!(await answers(address)), `it answers at ${address}`);
  return `open at 127.0.0.1, closed at ${addresses.length} other addresses of this machine`;
}

function answers(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: MONITORING_PORT, timeout: 2000 });
    const end = (is: boolean) => () => {
      socket.destroy();
      resolve(is);
    };
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false));
  });
}
