import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { whyItFailed } from '../lib/build-progress.js';
import { expectEqual, expectThat } from '../lib/checks.js';
import { type Context, secretOf, type Suite } from '../lib/context.js';
import { run } from '../lib/run.js';
import { Stack } from '../lib/stack.js';
import { inTier } from '../lib/tier.js';
import { composeVariants, MARK, type Variant, VARIANTS, writeVariants } from '../lib/variants.js';

/** Run in the service's container: signs as the gateway would, writes a row and reads it back. */
const CALL = `
const { createHmac } = require('node:crypto');
const { readFileSync } = require('node:fs');
const secret = readFileSync('/run/secrets/gateway_hmac_secret', 'utf8').trim();
const call = async (method, body) => {
  const timestamp = String(Date.now());
  const signature = createHmac('sha256', secret).update([method, '/services', timestamp, 'e2e'].join('\\n')).digest('hex');
  const headers = { 'x-nexus-timestamp': timestamp, 'x-nexus-user-id': 'e2e', 'x-nexus-signature': signature };
  if (body) headers['content-type'] = 'application/json';
  const reply = await fetch('http://127.0.0.1:' + process.env.PORT + '/services', { method, headers, body });
  return { status: reply.status, body: await reply.json() };
};
(async () => {
  const posted = await call('POST', JSON.stringify({ name: 'Manutenção', price: '120.5', durationMinutes: 45 }));
  console.log(JSON.stringify({ posted, listed: await call('GET') }));
})();
`;

interface Called {
  readonly posted: { readonly status: number; readonly body: { readonly id: string; readonly price: string } };
  readonly listed: {
    readonly status: number;
    readonly body: readonly { readonly id: string; readonly name: string }[];
  };
}

/** What golden files only say: each package manager, each version of Prisma and both bases build and run. */
export const variants: Suite = {
  name: 'variants',
  title: 'Variants: pnpm, yarn, Prisma 6, Debian slim',
  needsErp: false,
  async run({ checks, folder, all, measurements }: Context): Promise<void> {
    const wanted = VARIANTS.filter((variant) => inTier(variant, all));
    const [synthesis, sources] = [join(folder, 'variants-synthesis'), join(folder, 'variants-sources')];
    mkdirSync(synthesis);
    writeVariants(sources, wanted);
    composeVariants(synthesis, sources, wanted);
    const stack = new Stack(join(folder, 'variants'), 'nexus-e2e-variants');
    stack.lay(sources, join(synthesis, 'deploy'));
    writeFileSync(join(stack.folder, 'docker-compose.e2e.yml'), 'services: {}\n');
    await run('bash', ['scripts/secrets-init.sh'], { cwd: stack.folder });
    const seconds: Record<string, number> = {};
    measurements.variants = seconds;
    try {
      const built: Variant[] = [];
      for (const variant of wanted) {
        const ok = await checks.check(`${variant.name} (${variant.what}): builds`, async () => {
          const ms = await build(stack, variant);
          seconds[variant.name] = Math.round(ms / 100) / 10;
          return `${seconds[variant.name]} s`;
        });
        if (ok) built.push(variant);
      }
      const up = await checks.check('those that were built come up healthy', async () => {
        return `${((await stack.up(...built.map(({ name }) => name))) / 1000).toFixed(1)} s`;
      });
      if (!up) process.stdout.write((await stack.compose(['logs', '--tail', '20', '--no-color'])).stdout.slice(-6000));
      for (const variant of built) {
        await checks.check(`${variant.name}: its migration ran`, () => migrated(stack, variant));
        await checks.check(`${variant.name}: writes to the database, and reads it back`, () => called(stack, variant));
        await checks.check(`${variant.name}: holds what runs, and no tools`, () => shipsNoTools(stack, variant));
        await checks.check(`${variant.name}: other commands know its secrets, too`, () => preloads(stack, variant));
        if (variant.install && variant.packaging.spec.kind === 'pruned')
          await checks.check(`${variant.name}: its own script ran when it was installed`, () =>
            installed(stack, variant),
          );
        if (variant.token)
          await checks.check(`${variant.name}: no layer holds the token`, () => noToken(stack, variant));
        if (variant.storage) await checks.check(`${variant.name}: writes where it may`, () => writes(stack, variant));
      }
    } finally {
      await stack.down();
    }
  },
};

async function build(stack: Stack, { name }: Variant): Promise<number> {
  const result = await stack.compose(['--progress', 'plain', 'build', name, `${name}-migrate`], {
    allowFailure: true,
    timeout: 900_000,
  });
  if (result.code !== 0) throw new Error(whyItFailed(result.stdout + result.stderr));
  return result.ms;
}

