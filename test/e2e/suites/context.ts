import { cpSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildContexts, plant, sentTo } from '../lib/build-context.js';
import { expectThat } from '../lib/checks.js';
import { type Context, SOURCES, type Suite } from '../lib/context.js';
import { run } from '../lib/run.js';
import { Stack } from '../lib/stack.js';

/** In every planted file, whatever it is called. */
const MARK = 'planted-5f0c2e9d1b';

/** What lies about in a developer's folder, and must not leave it. */
const PRIVATE: Readonly<Record<string, string>> = {
  '.env': `JWT_SECRET=${MARK}\n`,
  '.env.production': `DATABASE_URL=postgresql://nexus:${MARK}@db/nexus\n`,
  'src/.env.local': `TOKEN=${MARK}\n`,
  'secrets/jwt_secret': MARK,
  'server.pem': `-----BEGIN PRIVATE KEY-----\n${MARK}\n-----END PRIVATE KEY-----\n`,
  'certs/tls.key': `-----BEGIN PRIVATE KEY-----\n${MARK}\n-----END PRIVATE KEY-----\n`,
  'certs/client.p12': MARK,
  '.npmrc': `//registry.example.com/:_authToken=${MARK}\n`,
  '.yarnrc.yml': `npmAuthToken: ${MARK}\n`,
  'deploy/id_rsa': `-----BEGIN OPENSSH PRIVATE KEY-----\n${MARK}\n`,
  id_ed25519: `-----BEGIN OPENSSH PRIVATE KEY-----\n${MARK}\n`,
  '.git/config': `url = https://bot:${MARK}@git.example.com/erp.git\n`,
  'node_modules/left/.env': MARK,
};

/** Without these in it a context would be empty, and prove nothing. */
const PUBLIC = 'src/nexus-e2e-public.ts';

/** What a build is given: no secret that lies in the folder goes along. */
export const context: Suite = {
  name: 'context',
  title: 'Build contexts: no secret goes along',
  needsErp: false,
  async run({ checks, out, folder }: Context): Promise<void> {
    const stack = new Stack(join(folder, 'context'), 'nexus-e2e-context');
    stack.lay(SOURCES, out);
    stack.useTestPorts();
    await run('bash', ['scripts/secrets-init.sh', '--self-signed'], { cwd: stack.folder });
    for (const build of await buildContexts(stack)) {
      const name = build.folder.slice(stack.folder.length + 1);
      await checks.check(`${name}: holds no secret (${build.services.join(', ')})`, async () => {
        plant(build.folder, { ...PRIVATE, [PUBLIC]: 'export {};\n' });
        // The platform's real ones too, for whoever keeps them beside the sources.
        cpSync(join(stack.folder, 'secrets'), join(build.folder, 'secrets'), { recursive: true });
        const files = await sentTo(join(folder, 'sent'), build);
        expectThat(files.has(PUBLIC), `${PUBLIC} is missing: this shows nothing of the context`);
        const leaks = [...files].filter(([, text]) => text.includes(MARK)).map(([path]) => path);
        expectThat(leaks.length === 0, `the build of ${name} gets ${leaks.join(', ')}`);
        const names = readdirSync(join(stack.folder, 'secrets')).filter((file) => !file.startsWith('.'));
        const real = [...files.keys()].filter((path) => names.includes(basename(path)));
        expectThat(real.length === 0, `the build of ${name} gets ${real.join(', ')}`);
        return `${files.size} files go along, none of ${Object.keys(PRIVATE).length + names.length} secrets`;
      });
    }
  },
};
