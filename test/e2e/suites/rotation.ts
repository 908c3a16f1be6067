import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expectEqual, expectThat } from '../lib/checks.js';
import { type Context, secretOf, type Suite } from '../lib/context.js';
import { https, logIn } from '../lib/http.js';
import { run, type RunResult } from '../lib/run.js';
import type { Stack } from '../lib/stack.js';
import { failures, whileAsked } from '../lib/traffic.js';

/** Secrets get other values while the platform runs: old ones are refused, new ones taken, and a killed run is carried on. */
export const rotation: Suite = {
  name: 'rotation',
  title: 'Rotation: every secret, live',
  async run({ checks, erp, all, folder, measurements }: Context): Promise<void> {
    const admin = secretOf(erp, 'admin_password');
    let token = await logIn(admin);
    const windows: Record<string, unknown> = {};
    measurements['rotation'] = windows;
    /** Rotates under load, and sees that the store takes the new value and nothing else. */
    const rotates = (name: string) =>
      checks.check(`${name}: the old one is refused, the new one taken`, async () => {
        const before = secretOf(erp, name);
        const load = await whileAsked(token, () => rotate(erp, name));
        expectThat(secretOf(erp, name) !== before, 'it has its old value');
        await clean(erp);
        if (name.startsWith('postgres')) {
          expectThat(await opensPostgres(erp, name, secretOf(erp, name)), 'the new password is refused');
          expectThat(!(await opensPostgres(erp, name, before)), 'the old password is taken');
        }
        if (name.startsWith('redis')) {
          expectThat(await opensRedis(erp, name, secretOf(erp, name)), 'the new password is refused');
          expectThat(!(await opensRedis(erp, name, before)), 'the old password is taken');
        }
        // A role of Postgres has one password: a container that still has the old one can't open another connection.
        const mayNot = name.startsWith('postgres') ? / 4\d\d$/ : / (4\d\d|500)$/;
        const refused = Object.keys(load.failed).filter((what) => mayNot.test(what));
        expectThat(refused.length === 0, `somebody was refused: ${JSON.stringify(load.failed)}`);
        windows[name] = load;
        const lost = failures(load);
        return `${lost} of ${load.requests} requests failed${lost > 0 ? `, within ${load.window} ms` : ''}`;
      });

    // More requests than the gateway allows one client.
    appendFileSync(
      join(erp.folder, 'docker-compose.e2e.yml'),
      '  api-gateway:\n    environment: { RATE_LIMIT_MAX: "1000000" }\n',
    );
    await checks.check('nothing runs on an old one, to begin with', async () => {
      await erp.up();
      return clean(erp);
    });
    await rotates('postgres_crm_password');

    await checks.check('tls_certificate and tls_key: read again without an end', async () => {
      const pair = ['certificate', 'key'].map((what) => join(folder, `new-${what}`));
      execFileSync(
        'openssl',
        `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=erp.nexus.example -addext subjectAltName=DNS:erp.nexus.example -keyout ${pair[1]} -out ${pair[0]}`.split(
          ' ',
        ),
        { stdio: 'ignore' },
      );
      const id = (await erp.inspect('nginx')).Id;
      const load = await whileAsked(token, () =>
        script(erp, [
          'rotate',
          '--yes',
          'tls_certificate',
          '--from',
          pair[0] ?? '',
          'tls_key',
          '--from',
          pair[1] ?? '',
        ]),
      );
      expectEqual('the container', (await erp.inspect('nginx')).Id, id);
      expectEqual('the key', secretOf(erp, 'tls_key'), readFileSync(pair[1] ?? '', 'utf8'));
      await clean(erp);
      windows['tls_certificate'] = load;
      return `${failures(load)} of ${load.requests} requests failed`;
    });

    await checks.check('admin_password is refused, with the reason', async () => {
      const { code, stderr } = await script(erp, ['rotate', '--yes', 'admin_password'], true);
      expectEqual('exit code', code, 3);
      return stderr.trim();
    });

    await checks.check('killed while containers are replaced, and run again: consistent', () =>
      killed(erp, 'postgres_services_password', 9),
    );
    if (!all) return;

    await checks.check('jwt_secret: a token of before is taken until --finish, and refused after it', async () => {
      const load = await whileAsked(token, () => rotate(erp, 'jwt_secret'));
      const fresh = await logIn(admin);
      for (const each of [token, fresh]) expectEqual('customers', await customers(each), 200);
      await script(erp, ['rotate', '--yes', '--finish', 'jwt_secret']);
      expectEqual('customers, with the token of before', await customers(token), 401);
      expectEqual('customers, with the new token', await customers(fresh), 200);
      token = fresh;
      windows['jwt_secret'] = load;
      expectThat(!Object.keys(load.failed).some((what) => what.endsWith('401')), JSON.stringify(load.failed));
      await clean(erp);
      return `${load.requests} requests with the token of before`;
    });

    for (const name of [
      'redis_password',
      'postgres_password',
      'postgres_owner_password',
      'postgres_user_management_password',
      'postgres_services_password',
      'postgres_agendamento_password',
      'postgres_exporter_password',
      'redis_exporter_password',
    ])
      await rotates(name);
    for (const [name, seconds] of [
      ['redis_password', 2],
      ['redis_password', 6],
      ['gateway_hmac_secret', 12],
      ['postgres_crm_password', 4],
    ] as const)
      await checks.check(`${name}: killed after ${seconds} s, and run again: consistent`, () =>
        killed(erp, name, seconds),
      );
    await checks.check('where new containers do not get healthy, the old value comes back', async () => {
      const before = secretOf(erp, 'postgres_crm_password');
      // Of an image without the program: it never starts.
      const file = join(erp.folder, 'docker-compose.e2e.yml');
      copyFileSync(file, `${file}.kept`);
      writeFileSync(
        file,
        `${readFileSync(file, 'utf8')}  crm:\n    healthcheck: { test: [CMD, "false"], retries: 1, start_period: 1s, interval: 1s }\n`,
      );
      try {
        const { code, stderr } = await script(erp, ['rotate', '--yes', 'postgres_crm_password'], true);
        expectThat(code === 1 || code === 5, `ends with ${code}: ${stderr}`);
      } finally {
        copyFileSync(`${file}.kept`, file);
      }
      // What could not be undone with that file is undone with the right one.
      if (readdirSync(join(erp.folder, 'secrets')).includes('.rotation')) await script(erp, ['rotate', '--yes']);
      expectEqual('the value', secretOf(erp, 'postgres_crm_password') === before, true);
      await erp.up();
      await clean(erp);
      return undefined;
    });
  },
};

