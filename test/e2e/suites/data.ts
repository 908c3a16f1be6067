import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Checks, expectEqual, expectThat } from '../lib/checks.js';
import { type Context, secretOf, type Suite } from '../lib/context.js';
import { AFTER, BEFORE, DATABASE, MIGRATION, OLD_IMAGE, release } from '../lib/data-platforms.js';
import { extensionsOnRows } from '../lib/extensions.js';
import { run, type RunResult } from '../lib/run.js';
import { Stack, until } from '../lib/stack.js';
import { exists, ownerOf } from '../lib/volumes.js';

const PROJECT = 'nexus-e2e-data';
/** What migrations of crm send, as options of the connection. */
const CRM_PATH = 'options=-c%20search_path%3Dcrm%2Cextensions';
const [OLD, NEW] = [`${PROJECT}_postgres_data`, `${PROJECT}_postgres_17_data`];
/** What must be the same on both sides. The order of the last is the locale's: by bytes "Z" would come before "a". */
const QUESTIONS = [
  "SELECT count(*), sum(id), sum(price), md5(string_agg(md5(c::text), '' ORDER BY id)) FROM crm.customers c",
  'SELECT count(*) FROM stock.customers',
  "SELECT string_agg(name, ' ' ORDER BY name) FROM (SELECT DISTINCT regexp_replace(name, '[0-9]+', '') name FROM crm.customers) c",
  "SELECT count(*) FROM crm.customers WHERE email = 'USER42@x.BR'",
  'SELECT last_value FROM crm.customers_id_seq',
];

/** Data of PostgreSQL 15, of user 999, is carried over to 17, of user 70; a Redis into a volume of another name. */
export const data: Suite = {
  name: 'data',
  title: 'Data: carried over to another version, user and volume, row by row',
  needsErp: false,
  async run(context: Context): Promise<void> {
    const { checks, folder, all } = context;
    const old = release(join(folder, 'data-before'), BEFORE);
    const next = release(join(folder, 'data-after'), AFTER);
    const stack = new Stack(join(folder, 'data'), PROJECT);
    const nothing = join(folder, 'data-sources');
    mkdirSync(nothing, { recursive: true });
    const lay = (output: string) => {
      // Secrets stay: their folder is not part of the output.
      if (!existsSync(stack.folder)) stack.lay(nothing, output);
    };
    lay(old);
    writeFileSync(join(stack.folder, 'docker-compose.e2e.yml'), 'services: {}\n');
    const over = () => run('cp', ['-a', `${next}/.`, stack.folder]);
    try {
      await checks.check('PostgreSQL 15 has rows, an ICU locale and one extension for two services', async () => {
        await run('bash', ['scripts/secrets-init.sh'], { cwd: stack.folder });
        await rolesAreMade(stack);
        await migrate(stack, 'crm', CRM_PATH);
        // What Prisma's "schema" does: the search path is that one schema.
        await migrate(stack, 'stock', 'options=-c%20search_path%3Dstock');
        await superuser(
          stack,
          DATABASE,
          "CREATE DATABASE extra TEMPLATE template0; ALTER ROLE crm IN DATABASE shop SET statement_timeout = '7s'",
        );
        await superuser(stack, 'extra', 'CREATE TABLE kept AS SELECT n FROM generate_series(1, 100) n');
        return undefined;
      });
      const before = await ask(stack);
      await checks.check('each sees the extension, and its texts regardless of case', () => {
        expectEqual('matches', before[3], '1');
        expectEqual('order', before[2], 'agata Ágata água cao Ção Zé');
        return undefined;
      });
      await checks.check('a role has as many connections as its pools, and no more', () => tooMany(stack));
      await checks.check('a message waits in the queue', async () => {
        await stack.up('queue');
        return redis(stack, 'lpush', 'jobs', 'letter');
      });
      const owner = await ownerOf(OLD);
      expectEqual('owner of the old files', owner, '999:999');

      await checks.check('while the platform runs, nothing is carried over', async () => {
        await over();
        const { code, stderr } = await move(stack);
        expectEqual('exit code', code, 3);
        return stderr.trim();
      });
      await stack.compose(['stop']);
      if (all) await goesWrong(checks, stack);
      await checks.check('every row arrives, and is compared', async () => {
        const { code, stdout, stderr, ms } = await move(stack);
        expectThat(code === 0, `ends with ${code}: ${stderr}${stdout}`);
        expectThat(stdout.includes('10100 rows are the same'), stdout);
        return `${(ms / 1000).toFixed(1)} s down`;
      });
      await checks.check('the rows, the order of texts and the sequences are what they were', async () => {
        expectEqual('answers', await ask(stack), before);
        expectEqual('other database', await superuser(stack, 'extra', 'SELECT sum(n) FROM kept'), '5050');
        expectEqual('version', (await superuser(stack, DATABASE, 'SHOW server_version_num')).slice(0, 2), '17');
        return before[0];
      });
      await checks.check('a service logs in with its password, and has its settings', async () => {
        const answer = await service(
          stack,
          'crm',
          "SHOW statement_timeout; SELECT count(*) FROM customers WHERE email = 'user7@x.br'",
        );
        expectEqual('answer', answer, '7s\n1');
        return undefined;
      });
      await checks.check('a second run changes nothing', async () => {
        const { code, stdout } = await move(stack);
        expectEqual('exit code', code, 0);
        expectThat(stdout.includes('is in nexus-e2e-data_postgres_17_data already'), stdout);
        return undefined;
      });
      if (all)
        await extensionsOnRows(checks, {
          folder: join(folder, 'data-extensions'),
          take: async (output) => {
            await run('cp', ['-a', `${output}/.`, stack.folder]);
            await rolesAreMade(stack);
          },
          service: (name, statement) => service(stack, name, statement),
          migrate: (statement) => migrate(stack, 'crm', CRM_PATH, statement),
          superuser: (statement) => superuser(stack, DATABASE, statement),
          container: async () => (await stack.inspect('postgres')).Id,
        });
      await checks.check('the old volume still opens with its own server, and has every row', () =>
        opens(OLD_IMAGE, owner),
      );
      await checks.check('the queue moves into a volume of another name', () => queueMoves(stack));
      if (all) await checks.check('indexes of an older ICU are sorted anew', () => reindexes(stack));
      await checks.check('the old volume goes only by its whole name', async () => {
        expectEqual('exit code', (await move(stack, '--remove-old', NEW)).code, 2);
        expectThat(await exists(OLD), 'the old volume is gone');
        const { code, stderr } = await move(stack, '--remove-old', OLD);
        expectThat(code === 0, stderr);
        expectThat(!(await exists(OLD)), 'the old volume is still there');
        return undefined;
      });
    } finally {
      await stack.down();
      await run('docker', ['volume', 'rm', '--force', OLD, `${PROJECT}_queue_data`], {
        allowFailure: true,
        cleansUp: true,
      });
    }
  },
};

