import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expectEqual, expectThat } from '../lib/checks.js';
import { type Context, secretOf, type Suite } from '../lib/context.js';
import { run } from '../lib/run.js';

/** No secret is anywhere but in its file, and the platform says clearly when one is missing. */
export const secrets: Suite = {
  name: 'secrets',
  title: 'Secrets: nowhere but in their files',
  async run({ checks, erp, model }: Context): Promise<void> {
    const values = readdirSync(join(erp.folder, 'secrets'))
      .filter((name) => !name.startsWith('.'))
      .map((name) => [name, secretOf(erp, name).trim()] as const);
    const absent = (where: string, text: string): void => {
      for (const [name, value] of values) {
        const leaked = value
          .split('\n')
          .find((line) => line.length >= 20 && !line.startsWith('-----') && text.includes(line));
        expectThat(leaked === undefined, `${where} holds the value of the secret ${name}, for all to read`);
      }
    };
    await checks.check('in no docker inspect', async () => {
      for (const { name } of model.workloads)
        absent(`docker inspect of ${name}`, JSON.stringify(await erp.inspect(name)));
      return `${model.workloads.length} containers × ${values.length} secrets`;
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
    await checks.check('in no log', async () => {
      const log = await erp.compose(['logs', '--no-color']);
      absent('the log', log.stdout + log.stderr);
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
