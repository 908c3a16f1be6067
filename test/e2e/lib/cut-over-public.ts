import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CutOver,
  NexusPlatform,
  NexusService,
  PostgresDatabase,
  type PostgresLegacyProps,
} from '../../../src/index.js';
import { type Checks, expectEqual, expectThat } from './checks.js';
import { quietProject } from './erp-model.js';
import { LEGACY_IMAGE } from './legacy-stack.js';
import { run, type RunResult } from './run.js';
import { Stack, until } from './stack.js';

const [LEGACY, NEW] = ['nexus-e2e-public', 'nexus-e2e-public-new'];

/** As Prisma makes it unless it is told otherwise: everything in `public`, names with capitals, an enum, a sequence. */
const TABLES = `
CREATE EXTENSION citext;
CREATE TYPE "Status" AS ENUM ('OPEN', 'PAID');
CREATE DOMAIN percent AS numeric CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE "Customer" (id serial PRIMARY KEY, name text NOT NULL, email citext UNIQUE, share percent);
CREATE TABLE "Order" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer int NOT NULL REFERENCES "Customer", status "Status" NOT NULL);
CREATE TABLE "Item" (id serial PRIMARY KEY, "order" bigint REFERENCES "Order", note text);
CREATE TABLE _prisma_migrations (id text PRIMARY KEY, migration_name text, finished_at timestamptz);
INSERT INTO _prisma_migrations VALUES ('1', '20260101_init', now());
INSERT INTO "Customer" (name, email, share) SELECT 'c' || n, 'C' || n || '@x.br', n % 100 FROM generate_series(1, 500) n;
INSERT INTO "Order" (customer, status) SELECT id, 'OPEN' FROM "Customer";
INSERT INTO "Item" ("order", note) SELECT id, 'x' FROM "Order";
CREATE SCHEMA sales;
CREATE VIEW sales.paid AS SELECT count(*) FROM "Order" WHERE status = 'PAID';
CREATE TABLE sales.offers (id int PRIMARY KEY);
CREATE FUNCTION sales.double(n int) RETURNS int LANGUAGE sql AS 'SELECT n * 2';
CREATE SCHEMA audit;
CREATE TABLE audit.log (at timestamptz);
`;

function release(outdir: string, legacy: (crm: NexusService, stock: NexusService) => PostgresLegacyProps): string {
  mkdirSync(outdir, { recursive: true });
  const project = quietProject(outdir);
  const platform = new NexusPlatform(project, 'public', { outdir: 'deploy', networks: { block: '10.72.0.0/16' } });
  const postgres = new PostgresDatabase(platform, 'postgres', {
    database: 'shop',
    owner: 'boss',
    extensions: ['citext'],
  });
  // Never started: their roles and schemas are what matters here.
  const service = (name: string, port: number) =>
    new NexusService(platform, name, {
      port,
      image: 'postgres:17-alpine',
      uses: [{ provider: postgres, poolSize: 2 }],
    });
  const [crm, stock] = [service('crm', 5001), service('stock', 5002)];
  const data = [postgres.from({ service: 'db', superuser: 'app', database: 'erp', ...legacy(crm, stock) })];
  new CutOver(platform, 'cut-over', { project: LEGACY, data });
  project.synth();
  return join(outdir, 'deploy');
}

