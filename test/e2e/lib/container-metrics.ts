import type { PlatformModel } from '../../../src/index.js';
import { expectEqual, expectThat } from './checks.js';
import { query } from './prometheus.js';
import { run } from './run.js';
import { type Stack, until } from './stack.js';

const EXPORTER = 'container-exporter';
const IMAGE = 'node:24-alpine';

/** Asks the proxy as the exporter could, from its container: `METHOD PATH` a line in, `STATUS BODY` a line out. */
const ASK = `
const { request } = require('node:http');
const ask = (line) => new Promise((resolve) => {
  const [method, path] = line.split(' ');
  request(process.env.ENGINE_URL + path, { method }, (answer) => {
    let text = '';
    answer.on('data', (chunk) => (text += chunk)).on('end', () => resolve(answer.statusCode + ' ' + text.trim()));
  }).end();
});
(async () => { for (const line of process.argv.slice(1)) console.log(await ask(line)); })();
`;

async function ask(stack: Stack, ...requests: readonly string[]): Promise<string[]> {
  return (await stack.exec(EXPORTER, ['node', '-e', ASK, ...requests])).stdout.trim().split('\n');
}

/** The page of the exporter, as it is now: what it keeps for a second is over. */
async function page(stack: Stack): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const { stdout } = await stack.exec(EXPORTER, ['wget', '-q', '-O', '-', 'http://127.0.0.1:9338/metrics']);
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** Every family that is declared exists, and those of a container for each that runs. */
export async function everyContainerIsSeen(stack: Stack, model: PlatformModel): Promise<string> {
  const declared = model.contributions.flatMap((one) =>
    one.kind === 'scrape' && one.subject === EXPORTER ? (one.metrics ?? []) : [],
  );
  const families = declared.map((family) => family.split('{')[0] ?? '');
  const lines = await page(stack);
  const seen = new Set(lines.map((line) => /^\w+/.exec(line)?.[0]));
  expectEqual(
    'families that are missing',
    families.filter((name) => !seen.has(name)),
    [],
  );
  // Not of a container that ended, and not of one that has never ended.
  const ofRunning = declared.filter((family) => family.includes('service')).map((family) => family.split('{')[0] ?? '');
  for (const { name, kind, liveness } of model.workloads) {
    const own = new Set(
      lines.filter((line) => line.includes(`service="${name}"`)).map((line) => /^\w+/.exec(line)?.[0]),
    );
    const wanted = kind === 'job' ? ['container_state', 'container_exit_code'] : ofRunning;
    const optional = new Set([
      ...(kind === 'job' ? [] : ['container_exit_code']),
      ...(liveness ? [] : ['container_health_state']),
    ]);
    expectEqual(
      `families missing of ${name}`,
      wanted.filter((family) => !own.has(family) && !optional.has(family)),
      [],
    );
  }
  return `${families.length} families, ${model.workloads.length} containers, ${lines.length} series`;
}

