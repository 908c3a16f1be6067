import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expectEqual, expectThat } from '../lib/checks.js';
import { launchChromium } from '../lib/chromium.js';
import { type Context, SOURCES, type Suite } from '../lib/context.js';
import { run } from '../lib/run.js';
import { Stack, until } from '../lib/stack.js';

const SERVICES = ['crm', 'frontend'];
const WITH_PORTS = ['postgres', 'redis', 'crm', 'frontend'];

/** The overlay of a developer's machine: sources are watched, and what is changed runs. */
export const development: Suite = {
  name: 'development',
  title: 'Development: what is changed runs',
  needsErp: false,
  async run({ checks, out, folder, measurements }: Context): Promise<void> {
    const stack = new Stack(join(folder, 'development'), 'nexus-e2e-development', ['docker-compose.dev.yml']);
    stack.lay(SOURCES, out);
    writeFileSync(join(stack.folder, 'docker-compose.e2e.yml'), await freePorts(stack.folder));
    await run('bash', ['scripts/secrets-init.sh', '--self-signed'], { cwd: stack.folder });
    const seconds: Record<string, number> = {};
    measurements.development = seconds;
    const took = (what: string, ms: number): string => {
      seconds[what] = Math.round(ms / 100) / 10;
      return `${seconds[what]} s`;
    };
    const stopWatching = new AbortController();
    try {
      const up = await checks.check('crm and the front end come up from their sources', async () => {
        await stack.compose(['build', ...SERVICES, 'crm-migrate'], { timeout: 900_000 });
        return took('up', await stack.up(...SERVICES));
      });
      if (!up) return;
      await checks.check('they run as in production: a numeric user, and ports for this machine alone', async () => {
        for (const name of WITH_PORTS) {
          const { Config, HostConfig } = await stack.inspect(name);
          expectThat(/^[1-9]\d*:\d+$/.test(Config.User), `${name} runs as "${Config.User}"`);
          const bound = Object.values(HostConfig.PortBindings ?? {}).flat();
          expectThat(bound.length > 0, `${name} publishes no port`);
          for (const { HostIp } of bound) expectEqual(`address that ${name} listens on`, HostIp, '127.0.0.1');
        }
        const { Config } = await stack.inspect('crm');
        expectThat(Config.Env.includes('NODE_ENV=development'), 'crm is not told that this is development');
        return undefined;
      });
      await watch(stack, stopWatching.signal);
      await checks.check("a change of crm's code answers, in the same container", async () =>
        took('codeOfService', await changeService(stack)),
      );
      await checks.check(
        "a change of the front end's code is seen in the browser, without a reload by hand",
        async () => took('codeOfFrontend', await changePage(stack)),
      );
      await checks.check("a change of crm's schema builds its image anew", async () =>
        took('schema', await changeSchema(stack)),
      );
    } finally {
      stopWatching.abort();
      await stack.down();
    }
  },
};

/** Ports of the engine's choice: those of the overlay may be taken on a developer's machine. */
async function freePorts(folder: string): Promise<string> {
  const files = ['docker-compose.yml', 'docker-compose.dev.yml'].flatMap((file) => ['-f', file]);
  const { stdout } = await run('docker', ['compose', ...files, 'config', '--format', 'json'], { cwd: folder });
  const config = JSON.parse(stdout) as { services: Record<string, { ports?: { host_ip: string; target: number }[] }> };
  const lines = ['services:'];
  for (const name of WITH_PORTS) {
    lines.push(`  ${name}:`, '    ports: !override');
    for (const { host_ip: address, target } of config.services[name]?.ports ?? [])
      lines.push(`      - "${address}::${target}"`);
  }
  return `${lines.join('\n')}\n`;
}

async function urlOf(stack: Stack, service: string, port: number): Promise<string> {
  return `http://${(await stack.compose(['port', service, String(port)])).stdout.trim()}`;
}

