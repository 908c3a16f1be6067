import { expectEqual, expectThat } from '../lib/checks.js';
import { type Context, secretOf, type Suite } from '../lib/context.js';
import { https, logIn } from '../lib/http.js';
import { type Stack, until } from '../lib/stack.js';
import { stopUnderLoad } from '../lib/stop-under-load.js';
import type { Workload } from '../../../src/index.js';

/** Status of a path of a service, asked from inside its container. */
async function statusOf(erp: Stack, service: string, port: number, path: string): Promise<number> {
  const script = `fetch('http://127.0.0.1:${port}${path}').then((r) => console.log(r.status), () => console.log(0))`;
  return Number((await erp.exec(service, ['node', '-e', script])).stdout.trim());
}

/** Liveness and readiness are two things; nothing is cut off at a stop. */
export const health: Suite = {
  name: 'health',
  title: 'Health: alive, ready, and a clean stop',
  async run({ checks, erp, model }: Context): Promise<void> {
    for (const resource of ['postgres', 'redis']) {
      const consumers = model.workloads.filter(
        ({ name, readiness }) =>
          readiness && model.edges.some(({ consumer, provider }) => consumer === name && provider === resource),
      );
      const names = consumers.map(({ name }) => name);
      await checks.check(
        `${resource} away: ${names.join(', ')} stay alive, say they are not ready, and recover by themselves`,
        () => survivesWithout(erp, resource, consumers),
      );
    }
    await checks.check('SIGTERM under load cuts no request off', () =>
      stopUnderLoad(erp, secretOf(erp, 'gateway_hmac_secret')),
    );
    await checks.check('a stopped service is named by the gateway, not hidden', async () => {
      const token = await logIn(secretOf(erp, 'admin_password'));
      await erp.compose(['stop', 'services']);
      try {
        const reply = await https('/api/services/services', { token });
        expectThat(reply.status >= 500 && reply.status < 600, `it answers ${reply.status}`);
        return `${reply.status}`;
      } finally {
        await erp.compose(['up', '--detach', '--wait', 'services']);
      }
    });
  },
};

/** What each of them says while `resource` is stopped, and after it was started again. */
async function survivesWithout(erp: Stack, resource: string, consumers: readonly Workload[]): Promise<string> {
  expectThat(consumers.length > 0, `nobody uses ${resource}`);
  const ready = ({ name, ports, readiness }: Workload) =>
    statusOf(erp, name, readiness?.port ?? ports[0] ?? 0, readiness?.path ?? '');
  const restarts = async () => Promise.all(consumers.map(async ({ name }) => (await erp.inspect(name)).RestartCount));
  for (const consumer of consumers)
    await until(`${consumer.name} is ready before`, async () => (await ready(consumer)) === 200, 20);
  const before = await restarts();
  await erp.compose(['stop', resource]);
  try {
    for (const consumer of consumers) {
      const { name, ports } = consumer;
      await until(`readiness of ${name} turns red`, async () => (await ready(consumer)) === 503, 20);
      expectEqual(`liveness of ${name}`, await statusOf(erp, name, ports[0] ?? 0, '/health'), 200);
      expectEqual(`health of ${name}, by the engine`, (await erp.inspect(name)).State.Health?.Status, 'healthy');
    }
  } finally {
    await erp.compose(['start', resource]);
  }
  const started = performance.now();
  for (const consumer of consumers)
    await until(`readiness of ${consumer.name} turns green`, async () => (await ready(consumer)) === 200, 60);
  const seconds = (performance.now() - started) / 1000;
  expectEqual('restarts', await restarts(), before);
  return `${consumers.length} services ready ${seconds.toFixed(1)} s after ${resource} was started`;
}
