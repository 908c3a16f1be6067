import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectEqual } from '../lib/checks.js';
import { type Context, type Suite } from '../lib/context.js';
import { run, type RunResult } from '../lib/run.js';
import { MONITORING, type Stack } from '../lib/stack.js';
import { inTier, type Tier } from '../lib/tier.js';

/** What Compose would do anew, by its own account. */
async function wouldRecreate(stack: Stack): Promise<string[]> {
  const { stdout, stderr } = await stack.compose(['up', '--detach', '--no-build', '--dry-run']);
  const lines = (stdout + stderr).matchAll(/Container \S*?-([a-z][a-z-]*?)-\d+ +Recreate\s*$/gm);
  return [...new Set([...lines].map(([, name = '']) => name))].sort();
}

interface Planned {
  readonly plan: { readonly services: readonly { readonly name: string; readonly reasons: readonly string[] }[] };
}

/** Asks a service of its callers' network twenty times a second, from a container of its own. */
function ask(stack: Stack, gateway: string, image: string, seconds: number): Promise<RunResult> {
  const program = `
    const end = Date.now() + ${seconds * 1000};
    const count = { answered: 0, failed: 0 };
    while (Date.now() < end) {
      const ok = await fetch('http://crm:5004/health', { signal: AbortSignal.timeout(3000) }).then((r) => r.text().then(() => r.ok), () => false);
      count[ok ? 'answered' : 'failed']++;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    console.log(JSON.stringify(count));`;
  return stack.beside(gateway, image, ['node', '--input-type=module', '--eval', program], { timeout: 600_000 });
}

export const deploy: Suite = {
  name: 'deploy',
  title: 'Releases: what is said is what is done, and what fails is taken back',
  async run({ checks, erp, all }: Context): Promise<void> {
    const files = ['docker-compose.yml', ...MONITORING, 'docker-compose.e2e.yml'];
    const env = { ...erp.env, COMPOSE_PROJECT_NAME: erp.project, COMPOSE_FILE: files.join(':') };
    const script = (name: string, ...args: string[]) =>
      run('bash', [`scripts/${name}.sh`, ...args], { cwd: erp.folder, env, allowFailure: true, timeout: 900_000 });
    const source = join(erp.folder, 'modules/crm/src/server.ts');
    const clean = readFileSync(source, 'utf8');
    const current = () => readFileSync(join(erp.folder, 'releases/current'), 'utf8');
    const ended = (what: string, code: number, { code: is, stderr }: RunResult) => {
      if (is !== code) throw new Error(`${what} ended with ${is}, not ${code}:\n${stderr.slice(-2000)}`);
    };
    const image = async () => (await erp.inspect('crm')).Image;

    const steps: readonly (readonly [string, Tier, () => Promise<string | undefined>])[] = [
      [
        'a stack that runs already becomes release 1, and no container changes',
        'ci',
        async () => {
          const before = (await erp.inspect('crm')).Id;
          ended('deploy.sh', 0, await script('deploy', '--yes', '--no-build'));
          expectEqual('current', current(), '1');
          expectEqual('container', (await erp.inspect('crm')).Id, before);
          return undefined;
        },
      ],
      [
        'a plan names what Compose itself would do anew',
        'ci',
        async () => {
          const file = join(erp.folder, 'docker-compose.yml');
          const text = readFileSync(file, 'utf8');
          writeFileSync(
            file,
            text
              .replace('LOG_LEVEL: error', 'LOG_LEVEL: warn')
              .replace('-c, max_connections=100', '-c, max_connections=90'),
          );
          try {
            const { stdout } = await script('deploy', '--plan', '--json');
            const { plan } = JSON.parse(stdout) as Planned;
            const said = plan.services.filter(({ reasons }) => reasons.length > 0).map(({ name }) => name);
            expectEqual('services', said.sort(), await wouldRecreate(erp));
            return said.join(', ');
          } finally {
            writeFileSync(file, text);
          }
        },
      ],
      [
        'a change of code replaces its service, and is a release; a plain "up" leaves it',
        'ci',
        async () => {
          writeFileSync(source, `console.log('release two');\n${clean}`);
          ended('deploy.sh', 0, await script('deploy', '--yes', '--service', 'crm'));
          expectEqual('current', current(), '2');
          const { Id } = await erp.inspect('crm');
          await erp.up();
          expectEqual('container', (await erp.inspect('crm')).Id, Id);
          return undefined;
        },
      ],
      [
        'a release that never gets healthy is taken back with its log, and the old one answers all the time',
        'all',
        async () => {
          const before = await image();
          const gateway = await erp.inspect('api-gateway');
          writeFileSync(source, `console.error('broken on purpose'); process.exit(7);\n${clean}`);
          const asking = ask(erp, gateway.Id, gateway.Config.Image, 60);
          const result = await script('deploy', '--yes', '--service', 'crm');
          ended('deploy.sh', 1, result);
          if (!result.stderr.includes('broken on purpose')) throw new Error('the log of the application was not shown');
          expectEqual('image', await image(), before);
          const { answered, failed } = JSON.parse((await asking).stdout) as { answered: number; failed: number };
          expectEqual('failed requests', failed, 0);
          return `${answered} requests answered`;
        },
      ],
      [
        'the release before comes back within a minute',
        'ci',
        async () => {
          writeFileSync(source, clean);
          const { stdout, ...result } = await script('emergency-rollback', '--yes', '--json');
          ended('emergency-rollback.sh', 0, { stdout, ...result });
          const { release, seconds } = JSON.parse(stdout) as { release: number; seconds: number };
          expectEqual('release', release, 1);
          if (seconds > 60) throw new Error(`it took ${seconds} s`);
          return `${seconds} s`;
        },
      ],
      [
        'of two at once one goes on, and the other says who is at work',
        'all',
        async () => {
          appendFileSync(source, '\nconsole.log("release of two");\n');
          const results = await Promise.all([
            script('deploy', '--yes', '--service', 'crm'),
            script('deploy', '--yes', '--service', 'crm'),
          ]);
          expectEqual('codes', results.map(({ code }) => code).sort(), [0, 4]);
          writeFileSync(source, clean);
          return undefined;
        },
      ],
      [
        'the monitoring goes alone, and comes back',
        'all',
        async () => {
          const before = (await erp.inspect('crm')).Id;
          ended('rollback-phase.sh', 0, await script('rollback-phase', '--monitoring-only', '--yes'));
          const gone = await erp.inspect('prometheus').then(
            () => false,
            () => true,
          );
          expectEqual('prometheus gone', gone, true);
          expectEqual('container of crm', (await erp.inspect('crm')).Id, before);
          await erp.up();
          return undefined;
        },
      ],
    ];
    for (const [name, tier, step] of steps) {
      if (inTier({ tier }, all)) await checks.check(name, step);
    }
  },
};