function script(erp: Stack, args: readonly string[], allowFailure = false): Promise<RunResult> {
  return run('bash', ['scripts/secrets.sh', ...args], { cwd: erp.folder, env: scriptEnv(erp), allowFailure });
}

/** As somebody who has written the overlays into `.env`. */
function scriptEnv(erp: Stack): NodeJS.ProcessEnv {
  return { ...erp.env, COMPOSE_PROJECT_NAME: erp.project, COMPOSE_FILE: erp.files.join(':') };
}

function rotate(erp: Stack, name: string): Promise<RunResult> {
  return script(erp, ['rotate', '--yes', name]);
}

/** Everything runs on the present values, and nothing of a rotation is left. */
async function clean(erp: Stack): Promise<undefined> {
  const { code, stderr, stdout } = await script(erp, ['check'], true);
  expectThat(code === 0, `check ends with ${code}: ${stderr}${stdout}`);
  const left = readdirSync(join(erp.folder, 'secrets')).filter((name) => name.startsWith('.rotation'));
  expectEqual('left in secrets/', left, []);
  return undefined;
}

async function killed(erp: Stack, name: string, seconds: number): Promise<string> {
  const before = secretOf(erp, name);
  const child = spawn('bash', ['scripts/secrets.sh', 'rotate', '--yes', name], {
    cwd: erp.folder,
    env: scriptEnv(erp),
    detached: true,
    stdio: 'ignore',
  });
  const ended = once(child, 'close');
  await Promise.race([sleep(seconds * 1000), ended]);
  const wasRunning = child.exitCode === null;
  if (child.pid !== undefined && wasRunning) process.kill(-child.pid, 'SIGKILL');
  await ended;
  const again = await script(erp, ['rotate', '--yes', ...(name.endsWith('hmac_secret') ? [] : [name])], true);
  // It may have been whole before it was killed: then an overlap refuses the next, and another is rotated twice.
  expectThat(again.code === 0 || !wasRunning || again.code === 2, `ends with ${again.code}: ${again.stderr}`);
  expectThat(secretOf(erp, name) !== before, 'it has its old value');
  await clean(erp);
  if (name.endsWith('hmac_secret')) await script(erp, ['rotate', '--yes', '--finish', name]);
  return wasRunning ? 'carried on' : 'it was through already';
}

async function customers(token: string): Promise<number> {
  return (await https('/api/crm/customers', { token })).status;
}

/** Whether a role may log in, as a service would: from another container, by the server's name. */
async function opensPostgres(erp: Stack, secret: string, password: string): Promise<boolean> {
  const role = { postgres_password: 'postgres', postgres_owner_password: 'nexus_user' }[secret];
  const name = role ?? (secret === 'postgres_exporter_password' ? 'postgres_exporter' : secret.slice(9, -9));
  const text =
    'PGPASSWORD=$(cat) exec psql --host="$(hostname)" --username="$1" --dbname=nexus_erp --command="SELECT 1"';
  const { code, stderr } = await erp.exec('postgres', ['sh', '-c', text, 'sh', name], {
    input: password,
    allowFailure: true,
  });
  expectThat(code === 0 || stderr.includes('password authentication failed'), stderr);
  return code === 0;
}

async function opensRedis(erp: Stack, secret: string, password: string): Promise<boolean> {
  const user = secret === 'redis_exporter_password' ? 'exporter' : 'default';
  const text = `REDISCLI_AUTH=$(cat) exec redis-cli --user ${user} ping`;
  const { stdout, stderr } = await erp.exec('redis', ['sh', '-c', text], { input: password });
  expectThat(/PONG|WRONGPASS|NOAUTH/.test(stdout + stderr), stdout + stderr);
  return stdout.includes('PONG');
}