/** Everything that can be met on the way; each leaves the host so that the next run does it right. */
async function goesWrong(checks: Checks, stack: Stack): Promise<void> {
  await checks.check('a platform that was started on the empty volume is not overwritten', async () => {
    await rolesAreMade(stack);
    await migrate(stack, 'crm', CRM_PATH);
    await stack.compose(['stop']);
    const { code, stderr } = await move(stack);
    expectEqual('exit code', code, 3);
    expectThat(/has 1 tables that this script did not bring/.test(stderr), stderr);
    await stack.compose(['down']);
    await run('docker', ['volume', 'rm', NEW]);
    return stderr.trim().slice(0, 100);
  });
  await checks.check('an interrupted run leaves the old data, and lets no service in', () => interrupted(stack));
  await checks.check('a row that is lost on the way is found', async () => {
    const { code, stderr } = await moveWithLoss(stack);
    expectEqual('exit code', code, 4);
    expectThat(/rows of crm\.customers\|4999/.test(stderr), stderr);
    return stderr.trim().split('\n').pop();
  });
}

/** The script with one statement more: a row that has been copied is gone before the comparison. */
async function moveWithLoss(stack: Stack): Promise<RunResult> {
  const path = join(stack.folder, 'scripts/postgres-move.sh');
  const text = readFileSync(path, 'utf8');
  const loss = 'new_psql --dbname="$DATABASE" --command="DELETE FROM crm.customers WHERE id = 7" </dev/null\n';
  const changed = text.replace(/^rows=0$/m, (line) => loss + line);
  expectThat(changed !== text, 'the script has changed: this shows nothing');
  writeFileSync(path, changed);
  try {
    return await move(stack);
  } finally {
    writeFileSync(path, text);
  }
}

async function rolesAreMade(stack: Stack): Promise<void> {
  await stack.up('postgres');
  await stack.compose(['run', '--rm', '--no-deps', '--no-TTY', 'postgres-roles']);
}

const psql = ['psql', '--no-psqlrc', '-qAt', '--set=ON_ERROR_STOP=1'];

async function superuser(stack: Stack, database: string, statement: string): Promise<string> {
  const argv = [...psql, '--username=postgres', `--dbname=${database}`, `--file=-`];
  return (await stack.exec('postgres', argv, { input: statement })).stdout.trim();
}

/** As a role, over TCP and with its password. */
async function connect(stack: Stack, user: string, secret: string, options: string, input: string): Promise<RunResult> {
  const script = `read -r PGPASSWORD; export PGPASSWORD; exec ${psql.join(' ')} "postgresql://${user}@$(hostname):5432/${DATABASE}?${options}" --file=-`;
  return stack.exec('postgres', ['sh', '-c', script], {
    input: `${secretOf(stack, secret).trim()}\n${input}\n`,
    allowFailure: true,
  });
}

async function migrate(stack: Stack, name: string, options: string, statements = MIGRATION): Promise<void> {
  const { code, stderr } = await connect(stack, `${DATABASE}_owner`, 'postgres_owner_password', options, statements);
  expectThat(code === 0, `the migration of ${name}: ${stderr}`);
}

async function service(stack: Stack, name: string, statement: string): Promise<string> {
  const { code, stdout, stderr } = await connect(
    stack,
    name,
    `postgres_${name}_password`,
    `application_name=${name}`,
    statement,
  );
  expectThat(code === 0, `${name}: ${stderr}`);
  return stdout.trim();
}