async function migrated(stack: Stack, { name }: Variant): Promise<string> {
  const job = await stack.inspect(`${name}-migrate`);
  expectEqual('state of the job', job.State.Status, 'exited');
  const sql = `SELECT count(*) FILTER (WHERE finished_at IS NOT NULL), count(*) FROM ${name.replaceAll('-', '_')}._prisma_migrations`;
  const script = 'PGPASSWORD=$(cat) exec psql --no-psqlrc -h "$(hostname)" -U postgres -d variants -Atc "$1"';
  const rows = await stack.exec('postgres', ['sh', '-c', script, 'sh', sql], {
    input: secretOf(stack, 'postgres_password'),
  });
  expectEqual('finished and all migrations', rows.stdout.trim(), '1|1');
  return '1 applied';
}

async function called(stack: Stack, { name }: Variant): Promise<string> {
  const { posted, listed } = JSON.parse((await stack.exec(name, ['node', '-e', CALL])).stdout) as Called;
  expectEqual('status of POST', posted.status, 201);
  expectEqual('price, a decimal of the database', posted.body.price, '120.50');
  expectEqual(
    'what GET lists',
    listed.body.map((service) => [service.id, service.name]),
    [[posted.body.id, 'Manutenção']],
  );
  return `row ${posted.body.id}`;
}

/** NODE_OPTIONS of the image and of the Compose file, with what somebody has said besides. */
async function preloads(stack: Stack, { name }: Variant): Promise<string> {
  const ask = [
    'node',
    '-p',
    "[typeof process.env.DATABASE_URL, process.execArgv.some((arg) => arg.startsWith('--')), process.env.NODE_OPTIONS].join(' ')",
  ];
  const expected = 'string false --import=/app/nexus-env.mjs --max-old-space-size=384 --enable-source-maps';
  expectEqual('of docker compose exec', (await stack.exec(name, ask)).stdout.trim(), expected);
  const other = await stack.compose(['run', '--rm', '--no-deps', '--no-TTY', name, ...ask]);
  expectEqual('of another command', other.stdout.trim(), expected);
  const job = await stack.compose([
    'run',
    '--rm',
    '--no-deps',
    '--no-TTY',
    `${name}-migrate`,
    ...ask.slice(0, 2),
    'typeof process.env.DATABASE_URL',
  ]);
  expectEqual('of another command of the migration', job.stdout.trim(), 'string');
  return 'exec, run, and run of the migration';
}

async function installed(stack: Stack, { name, token }: Variant): Promise<string> {
  const seen = (await stack.exec(name, ['cat', MARK])).stdout.trim();
  expectEqual('length of the token that it saw', seen, token ? '40' : '0');
  return token ? 'with the token' : 'ran';
}

async function noToken(stack: Stack, { name }: Variant): Promise<string> {
  const token = secretOf(stack, 'npm_token');
  const images = (await stack.builtImages()).filter(({ service }) => service === name || service === `${name}-migrate`);
  for (const { image } of images) {
    const said = await run('docker', ['history', '--no-trunc', '--format', '{{.CreatedBy}}', image]);
    expectThat(!said.stdout.includes(token), `the history of ${image} has the token`);
    // The migration's image is the stage of the installation, with all of its layers.
    const found = await run(
      'docker',
      ['run', '--rm', '--user', '0', '--entrypoint', 'grep', image, '-rlF', '--', token, '/app', '/root', '/etc'],
      {
        allowFailure: true,
      },
    );
    expectEqual(`files of ${image} with the token`, found.stdout.trim(), '');
    expectEqual('what grep says of nothing', found.code, 1);
  }
  return `${images.length} images`;
}

async function writes(stack: Stack, { name }: Variant): Promise<string> {
  const script = `
    const { mkdirSync, statSync, writeFileSync } = require('node:fs');
    const folders = ['/var/lib/files', '/srv', '/tmp'];
    for (const folder of folders) { mkdirSync(folder + '/sub', { recursive: true }); writeFileSync(folder + '/sub/file', 'x'); }
    console.log(statSync(folders[0]).uid, process.getuid());
  `;
  expectEqual(
    'owner of the volume, and user',
    (await stack.exec(name, ['node', '-e', script])).stdout.trim(),
    '1000 1000',
  );
  return 'a volume and a folder in memory';
}

async function shipsNoTools(stack: Stack, { name, packaging }: Variant): Promise<string> {
  const { Config, HostConfig } = await stack.inspect(name);
  expectEqual('user', Config.User, '1000:1000');
  expectEqual('read-only root', HostConfig.ReadonlyRootfs, true);
  const modules = (await stack.exec(name, ['sh', '-c', 'ls -a node_modules 2>/dev/null || true'])).stdout.split('\n');
  const found = ['prisma', 'esbuild', 'tsx', 'typescript'].filter((tool) => modules.includes(tool));
  expectEqual('build tools in node_modules', found, []);
  expectEqual('node_modules there', modules.includes('fastify'), packaging.spec.kind === 'pruned');
  const managers = await stack.exec(name, ['sh', '-c', 'command -v pnpm; ls -d /pnpm /yarn 2>/dev/null; true']);
  expectThat(managers.stdout.trim() === '', `it has ${managers.stdout.trim().replaceAll('\n', ', ')}`);
  return packaging.spec.kind;
}
