import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expectEqual, expectThat } from '../lib/checks.js';
import { type Context, SOURCES, type Suite } from '../lib/context.js';
import { lines, outcomes, RELATIONS, rightsBeyond, sql } from '../lib/sql.js';

/** Each service's role has its own tables and no more; migrations ran once. */
export const database: Suite = {
  name: 'database',
  title: 'Database: a role and a schema each',
  async run({ checks, erp, model }: Context): Promise<void> {
    const owner = (statement: string) => lines(erp, 'nexus_user', 'postgres_owner_password', statement);
    const consumers = model.edges
      .filter(
        ({ provider, consumer }) =>
          provider === 'postgres' && model.workloads.some(({ name, kind }) => name === consumer && kind === 'service'),
      )
      .map(({ consumer }) => consumer);
    expectThat(consumers.length > 1, 'too few services use the database to tell them apart');
    const migrationsOf = (name: string) =>
      owner(
        `SELECT migration_name, finished_at IS NOT NULL, applied_steps_count FROM ${role(name)}._prisma_migrations ORDER BY 1`,
      );
    const tables = await owner(`SELECT n.nspname, c.relname FROM ${RELATIONS} AND c.relkind = 'r' ORDER BY 1, 2`);
    for (const name of consumers) {
      const as = (statement: string) => sql(erp, role(name), `postgres_${role(name)}_password`, statement);
      await checks.check(`${name}: its migrations are applied, each once`, async () => {
        const folder = join(SOURCES, 'modules', name, 'prisma', 'migrations');
        const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
        const wanted = folders.map((entry) => `${entry.name}|t|1`).sort();
        expectThat(wanted.length > 0, `${name} has no migrations`);
        expectEqual(`migrations of ${name}`, await migrationsOf(name), wanted);
        return `${wanted.length} applied`;
      });
      await checks.check(`${name}: reads its own tables, makes none, reads nobody else's`, async () => {
        const mine = await as('SELECT current_user, current_schema');
        expectEqual('role and schema', mine.stdout.trim(), `${role(name)}|${role(name)}`);
        const [own, others] = [true, false].map((is) =>
          tables.filter((line) => line.startsWith(`${role(name)}|`) === is),
        );
        for (const table of own ?? []) {
          if (table.endsWith('|_prisma_migrations')) continue;
          const result = await as(`SELECT count(*) FROM ${quoted(table)}`);
          expectThat(result.code === 0, `${name} can't read its own ${table}: ${result.stderr}`);
        }
        const refused = [
          'CREATE TABLE nexus_e2e (x int)',
          'CREATE SCHEMA nexus_e2e',
          'CREATE TABLE public.nexus_e2e (x int)',
          'CREATE ROLE nexus_e2e',
          ...(others ?? []).map((table) => `SELECT * FROM ${quoted(table)}`),
        ];
        const results = await outcomes(erp, role(name), `postgres_${role(name)}_password`, refused);
        for (const [index, statement] of refused.entries())
          expectEqual(`${name}: ${statement}`, results[index], 'refused 42501');
        const rights = (await as(rightsBeyond(role(name)))).stdout.trim();
        expectThat(rights === '', `${name} ${rights.replaceAll('\n', ', ')}`);
        return `${(own ?? []).length} tables of its own; ${refused.length} statements refused`;
      });
    }
    await checks.check('a second start migrates again, before the services, and applies nothing', async () => {
      const state = async () => [
        await owner(`SELECT n.nspname, c.relname FROM ${RELATIONS} ORDER BY 1, 2`),
        await Promise.all(consumers.map(migrationsOf)),
      ];
      const [before, jobs] = [
        await state(),
        await Promise.all(consumers.map((name) => erp.inspect(`${name}-migrate`))),
      ];
      await erp.up('--force-recreate');
      expectEqual('tables and migrations', await state(), before);
      for (const [index, name] of consumers.entries()) {
        const [job, service] = [await erp.inspect(`${name}-migrate`), await erp.inspect(name)];
        expectThat(job.Id !== jobs[index]?.Id, `${name}-migrate did not run again`);
        expectEqual(`${name}-migrate`, [job.State.Status, job.State.ExitCode], ['exited', 0]);
        expectThat(job.State.FinishedAt < service.State.StartedAt, `${name} started before its migrations had ended`);
      }
      return undefined;
    });
    await checks.check('no statement with a password is in the server log', async () => {
      const { stdout } = await erp.compose(['logs', 'postgres']);
      expectThat(/ready to accept connections/.test(stdout), 'this is not the log of PostgreSQL');
      expectThat(!/PASSWORD '/i.test(stdout), 'the log has ALTER ROLE … PASSWORD');
      return undefined;
    });
  },
};

function role(name: string): string {
  return name.replaceAll('-', '_');
}

/** Of a line `schema|table`. */
function quoted(table: string): string {
  return table
    .split('|')
    .map((part) => `"${part}"`)
    .join('.');
}