async function ask(stack: Stack): Promise<string[]> {
  const answers: string[] = [];
  for (const question of QUESTIONS)
    answers.push(await superuser(stack, DATABASE, `SET search_path = crm, extensions; ${question}`));
  return answers;
}

/** Pools of two, in one container and one more: four. */
async function tooMany(stack: Stack): Promise<string> {
  const script =
    'read -r PGPASSWORD; export PGPASSWORD; for i in 1 2 3 4 5; do psql -qAt "postgresql://crm@$(hostname)/shop" -c "SELECT pg_sleep(3)" 2>&1 & done; wait';
  const { stdout } = await stack.exec('postgres', ['sh', '-c', script], {
    input: `${secretOf(stack, 'postgres_crm_password').trim()}\n`,
  });
  expectEqual('refused', stdout.match(/too many connections for role "crm"/g)?.length, 1);
  return 'four of five';
}

function move(stack: Stack, ...args: readonly string[]): Promise<RunResult> {
  return script(stack, 'postgres-move', ...args);
}

function script(stack: Stack, name: string, ...args: readonly string[]): Promise<RunResult> {
  return run('bash', [`scripts/${name}.sh`, ...args], {
    cwd: stack.folder,
    env: { ...stack.env, COMPOSE_PROJECT_NAME: PROJECT },
    allowFailure: true,
  });
}

/** Ended as soon as the first database has been copied. */
async function interrupted(stack: Stack): Promise<string> {
  const abort = new AbortController();
  const ended = run('bash', ['scripts/postgres-move.sh'], {
    cwd: stack.folder,
    env: { ...stack.env, COMPOSE_PROJECT_NAME: PROJECT },
    allowFailure: true,
    signal: abort.signal,
    onOutput: (text) => {
      if (text.includes('copied database')) abort.abort();
    },
  }).catch((error: unknown) => error);
  const result = await ended;
  expectThat(result instanceof Error, 'it was not interrupted');
  await until(
    'its source is gone',
    async () => (await run('docker', ['ps', '--quiet', '--filter', 'name=move-source'])).stdout.trim() === '',
  ).catch(() => run('docker', ['rm', '--force', `${PROJECT}-postgres-move-source`]));
  const { code, stderr } = await connect(stack, 'crm', 'postgres_crm_password', 'application_name=crm', 'SELECT 1');
  expectThat(code !== 0, 'a service gets in while half of the data is there');
  // Also with the right password.
  const limit = await superuser(stack, 'postgres', "SELECT datconnlimit FROM pg_database WHERE datname = 'shop'");
  expectEqual('connections that the database takes', limit, '0');
  return stderr.trim().split('\n').pop() ?? '';
}

async function opens(image: string, owner: string): Promise<string> {
  expectEqual('owner of the old files', await ownerOf(OLD), owner);
  const script =
    'cd /tmp && pg_ctl -D /var/lib/postgresql/data -o "-k /tmp -c listen_addresses=" -w -l /tmp/log start >/dev/null && psql -h /tmp -U postgres -qAt -d shop -c "SELECT count(*) FROM crm.customers" && pg_ctl -D /var/lib/postgresql/data -w stop >/dev/null';
  const argv = [
    'run',
    '--rm',
    '--user',
    owner,
    '--volume',
    `${OLD}:/var/lib/postgresql/data`,
    '--entrypoint',
    'sh',
    image,
    '-c',
    script,
  ];
  const { stdout } = await run('docker', argv);
  expectEqual('rows', stdout.trim(), '5000');
  return '5000 rows';
}

async function redis(stack: Stack, ...argv: readonly string[]): Promise<string> {
  const command = `REDISCLI_AUTH="$(cat /run/secrets/queue_password)" redis-cli ${argv.join(' ')}`;
  return (await stack.exec('queue', ['sh', '-c', command])).stdout.trim();
}

async function queueMoves(stack: Stack): Promise<string> {
  await stack.compose(['stop', 'queue']);
  const { code, stdout, stderr } = await script(stack, 'jobs-data-move');
  expectThat(code === 0, stderr);
  expectEqual('exit code of a second run', (await script(stack, 'jobs-data-move')).code, 0);
  await stack.up('queue');
  expectEqual('message', await redis(stack, 'lrange', 'jobs', '0', '-1'), 'letter');
  return stdout.trim().split('\n')[0] ?? '';
}

async function reindexes(stack: Stack): Promise<string> {
  expectThat(
    (await script(stack, 'postgres-reindex')).stdout.includes('every index is in the order'),
    'it finds something to do',
  );
  await superuser(stack, DATABASE, "UPDATE pg_database SET datcollversion = '1.0' WHERE datname = 'shop'");
  const { code, stdout, stderr } = await script(stack, 'postgres-reindex');
  expectThat(code === 0, stderr);
  expectThat(stdout.includes('shop: database shop'), stdout);
  expectThat(
    (await script(stack, 'postgres-reindex')).stdout.includes('every index is in the order'),
    'it is to be done again',
  );
  return stdout.trim();
}