/** `docker compose watch`, until it is told to stop; returns when it watches. */
async function watch(stack: Stack, signal: AbortSignal): Promise<void> {
  let output = '';
  forgetWatch(stack.project);
  const ended = stack.compose(['watch', '--no-up', ...SERVICES], {
    signal,
    timeout: 900_000,
    onOutput: (text) => (output += text),
  });
  // It ends by being told to, which is no fault; before that what it has said is in the message of `until`.
  ended.catch(() => undefined);
  await until('docker compose watch', () => Promise.resolve(/watch enabled/i.test(output)), 60).catch(
    (error: unknown) => {
      throw new Error(`${(error as Error).message}; it says: ${output.slice(-500)}`);
    },
  );
}

/** What a killed "watch" leaves: Compose takes whatever process has its number by now for it, and does not start. */
function forgetWatch(project: string): void {
  const folder = process.env.DOCKER_CONFIG ?? join(homedir(), '.docker');
  rmSync(join(folder, 'docker-compose', `${project}.pid`), { force: true });
}

async function changeService(stack: Stack): Promise<number> {
  const before = await stack.inspect('crm');
  const health = `${await urlOf(stack, 'crm', 5004)}/health`;
  const answer = async () => (await fetch(health)).text();
  expectEqual('answer before', await answer(), '{"status":"ok"}');
  edit(join(stack.folder, 'modules', 'crm', 'src', 'health.ts'), "({ status: 'ok' })", "({ status: 'changed' })");
  const ms = await until('the new answer', async () => (await answer()) === '{"status":"changed"}', 60);
  const after = await stack.inspect('crm');
  expectEqual('container', [after.Id, after.RestartCount], [before.Id, before.RestartCount]);
  return ms;
}

async function changePage(stack: Stack): Promise<number> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    // Vite tells the page of changes; those from before the page listens it is not told of.
    page.setDefaultTimeout(120_000); // a development server has little of the processor
    const listens = page.waitForEvent('console', (message) => message.text().includes('[vite] connected'));
    // Where the page fails first, that is the finding; a promise that nobody looks at would end the whole run.
    listens.catch(() => undefined);
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('requestfailed', (request) => said.push(`${request.url()}: ${request.failure()?.errorText ?? ''}`));
    await page.goto(await urlOf(stack, 'frontend', 8080));
    const heading = page.getByRole('heading', { name: 'ERP Nexus' });
    await heading.waitFor().catch(async (error: unknown) => {
      const logs = await stack.compose(['logs', '--tail', '20', '--no-color', 'frontend']);
      throw new Error(`${(error as Error).message}\nthe page says: ${said.join('\n')}\n${logs.stdout}`);
    });
    await listens;
    await page.waitForLoadState('networkidle');
    const changed = page.getByRole('heading', { name: 'ERP Nexus, changed' });
    const started = performance.now();
    edit(
      join(stack.folder, 'frontend', 'src', 'views', 'login.tsx'),
      '<h1>ERP Nexus</h1>',
      '<h1>ERP Nexus, changed</h1>',
    );
    await changed.waitFor().catch(async () => {
      const synced = await stack.exec('frontend', ['grep', '-c', 'changed', '/app/src/views/login.tsx'], {
        allowFailure: true,
      });
      const logs = await stack.compose(['logs', '--tail', '20', '--no-color', 'frontend']);
      throw new Error(
        `the page does not change; the file in the container ${synced.code === 0 ? 'has' : 'has not'}\n${logs.stdout}`,
      );
    });
    return performance.now() - started;
  } finally {
    await browser.close();
  }
}

async function changeSchema(stack: Stack): Promise<number> {
  const before = await stack.inspect('crm');
  const schema = join(stack.folder, 'modules', 'crm', 'prisma', 'schema.prisma');
  writeFileSync(schema, `${readFileSync(schema, 'utf8')}\n/// Changed.\n`);
  return until(
    'crm out of another image',
    async () => {
      const now = await stack.inspect('crm');
      return now.Image !== before.Image && now.State.Health?.Status === 'healthy';
    },
    180,
  );
}

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}: the application has changed`);
  writeFileSync(file, text.replace(from, to));
}
