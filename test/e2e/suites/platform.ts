import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  HealthCheck,
  NexusPlatform,
  NexusService,
  NodeRuntime,
  Packaging,
  RedisCache,
  RedisPersistence,
  SecureDockerfile,
} from '../../../src/index.js';
import { type Backup, dumps } from '../lib/backups.js';
import { expectEqual } from '../lib/checks.js';
import type { Context, Suite } from '../lib/context.js';
import { quietProject } from '../lib/erp-model.js';
import { ask, writeModule } from '../lib/modules.js';
import { run } from '../lib/run.js';
import { Stack, until } from '../lib/stack.js';

const PRODUCER = `
import { createServer } from 'node:http';
import { createClient } from 'redis';
const queue = await createClient({ url: process.env.REDIS_URL }).connect();
createServer(async (request, reply) => {
  if (request.url === '/health') return reply.end('ok');
  await queue.lPush('jobs', request.url ?? '');
  reply.end('queued');
}).listen(Number(process.env.PORT));
process.on('SIGTERM', () => process.exit(0));
`;

const CONSUMER = `
import { createServer } from 'node:http';
import { createClient } from 'redis';
const queue = await createClient({ url: process.env.REDIS_URL }).connect();
const seen = [];
createServer((request, reply) => reply.end(JSON.stringify(seen))).listen(Number(process.env.PORT));
process.on('SIGTERM', () => process.exit(0));
for (;;) seen.push((await queue.brPop('jobs', 0))?.element);
`;

/** Another platform, from the public API alone: two services and a queue that keeps what it was given. */
export const platform: Suite = {
  name: 'platform',
  title: 'Another platform: two services and a queue, on Debian slim',
  needsErp: false,
  async run({ checks, folder }: Context): Promise<void> {
    const synthesis = join(folder, 'post-synthesis');
    const sources = join(folder, 'post-sources');
    mkdirSync(synthesis);
    const backups = compose(synthesis);
    await writeModule(join(sources, 'sender'), PRODUCER, { redis: '5.8.2' });
    await writeModule(join(sources, 'postman'), CONSUMER, { redis: '5.8.2' });
    const stack = new Stack(join(folder, 'post'), 'nexus-e2e-post');
    stack.lay(sources, join(synthesis, 'deploy'));
    writeFileSync(join(stack.folder, 'docker-compose.e2e.yml'), 'services: {}\n');
    try {
      await checks.check('builds and comes up', async () => {
        await run('bash', ['scripts/secrets-init.sh'], { cwd: stack.folder });
        await stack.compose(['build'], { timeout: 900_000 });
        return `healthy in ${((await stack.up()) / 1000).toFixed(1)} s`;
      });
      await checks.check('what one service queues, the other gets', async () => {
        await ask(stack, 'sender', 4001, '/letter-1');
        await until('the letter arrives', async () => (await ask(stack, 'postman', 4002, '/')).includes('/letter-1'));
        return undefined;
      });
      await checks.check('what is queued survives a restart of the queue', async () => {
        await stack.compose(['stop', 'postman']);
        await ask(stack, 'sender', 4001, '/letter-2');
        await new Promise((resolve) => setTimeout(resolve, 1500));
        await stack.compose(['kill', '--signal', 'KILL', 'queue']);
        await stack.compose(['up', '--detach', '--wait']);
        await until('the letter arrives', async () => (await ask(stack, 'postman', 4002, '/')).includes('/letter-2'));
        return undefined;
      });
      for (const backup of backups)
        await checks.check(`${backup.subject}: its dump passes its check, a truncated one does not`, () =>
          dumps(stack, backup, folder),
        );
      await checks.check('runs as the image says: uid 1000, read-only', async () => {
        const info = await stack.inspect('sender');
        expectEqual('user', info.Config.User, '1000:1000');
        expectEqual('read-only root', info.HostConfig.ReadonlyRootfs, true);
        return undefined;
      });
    } finally {
      await stack.down();
    }
  },
};

function compose(outdir: string): Backup[] {
  const project = quietProject(outdir);
  const post = new NexusPlatform(project, 'post', { outdir: 'deploy' });
  const queue = new RedisCache(post, 'queue', { persistence: RedisPersistence.AppendOnly });
  const runtime = NodeRuntime.debianSlim();
  const dockerfile = (context: string) =>
    SecureDockerfile.node({ context, runtime, packaging: Packaging.bundle({ entry: 'src/app.mjs' }) });
  new NexusService(post, 'sender', { port: 4001, dockerfile: dockerfile('sender'), uses: [queue], readiness: false });
  new NexusService(post, 'postman', {
    port: 4002,
    dockerfile: dockerfile('postman'),
    uses: [queue],
    readiness: false,
    health: HealthCheck.http('/'),
  });
  project.synth();
  return post.toModel().contributions.filter((one) => one.kind === 'backup');
}