/** What the proxy tells, and what it does not. */
export async function proxyTellsLittle(stack: Stack, model: PlatformModel): Promise<string> {
  const stranger = await stack.guest({ 'com.docker.compose.project': 'nexus-e2e-stranger' }, IMAGE, ['sleep', '60']);
  const [list = ''] = await ask(stack, 'GET /containers/json');
  const ids = (JSON.parse(list.slice(4)) as { Id: string }[]).map(({ Id }) => Id);
  expectEqual('containers it lists', ids.length, model.workloads.length);
  expectThat(!list.includes(stranger), 'a container of another project is listed');
  const told = await ask(stack, ...ids.flatMap((id) => [`GET /containers/${id}/json`, `GET /containers/${id}/stats`]));
  expectEqual('answers', new Set(told.map((line) => line.slice(0, 3))), new Set(['200']));
  const text = `${list}\n${told.join('\n')}`;
  let variables = 0;
  for (const { name: subject } of model.workloads) {
    const { Config } = await stack.inspect(subject);
    expectThat(Config.Env.length > 0, `${subject} has no variable that could be seen`);
    for (const variable of Config.Env) {
      const name = variable.slice(0, variable.indexOf('=') + 1);
      expectThat(!text.includes(name), `${name} of ${subject} is told`);
      variables++;
    }
  }
  expectThat(!/"(?:Env|Cmd|Args|Mounts|Log|Path)"/.test(text), 'it tells more than figures');
  const refused = await ask(
    stack,
    `POST /containers/${ids[0]}/stop`,
    `DELETE /containers/${ids[0]}`,
    'POST /containers/create',
    `GET /containers/${stranger}/json`,
    `GET /containers/${stranger}/stats`,
    `GET /containers/${ids[0]}/logs?stdout=1`,
    'GET /info',
  );
  expectEqual(
    'what is refused',
    refused.map((line) => line.slice(0, 3)),
    ['405', '405', '405', '404', '404', '404', '404'],
  );
  await run('docker', ['rm', '--force', stranger]);
  return `${ids.length} containers; ${variables} variables unseen; ${refused.length} requests refused`;
}

/** A process takes more memory than its container may: it is killed at once, and counted though no scrape saw it. */
export async function killIsCounted(stack: Stack, service: string): Promise<string> {
  const kills = async () => {
    const line = (await page(stack)).find(
      (line) => line.startsWith('container_oom_kills_total') && line.includes(`service="${service}"`),
    );
    return Number(line?.slice(line.lastIndexOf(' ')));
  };
  const before = await kills();
  const hog = 'const all = []; for (;;) all.push(Buffer.alloc(1 << 22, 1));';
  const { code } = await stack.exec(service, ['node', '-e', hog], { allowFailure: true });
  expectEqual('exit code of the process', code, 137);
  const ms = await until('the kill is counted', async () => (await kills()) > before, 20);
  return `from ${before} to ${await kills()}, ${(ms / 1000).toFixed(0)} s later`;
}

/** What looking costs, at rest: health checks of the containers included. */
export async function costAtRest(): Promise<string> {
  const watchers = ['engine-proxy', EXPORTER, 'node-exporter'];
  const parts: string[] = [];
  for (const service of watchers) {
    const [cpu] = await query(`rate(container_cpu_usage_seconds_total{service="${service}"}[1m])`);
    const [memory] = await query(`container_memory_working_set_bytes{service="${service}"}`);
    if (!cpu || !memory) throw new Error(`nothing is known of ${service}`);
    expectThat(memory.value < 64 * 1024 ** 2, `${service} takes ${memory.value} bytes`);
    parts.push(`${service}: ${(cpu.value * 100).toFixed(1)} % of a core, ${(memory.value / 1024 ** 2).toFixed(0)} MiB`);
  }
  const [took] = await query('container_scrape_duration_seconds');
  return `${parts.join('; ')}; a scrape takes ${((took?.value ?? NaN) * 1000).toFixed(0)} ms`;
}

/** The declared families of a subject, as Prometheus has them. */
export async function everyFamilyOf(model: PlatformModel, job: string): Promise<string> {
  const declared = model.contributions.flatMap((one) =>
    one.kind === 'scrape' && one.subject === job ? (one.metrics ?? []) : [],
  );
  const wrong: string[] = [];
  for (const family of declared) {
    const [name = '', inside = ''] = family.slice(0, -1).split('{');
    const [sample] = await query(`${name}{job="${job}"}`);
    const own = Object.keys(sample?.labels ?? {}).filter((label) => !['__name__', 'job', 'instance'].includes(label));
    if (!sample || own.sort().join() !== inside.split(',').filter(Boolean).sort().join())
      wrong.push(`${family}: ${own.join()}`);
  }
  expectEqual(`families of ${job} that are missing, or have other labels`, wrong, []);
  return `${declared.length} families`;
}
