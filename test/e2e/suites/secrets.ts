import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectEqual, expectThat } from '../lib/checks.js';
import { type Context, secretOf, type Suite } from '../lib/context.js';
import { https, logIn } from '../lib/http.js';
import { run } from '../lib/run.js';
import { lookForSecrets } from '../lib/traces.js';

/** No secret is anywhere but in its file, and the platform says clearly when one is missing. */
export const secrets: Suite = {
  name: 'secrets',
  title: 'Secrets: nowhere but in their files',
  async run({ checks, erp, model }: Context): Promise<void> {
    const { names, absent } = lookForSecrets(erp);
    await checks.check('in no docker inspect', async () => {
      for (const { name } of model.workloads)
        absent(`docker inspect of ${name}`, JSON.stringify(await erp.inspect(name)));
      return `${model.workloads.length} containers × ${names.length} secrets`;
    });
    await checks.check('in no command line, which every user of the machine can read', async () => {
      const running = model.workloads.filter(({ kind }) => kind !== 'job');
      for (const { name } of running)
        absent(
          `command lines of ${name}`,
          (await run('docker', ['top', (await erp.inspect(name)).Id, '-eo', 'pid,args'])).stdout,
        );
      return `${running.length} containers`;
    });
    await checks.check('in no image history or configuration', async () => {
      const images = new Set<string>();
      for (const { name } of model.workloads) images.add((await erp.inspect(name)).Config.Image);
      for (const image of images) {
        absent(`history of ${image}`, (await run('docker', ['history', '--no-trunc', image])).stdout);
        absent(`configuration of ${image}`, (await run('docker', ['image', 'inspect', image])).stdout);
      }
      return `${images.size} images`;
    });
    await checks.check('in no rendered configuration', async () => {
      absent('docker compose config', (await erp.compose(['config'])).stdout);
      return undefined;
    });
    await checks.check('in no log, nor what people type or are given', async () => {
      const token = await logIn(secretOf(erp, 'admin_password').trim());
      const wrong = 'wrong-password-5f0c2e9d1b';
      await https('/api/users/login', { json: { email: 'admin@nexus.local', password: wrong } });
      expectEqual('customers, with a token', (await https('/api/crm/customers', { token })).status, 200);
      const log = await erp.compose(['logs', '--no-color']);
      const text = log.stdout + log.stderr;
      absent('the log', text);
      expectThat(!text.includes(token), 'the log has the token of whoever logged in');
      expectThat(!text.includes(wrong), 'the log has a password that somebody typed');
      expectThat(text.includes('/users/login'), 'the log has no request: this shows nothing');
      return `${Math.round(log.stdout.length / 1024)} KiB read`;
    });
    await checks.check('a missing one gives a clear message and a non-zero exit', async () => {
      const file = join(erp.folder, 'secrets', 'gateway_hmac_secret');
      renameSync(file, `${file}.away`);
      try {
        const up = await erp.compose(['run', '--rm', '--no-deps', '--no-TTY', 'crm'], { allowFailure: true });
        expectThat(up.code !== 0, 'it started without the secret');
        expectThat(
          (up.stdout + up.stderr).includes('gateway_hmac_secret'),
          `the message does not name the file: ${up.stderr.slice(-300)}`,
        );
      } finally {
        renameSync(`${file}.away`, file);
      }
      return 'names the file';
    });
    await checks.check(
      'one with carriage returns is refused alike by preload, Redis and roles job, with 78',
      async () => {
        const readers = {
          crm: 'gateway_hmac_secret',
          redis: 'redis_password',
          'postgres-roles': 'postgres_crm_password',
        };
        for (const [service, secret] of Object.entries(readers)) {
          const file = join(erp.folder, 'secrets', secret);
          renameSync(file, `${file}.away`);
          writeFileSync(file, `${readFileSync(`${file}.away`, 'utf8')}\r\n`);
          chmodSync(file, 0o444);
          try {
            const options = ['run', '--rm', '--no-deps', '--no-TTY', service];
            const { code, stdout, stderr } = await erp.compose(options, { allowFailure: true });
            expectEqual(`exit code of ${service}`, code, 78);
            expectThat(
              (stdout + stderr).includes(`/run/secrets/${secret}`) && (stdout + stderr).includes('carriage returns'),
              `${service} does not name the file and the fault: ${stderr.slice(-300)}`,
            );
          } finally {
            renameSync(`${file}.away`, file);
          }
        }
        return Object.keys(readers).join(', ');
      },
    );
    await checks.check('an unreadable one gives a clear message from the preload, and exit 78', async () => {
      const image = (await erp.inspect('crm')).Config.Image;
      const result = await run('docker', ['run', '--rm', '-e', 'X_FILE=/run/secrets/absent', image], {
        allowFailure: true,
      });
      expectEqual('exit code', result.code, 78);
      expectThat(result.stderr.includes('/run/secrets/absent'), 'the message does not name the file');
      return 'exit 78';
    });
  },
};