/** Tables of several services in `public`, under a superuser that the new platform does not have. */
export async function publicTables(checks: Checks, folder: string): Promise<void> {
  const old = new Stack(join(folder, 'public-old'), LEGACY);
  const next = new Stack(join(folder, 'public-new'), NEW);
  const nothing = join(folder, 'public-sources');
  mkdirSync(nothing, { recursive: true });
  old.lay(nothing);
  const legacy = `services:\n  db:\n    image: ${LEGACY_IMAGE}\n    environment: { POSTGRES_USER: app, POSTGRES_PASSWORD: x, POSTGRES_DB: erp }\n    volumes: [pg:/var/lib/postgresql/data]\nvolumes:\n  pg:\n`;
  writeFileSync(join(old.folder, 'docker-compose.yml'), legacy);
  writeFileSync(join(old.folder, 'docker-compose.e2e.yml'), 'services: {}\n');
  next.lay(
    nothing,
    release(join(folder, 'public-bare'), () => ({})),
  );
  writeFileSync(join(next.folder, 'docker-compose.e2e.yml'), 'services: {}\n');
  const step = (...args: readonly string[]): Promise<RunResult> =>
    run('bash', ['scripts/postgres-take-over.sh', ...args], {
      cwd: next.folder,
      env: { ...next.env, COMPOSE_PROJECT_NAME: NEW, COMPOSE_PROGRESS: 'quiet' },
      allowFailure: true,
    });
  const ask = async (stack: Stack, service: string, user: string, database: string, input: string) =>
    (
      await stack.exec(service, ['psql', '-qAt', '--set=ON_ERROR_STOP=1', '-U', user, '-d', database, '-f', '-'], {
        input,
      })
    ).stdout.trim();
  try {
    await checks.check('tables in public that nobody gets are named before anything is copied', async () => {
      await old.compose(['up', '--detach']);
      const answers = () => ask(old, 'db', 'app', 'erp', 'SELECT 1').then((one) => one === '1');
      await until('the legacy server answers', answers);
      await ask(old, 'db', 'app', 'erp', TABLES);
      await run('bash', ['scripts/secrets-init.sh'], { cwd: next.folder });
      const { code, stderr } = await step('check');
      expectEqual('exit code', code, 3);
      expectThat(
        /no tables for crm stock, and nobody has those of these schemas: audit \(1\) public \(3\) sales \(1\)/.test(
          stderr,
        ),
        stderr,
      );
      return stderr.trim();
    });
    await checks.check('a table that does not exist is named, and nothing half is left', async () => {
      next.lay(
        nothing,
        release(join(folder, 'public-wrong'), (crm, stock) => ({
          schemas: [
            { from: 'public', to: crm, tables: ['Customers'] },
            { from: 'sales', to: stock },
          ],
        })),
      );
      await run('bash', ['scripts/secrets-init.sh'], { cwd: next.folder });
      writeFileSync(join(next.folder, 'docker-compose.e2e.yml'), 'services: {}\n');
      await step('prepare');
      const { code, stderr } = await step('copy', 'live');
      expectThat(code !== 0 && stderr.includes('schema public of the legacy database has no table Customers'), stderr);
      return stderr.trim().split('\n')[0];
    });
    await checks.check('each service gets its tables, with types, sequences and history', async () => {
      // Secrets stay with the volume that was made with them.
      const fitting = release(join(folder, 'public-fitting'), (crm, stock) => ({
        schemas: [
          { from: 'public', to: crm, tables: ['Customer', 'Order', 'Item'] },
          { from: 'sales', to: stock },
        ],
        unread: ['audit'],
      }));
      await run('cp', ['-a', `${fitting}/.`, next.folder]);
      for (const args of [['check'], ['prepare'], ['copy', 'still']]) {
        const { code, stdout, stderr } = await step(...args);
        expectThat(code === 0, `${args.join(' ')}: ${stderr}${stdout}`);
      }
      const relations =
        "SELECT string_agg(oid::regclass::text || ' ' || relowner::regrole, ', ' ORDER BY oid::regclass::text COLLATE \"C\") FROM pg_class WHERE relnamespace::regnamespace::text IN ('crm', 'stock', 'public') AND relkind IN ('r', 'v', 'S')";
      expectEqual(
        'relations',
        await ask(next, 'postgres', 'postgres', 'shop', relations),
        '_prisma_migrations boss, crm."Customer" boss, crm."Customer_id_seq" boss, crm."Item" boss, crm."Item_id_seq" boss, crm."Order" boss, crm."Order_id_seq" boss, crm._prisma_migrations boss, stock.offers boss, stock.paid boss',
      );
      const write =
        'SET ROLE crm; SET search_path = crm, extensions; INSERT INTO "Customer" (name, email, share) VALUES (\'new\', \'N@x.br\', 7) RETURNING id; INSERT INTO "Order" (customer, status) VALUES (501, \'PAID\'::"Status"); SELECT count(*) FROM "Customer" WHERE email = \'c7@X.br\'';
      expectEqual('as the service', await ask(next, 'postgres', 'postgres', 'shop', write), '501\n1');
      const others =
        "SELECT stock.double(4), (SELECT count FROM stock.paid), rolsuper, rolcanlogin FROM pg_roles WHERE rolname = 'app'";
      expectEqual('the rest', await ask(next, 'postgres', 'postgres', 'shop', others), '8|1|f|f');
      const { stdout } = await step('written');
      expectEqual('written since', stdout.trim().split('\n'), ['crm.Customer|1|0|rows', 'crm.Order|1|0|rows']);
      return '1500 rows';
    });
  } finally {
    await next.down();
    await old.down();
  }
}
