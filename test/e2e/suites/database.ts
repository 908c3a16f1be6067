import { expectEqual, expectThat } from '../lib/checks.js';
import { type Context, secretOf, type Suite } from '../lib/context.js';

/** Each service's role has its own tables and no more; migrations ran once. */
export const database: Suite = {
  name: 'database',
  title: 'Database: a role and a schema each',
  async run({ checks, erp, model }: Context): Promise<void> {
    const sql = (user: string, secret: string, statement: string) =>
      erp.exec(
        'postgres',
        [
          'sh',
          '-c',
          'PGPASSWORD=$(cat) exec psql --no-psqlrc -h 127.0.0.1 -U "$1" -d nexus_erp -v ON_ERROR_STOP=1 -Atc "$2"',
          'sh',
          user,
          statement,
        ],
        { input: secretOf(erp, secret), allowFailure: true },
      );
    const consumers = model.edges
      .filter(
        ({ provider, consumer }) =>
          provider === 'postgres' && model.workloads.some(({ name, kind }) => name === consumer && kind === 'service'),
      )
      .map(({ consumer }) => consumer);
    const role = (name: string) => name.replaceAll('-', '_');
    for (const name of consumers) {
      const as = (statement: string) => sql(role(name), `postgres_${role(name)}_password`, statement);
      await checks.check(`${name}: its migrations are applied, once`, async () => {
        const rows = await sql(
          'nexus_user',
          'postgres_owner_password',
          `SELECT count(*), count(*) FILTER (WHERE finished_at IS NULL) FROM ${role(name)}._prisma_migrations`,
        );
        const [all, unfinished] = rows.stdout.trim().split('|').map(Number);
        expectThat((all ?? 0) > 0, `no migration: ${rows.stderr}`);
        expectEqual('unfinished migrations', unfinished, 0);
        return `${all} applied`;
      });
      await checks.check(`${name}: reads its own tables, makes none, reads nobody else's`, async () => {
        const own = await as('SELECT current_user, current_schema');
        expectEqual('role and schema', own.stdout.trim(), `${role(name)}|${role(name)}`);
        const refused = [
          'CREATE TABLE nexus_e2e (x int)',
          'CREATE SCHEMA nexus_e2e',
          'CREATE TABLE public.nexus_e2e (x int)',
          'CREATE ROLE nexus_e2e',
          ...consumers
            .filter((other) => other !== name)
            .map((other) => `SELECT * FROM ${role(other)}._prisma_migrations`),
        ];
        for (const statement of refused) {
          const result = await as(statement);
          expectThat(result.code !== 0 && result.stderr.includes('permission denied'), `${name} may: ${statement}`);
        }
        return `${refused.length} statements refused`;
      });
    }
    await checks.check('a second start applies nothing again and changes no table', async () => {
      const count = "SELECT count(*) FROM pg_class WHERE relkind = 'r'";
      const before = await sql('nexus_user', 'postgres_owner_password', count);
      await erp.up();
      expectEqual('tables', (await sql('nexus_user', 'postgres_owner_password', count)).stdout, before.stdout);
      return undefined;
    });
    await checks.check('no statement with a password is in the server log', async () => {
      const log = await erp.compose(['logs', 'postgres']);
      expectThat(!/PASSWORD '/i.test(log.stdout), 'the log has ALTER ROLE … PASSWORD');
      return undefined;
    });
  },
};
