import { expectEqual, expectThat } from '../lib/checks.js';
import { type Context, secretOf, type Suite } from '../lib/context.js';
import { https, logIn } from '../lib/http.js';
import { type Stack, until } from '../lib/stack.js';

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
    const port = (name: string) => model.workloads.find((workload) => workload.name === name)?.ports[0] ?? 0;
    for (const [resource, service] of [
      ['postgres', 'services'],
      ['redis', 'crm'],
    ] as const) {
      await checks.check(
        `${resource} away: ${service} stays alive, says it is not ready, and recovers by itself`,
        async () => {
          const ask = (path: string) => statusOf(erp, service, port(service), path);
          expectEqual('readiness before', await ask('/health/deep'), 200);
          const before = await erp.inspect(service);
          await erp.compose(['stop', resource]);
          try {
            await until('readiness turns red', async () => (await ask('/health/deep')) === 503, 20);
            expectEqual('liveness', await ask('/health'), 200);
            expectEqual('container', (await erp.inspect(service)).State.Health?.Status, 'healthy');
          } finally {
            await erp.compose(['start', resource]);
          }
          const ms = await until('readiness turns green', async () => (await ask('/health/deep')) === 200, 60);
          expectEqual('restarts', (await erp.inspect(service)).RestartCount, before.RestartCount);
          return `ready ${(ms / 1000).toFixed(1)} s after ${resource} was started`;
        },
      );
    }
    await checks.check('SIGTERM under load cuts no request off', () => stopUnderLoad(erp));
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

/** Eight clients ask in a loop while the service is told to stop; what was accepted must be answered. */
async function stopUnderLoad(erp: Stack): Promise<string> {
  const load = `
    const http = require('node:http');
    const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
    let sent = 0, answered = 0, cut = 0, refused = 0, stop = false;
    const one = () => new Promise((done) => {
      sent++;
      const request = http.get({ host: 'crm', port: 5004, path: '/health/deep', agent }, (reply) => {
        reply.resume().on('end', () => { answered++; done(); }).on('error', () => { cut++; done(); });
      });
      request.on('error', (error) => {
        // Refused, or a name that is gone: never accepted. A reset on a reused socket before a byte came back is the client's to repeat.
        if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'].includes(error.code) || (request.reusedSocket && error.code === 'ECONNRESET')) { refused++; stop = true; } else cut++;
        done();
      });
    });
    const client = async () => { while (!stop) await one(); };
    setTimeout(() => { stop = true; }, 15000);
    Promise.all(Array.from({ length: 8 }, client)).then(() => { console.log(JSON.stringify({ sent, answered, cut, refused })); process.exit(0); });
    console.error('running');
  `;
  const crm = await erp.inspect('crm');
  const gateway = await erp.inspect('api-gateway');
  const clients = erp.beside(gateway.Id, 'node:24-alpine', ['node', '-e', load]);
  await new Promise((resolve) => setTimeout(resolve, 4000));
  const stopped = await erp.compose(['stop', '--timeout', '20', 'crm']);
  const result = JSON.parse((await clients).stdout) as { sent: number; answered: number; cut: number; refused: number };
  const after = await erp.inspect('crm');
  await erp.compose(['up', '--detach', '--wait', 'crm']);
  expectThat(result.answered > 100, `too little load to tell: ${JSON.stringify(result)}`);
  expectEqual('requests cut off', result.cut, 0);
  expectEqual('exit status', after.State.Status, 'exited');
  expectThat(stopped.ms < 15_000, `it took ${Math.round(stopped.ms)} ms to stop`);
  expectThat(after.Id === crm.Id, 'another container was stopped');
  return `${result.answered} answered, 0 cut off, stopped in ${(stopped.ms / 1000).toFixed(1)} s`;
}
