import { expectEqual, expectThat } from './checks.js';
import { lines, outcomes, RELATIONS, rightsBeyond } from './sql.js';
import type { Stack } from './stack.js';

const ROLE = 'postgres_exporter';
const SECRET = 'postgres_exporter_password';

/** What a role that only reads statistics is a member of. */
const MONITOR = ['pg_monitor', 'pg_read_all_settings', 'pg_read_all_stats', 'pg_stat_scan_tables'];

/** The exporter's role, with its own password: statistics of everybody, no table of anybody. */
export async function postgresExporter(erp: Stack): Promise<string> {
  const as = (statement: string) => lines(erp, ROLE, SECRET, statement);
  expectEqual('role', await as('SELECT current_user'), [ROLE]);
  for (const view of ['pg_stat_database', 'pg_stat_activity', 'pg_stat_user_tables', 'pg_settings'])
    expectThat(Number((await as(`SELECT count(*) FROM ${view}`))[0]) > 0, `${ROLE} sees nothing of ${view}`);
  // What others ask is hidden from an ordinary role.
  const hidden = await as("SELECT count(*) FROM pg_stat_activity WHERE query = '<insufficient privilege>'");
  expectEqual('sessions that are hidden from it', hidden, ['0']);

  const owner = (statement: string) => lines(erp, 'nexus_user', 'postgres_owner_password', statement);
  const tables = await owner(
    `SELECT format('%I.%I', n.nspname, c.relname) FROM ${RELATIONS} AND c.relkind = 'r' ORDER BY 1`,
  );
  expectThat(tables.length > 4, `only ${tables.length} tables are there to be refused`);
  const refused = [
    ...tables.flatMap((table) => [`SELECT * FROM ${table}`, `TABLE ${table} FOR UPDATE`, `DELETE FROM ${table}`]),
    'CREATE TABLE public.nexus_e2e (x int)',
    'CREATE SCHEMA nexus_e2e',
    'CREATE ROLE nexus_e2e',
    "ALTER SYSTEM SET log_statement = 'all'",
    "SELECT pg_read_file('/etc/passwd')",
    "COPY (SELECT 1) TO PROGRAM 'true'",
  ];
  const results = await outcomes(erp, ROLE, SECRET, refused);
  for (const [index, statement] of refused.entries())
    expectEqual(`${ROLE}: ${statement}`, results[index], 'refused 42501');
  const rights = (await as(rightsBeyond(ROLE))).filter(
    (right) => !MONITOR.some((group) => right === `is a member of ${group}`),
  );
  expectEqual(`what ${ROLE} may besides`, rights, []);
  return `${refused.length} statements refused on ${tables.length} tables`;
}

const AS_EXPORTER = `
REDISCLI_AUTH=$(cat /run/secrets/redis_exporter_password); export REDISCLI_AUTH
set -f
while read -r command; do printf '%s\\t' "$command"; redis-cli --user exporter $command </dev/null | head -n 1; done
`;

const REFUSED = [
  'GET session',
  'SET session x',
  'DEL session',
  'KEYS *',
  'SCAN 0',
  'RANDOMKEY',
  'DUMP session',
  'EVAL return 0',
  'CONFIG GET maxmemory',
  'CONFIG SET maxmemory 1',
  'FLUSHALL',
  'FLUSHDB',
  'SAVE',
  'SHUTDOWN',
  'MONITOR',
  'SUBSCRIBE news',
  'PUBLISH news x',
  'CLIENT LIST',
  'CLIENT KILL ID 1',
  'ACL LIST',
  'ACL WHOAMI',
  'REPLICAOF NO ONE',
];

/** The exporter's user: figures, and no key of anybody. */
export async function redisExporter(erp: Stack): Promise<string> {
  const allowed = ['INFO', 'PING', 'SLOWLOG LEN', 'LATENCY LATEST'];
  const input = [...allowed, ...REFUSED].map((command) => `${command}\n`).join('');
  const { stdout } = await erp.exec('redis', ['sh', '-c', AS_EXPORTER], { input });
  const replies = new Map(stdout.split('\n').map((line) => [line.split('\t')[0], line.split('\t')[1]?.trim()]));
  const reply = (command: string) => replies.get(command) ?? 'nothing';
  for (const command of allowed)
    expectThat(!/^(?:NOPERM|NOAUTH|WRONGPASS|ERR|nothing)/.test(reply(command)), `${command}: ${reply(command)}`);
  expectEqual('INFO', reply('INFO'), '# Server');
  for (const command of REFUSED)
    expectThat(
      reply(command).startsWith('NOPERM'),
      `the exporter of redis is not refused: ${command}: ${reply(command)}`,
    );
  return `${REFUSED.length} commands refused`;
}
