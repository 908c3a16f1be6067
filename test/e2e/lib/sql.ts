import { secretOf } from './context.js';
import type { RunResult } from './run.js';
import type { Stack } from './stack.js';

/** Tables, views and sequences of all but PostgreSQL itself. */
export const RELATIONS = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/** What a role may beyond its schema, by PostgreSQL's own account. One line for each right. */
export const rightsBeyond = (schema: string): string => `
  SELECT format('may use %s.%s', n.nspname, c.relname) FROM ${RELATIONS} AND n.nspname <> '${schema}'
    AND has_schema_privilege(n.oid, 'USAGE') AND CASE c.relkind WHEN 'S' THEN has_sequence_privilege(c.oid, 'USAGE, SELECT, UPDATE')
    ELSE has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') END
  UNION ALL SELECT 'may create in ' || nspname FROM pg_namespace WHERE has_schema_privilege(oid, 'CREATE')
  UNION ALL SELECT 'owns ' || relname FROM pg_class WHERE relowner = current_user::regrole
  UNION ALL SELECT 'is a member of ' || rolname FROM pg_roles WHERE rolname <> current_user AND pg_has_role(oid, 'MEMBER')
  UNION ALL SELECT 'is privileged' FROM pg_roles WHERE rolname = current_user
    AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)`;

/**
 * As `user`, over TCP and with its password: at the container's own address, since on loopback the image trusts everybody.
 * psql goes on after an error; without one it ends with 0.
 */
export function sql(erp: Stack, user: string, secret: string, statements: string): Promise<RunResult> {
  return sqlWith(erp, user, secretOf(erp, secret).trim(), statements);
}

/** The same with a password that is in no file. */
export function sqlWith(erp: Stack, user: string, password: string, statements: string): Promise<RunResult> {
  const script =
    'read -r PGPASSWORD; export PGPASSWORD; exec psql --no-psqlrc -h "$(hostname)" -U "$1" -d nexus_erp -v ON_ERROR_STOP="$2" -At -f -';
  const stop = statements.includes('\\if') ? '0' : '1';
  return erp.exec('postgres', ['sh', '-c', script, 'sh', user, stop], {
    input: `${password}\n${statements};\n`,
    allowFailure: true,
  });
}

/** What statements answer, as a superuser on the server's own socket. */
export async function asSuperuser(stack: Stack, user: string, statements: string): Promise<string> {
  const options = ['--no-psqlrc', '-qAt', '--set=ON_ERROR_STOP=1', '-U', user, '-d', 'nexus_erp', '-f', '-'];
  return (await stack.exec('postgres', ['psql', ...options], { input: statements })).stdout.trim();
}

/** The lines of its answer.
 *
 * @throws Error with what PostgreSQL says
 */
export async function lines(...args: Parameters<typeof sql>): Promise<string[]> {
  const { code, stdout, stderr } = await sql(...args);
  if (code !== 0) throw new Error(`${args[3]}: ${stderr}`);
  return stdout.split('\n').filter(Boolean);
}

/**
 * What becomes of each statement, in one session: `refused` and the SQLSTATE, or `done`.
 *
 * @throws Error if psql says less than that
 */
export async function outcomes(
  erp: Stack,
  user: string,
  secret: string,
  statements: readonly string[],
): Promise<string[]> {
  const asked = statements.map(
    (statement) => `${statement};\n\\if :ERROR\n\\echo refused :SQLSTATE\n\\else\n\\echo done\n\\endif`,
  );
  const { stdout, stderr } = await sql(erp, user, secret, asked.join('\n'));
  const results = stdout.split('\n').filter((line) => /^(?:refused|done)/.test(line));
  if (results.length !== statements.length) throw new Error(`${user} can't be asked: ${stderr}`);
  return results;
}
