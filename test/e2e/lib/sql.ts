import { secretOf } from './context.js';
import type { RunResult } from './run.js';
import type { Stack } from './stack.js';

/** As `user`, over TCP and with its password. psql goes on after an error; without one it ends with 0. */
export function sql(erp: Stack, user: string, secret: string, statements: string): Promise<RunResult> {
  const script =
    'read -r PGPASSWORD; export PGPASSWORD; exec psql --no-psqlrc -h 127.0.0.1 -U "$1" -d nexus_erp -v ON_ERROR_STOP="$2" -At -f -';
  const stop = statements.includes('\\if') ? '0' : '1';
  return erp.exec('postgres', ['sh', '-c', script, 'sh', user, stop], {
    input: `${secretOf(erp, secret).trim()}\n${statements};\n`,
    allowFailure: true,
  });
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
