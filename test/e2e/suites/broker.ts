import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HealthCheck, NexusPlatform, NexusService, Packaging, SecureDockerfile } from '../../../src/index.js';
import { RabbitBroker } from '../../fixtures/extending/rabbitmq.js';
import { expectEqual, expectThat } from '../lib/checks.js';
import { type Context, secretOf, type Suite } from '../lib/context.js';
import { quietProject } from '../lib/erp-model.js';
import { ask, writeModule } from '../lib/modules.js';
import { run } from '../lib/run.js';
import { Stack, until } from '../lib/stack.js';

const CONNECT = `
import { createServer } from 'node:http';
import { connect } from 'amqplib';
const channel = await (await connect(process.env.AMQP_URL)).createConfirmChannel();
await channel.assertQueue('letters', { durable: true });
process.on('SIGTERM', () => process.exit(0));
`;

const SENDER = `${CONNECT}
createServer(async (request, reply) => {
  if (request.url === '/health') return reply.end('ok');
  channel.sendToQueue('letters', Buffer.from(request.url), { persistent: true });
  await channel.waitForConfirms();
  reply.end('queued');
}).listen(Number(process.env.PORT));
`;

const POSTMAN = `${CONNECT}
const seen = [];
createServer((request, reply) => reply.end(JSON.stringify(seen))).listen(Number(process.env.PORT));
await channel.consume('letters', (letter) => { seen.push(letter.content.toString()); channel.ack(letter); });
`;

/** The kind of resource that docs/guides/extending.md makes, with a real broker. */
export const broker: Suite = {
  name: 'broker',
  title: 'Extending: RabbitMQ, a kind of resource that the package has not',
  needsErp: false,
  async run({ checks, folder }: Context): Promise<void> {
    const [synthesis, sources] = [join(folder, 'broker-synthesis'), join(folder, 'broker-sources')];
    mkdirSync(synthesis);
    compose(synthesis);
    await writeModule(join(sources, 'sender'), SENDER, { amqplib: '2.3.1' });
    await writeModule(join(sources, 'postman'), POSTMAN, { amqplib: '2.3.1' });
    const stack = new Stack(join(folder, 'broker'), 'nexus-e2e-broker');
    stack.lay(sources, join(synthesis, 'deploy'));
    writeFileSync(join(stack.folder, 'docker-compose.e2e.yml'), 'services: {}\n');
    try {
      const up = await checks.check('builds and comes up', async () => {
        await run('bash', ['scripts/secrets-init.sh'], { cwd: stack.folder });
        await stack.compose(['build'], { timeout: 900_000 });
        return `healthy in ${((await stack.up()) / 1000).toFixed(1)} s`;
      });
      if (!up) {
        process.stdout.write((await stack.compose(['logs', '--tail', '40', '--no-color'])).stdout.slice(-6000));
        return;
      }
      await checks.check(
        'the broker is as hardened as any workload, and its password nowhere but in its file',
        async () => {
          const info = await stack.inspect('rabbitmq');
          expectEqual('read-only root', info.HostConfig.ReadonlyRootfs, true);
          expectEqual('dropped capabilities', info.HostConfig.CapDrop, ['ALL']);
          expectThat(info.HostConfig.Memory > 0, 'rabbitmq has no memory limit');
          expectThat(
            !JSON.stringify(info).includes(secretOf(stack, 'rabbitmq_password')),
            'its password can be inspected',
          );
          return undefined;
        },
      );
      await checks.check('what one service sends, the other gets', async () => {
        expectEqual('answer', (await ask(stack, 'sender', 4001, '/letter-1')).trim(), 'queued');
        await until('the letter arrives', async () => (await ask(stack, 'postman', 4002, '/')).includes('/letter-1'));
        return undefined;
      });
      await checks.check('nobody gets in without the password', async () => {
        const guest = ['rabbitmqctl', 'authenticate_user', 'nexus', 'wrong'];
        const refused = await stack.exec('rabbitmq', guest, { allowFailure: true });
        expectThat(refused.code !== 0, 'a wrong password is accepted');
        return undefined;
      });
      await checks.check('what is queued survives the broker', async () => {
        await stack.compose(['stop', 'postman']);
        await ask(stack, 'sender', 4001, '/letter-2');
        // Another container with the same volume: killed, removed, made anew.
        await stack.compose(['rm', '--stop', '--force', 'rabbitmq']);
        await stack.compose(['up', '--detach', '--wait', '--wait-timeout', '180', 'rabbitmq', 'postman']);
        await until('the letter arrives', async () => (await ask(stack, 'postman', 4002, '/')).includes('/letter-2'));
        return undefined;
      });
    } finally {
      await stack.down();
    }
  },
};

function compose(outdir: string): void {
  const project = quietProject(outdir);
  const mail = new NexusPlatform(project, 'mail', { outdir: 'deploy' });
  const queue = new RabbitBroker(mail, 'rabbitmq', { version: '4-alpine' });
  // The guide's is Debian's image, with uid 999; Alpine's has another.
  mail.compose.addOverride('services.rabbitmq.user', '100:101');
  const packaging = Packaging.bundle({ entry: 'src/app.mjs' });
  const options = (name: string, port: number) => ({
    port,
    dockerfile: SecureDockerfile.node({ context: name, packaging }),
    uses: [queue],
    readiness: false as const,
  });
  new NexusService(mail, 'sender', options('sender', 4001));
  new NexusService(mail, 'postman', { ...options('postman', 4002), health: HealthCheck.http('/') });
  project.synth();
}
