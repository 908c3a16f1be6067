import { type Checks, expectEqual, expectThat } from './checks.js';
import { AFTER, release, synthesizeAgain } from './data-platforms.js';

/** A running database with rows in crm.customers, and ways to speak to it. */
export interface Living {
  /** The output that runs now; what is synthesized lies beside it. */
  readonly folder: string;
  /** Lays an output over the stack, and lets the roles job run. */
  readonly take: (output: string) => Promise<void>;
  /** As the role of a service. */
  readonly service: (name: string, statement: string) => Promise<string>;
  /** As the role that migrations have, on the search path of `crm`. */
  readonly migrate: (statement: string) => Promise<void>;
  readonly superuser: (statement: string) => Promise<string>;
  /** Id of the server's container. */
  readonly container: () => Promise<string>;
}

const DECLARED = ['citext', 'pgcrypto', 'pg_stat_statements'];
const ROWS = 'SELECT count(*), sum(id), sum(price) FROM customers';
/** Needs the operators and the index of pg_trgm. */
const SIMILAR = "SELECT count(*) FROM customers WHERE name % 'agata42'";
const REGARDLESS = "SELECT count(*) FROM customers WHERE email = 'USER42@x.BR'";

/** Extensions that are declared, and no longer declared, where there are rows. */
export async function extensionsOnRows(checks: Checks, living: Living): Promise<void> {
  const { folder, take, service, migrate, superuser, container } = living;
  const before = await service('crm', ROWS);
  await checks.check(
    'an extension that is declared later is there for old rows, and no server starts anew',
    async () => {
      const running = await container();
      await take(release(folder, { ...AFTER, postgres: { ...AFTER.postgres, extensions: [...DECLARED, 'pg_trgm'] } }));
      expectEqual('container of the server', await container(), running);
      await migrate('CREATE INDEX customers_like ON customers USING gin (name gin_trgm_ops)');
      expectEqual('rows', await service('crm', ROWS), before);
      const found = Number(await service('crm', SIMILAR));
      expectThat(found > 0, 'nothing is like agata42');
      expectEqual('what Prisma sees', await service('stock', "SELECT 'agata' % 'agatha'"), 't');
      return `${found} of 5000 rows are alike`;
    },
  );
  await checks.check('what is no longer declared is warned of and stays: index, operators and rows', async () => {
    const found = await service('crm', SIMILAR);
    const { output, warnings } = synthesizeAgain(folder, {
      ...AFTER,
      postgres: { ...AFTER.postgres, extensions: DECLARED.slice(1) },
    });
    for (const name of ['citext', 'pg_trgm'])
      expectThat(
        warnings.some((line) => line.includes(`has extension ${name}, which is no longer declared`)),
        `no warning of ${name}: ${warnings.join('\n')}`,
      );
    await take(output);
    expectEqual('rows that are alike', await service('crm', SIMILAR), found);
    // Without its operators this would compare as text, without an error: no row.
    expectEqual('rows regardless of case', await service('crm', REGARDLESS), '1');
    expectEqual('rows', await service('crm', ROWS), before);
    return superuser("SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension WHERE extname <> 'plpgsql'");
  });
  await checks.check('the statement of the warning is refused while a column needs the extension', async () => {
    const refused = await superuser('DROP EXTENSION "citext"').catch((error: unknown) => String(error));
    expectThat(/other objects depend on it/.test(refused), `it says: ${refused}`);
    await superuser('DROP INDEX crm.customers_like; DROP EXTENSION "pg_trgm"');
    expectEqual('rows', await service('crm', ROWS), before);
    return undefined;
  });
}
