import { expectEqual, expectThat } from './checks.js';
import { run } from './run.js';
import { type ContainerInfo, type Stack, until } from './stack.js';

export async function hasNode(stack: Stack, name: string): Promise<boolean> {
  return (await stack.exec(name, ['node', '--version'], { allowFailure: true })).code === 0;
}

export async function survivesKill(stack: Stack, name: string): Promise<string> {
  const before = await stack.inspect(name);
  // From outside: the engine takes `docker kill` for a wish to stop, and would not restart.
  process.kill(before.State.Pid, 'SIGKILL');
  const ms = await until(`${name} runs again`, () => cameBack(stack, name, before));
  return `healthy after ${(ms / 1000).toFixed(1)} s`;
}

/** In the container: has the service's own process take memory, by way of its inspector. */
const TAKE_MEMORY = `
process.kill(1, 'SIGUSR1');
const take = 'globalThis.held = []; setInterval(() => globalThis.held.push(Buffer.alloc(32 * 1024 * 1024, 1)), 20); 1';
(async () => {
  for (let tries = 0; tries < 50; tries++) {
    const targets = await fetch('http://127.0.0.1:9229/json/list').then((reply) => reply.json(), () => []);
    if (targets.length === 0) { await new Promise((resolve) => setTimeout(resolve, 100)); continue; }
    const socket = new WebSocket(targets[0].webSocketDebuggerUrl);
    socket.onopen = () => socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: take } }));
    socket.onclose = socket.onerror = () => process.exit(0);
    return;
  }
  console.error('no inspector: it was not told to take memory');
  process.exit(9);
})();
`;

/** The service itself takes more than its limit: the kernel ends it, and the engine starts it again. */
export async function survivesOutOfMemory(stack: Stack, name: string): Promise<string> {
  const before = await stack.inspect(name);
  const taking = stack.exec(name, ['node', '-e', TAKE_MEMORY], { allowFailure: true });
  const [told, ms] = await Promise.all([taking, until(`${name} runs again`, () => cameBack(stack, name, before), 60)]);
  expectThat(told.code !== 9, told.stderr);
  const now = await stack.inspect(name);
  const asked = ['events', '--since', before.State.StartedAt, '--until', now.State.StartedAt];
  const format = '{{.Action}} {{.Actor.Attributes.exitCode}}';
  const events = (await run('docker', [...asked, '--filter', `container=${now.Id}`, '--format', format])).stdout;
  expectThat(/^oom\b/m.test(events), `the kernel killed nothing of ${name}: ${events.replaceAll('\n', ', ')}`);
  expectEqual(`exit code of ${name}`, /^die (\d+)/m.exec(events.slice(events.search(/^oom\b/m)))?.[1], '137');
  return `exit 137 at ${now.HostConfig.Memory / 2 ** 20} MiB, healthy after ${(ms / 1000).toFixed(1)} s`;
}

/** Stops every process of the container but the first and this shell, runs the words after it, and lets them go on. */
const WHILE_STOPPED =
  'pids=; for p in /proc/[0-9]*; do p=${p#/proc/}; [ "$p" -eq 1 ] || [ "$p" -eq $$ ] || pids="$pids $p"; done; ' +
  'kill -STOP $pids; timeout 5 "$@"; code=$?; kill -CONT $pids; exit "$code"';

/** What the engine asks must depend on the service: it fails where that hangs, and is well again after. */
export async function healthCheckSees(stack: Stack, name: string): Promise<string> {
  const [kind, ...words] = (await stack.inspect(name)).Config.Healthcheck?.Test ?? [];
  expectThat(kind === 'CMD' || kind === 'CMD-SHELL', `${name} has no health check`);
  const test = kind === 'CMD' ? words : ['sh', '-c', ...words];
  const well = await stack.exec(name, test, { allowFailure: true });
  expectThat(well.code === 0, `the health check of ${name} fails: ${well.stderr}`);
  const hangs = await stack.exec(name, ['sh', '-c', WHILE_STOPPED, 'sh', ...test], { allowFailure: true });
  expectThat(hangs.code !== 0, `the health check of ${name} holds although ${name} hangs: ${test.join(' ')}`);
  await until(`${name} is healthy`, async () => (await stack.inspect(name)).State.Health?.Status === 'healthy');
  return `fails with ${hangs.code}`;
}

async function cameBack(stack: Stack, name: string, before: ContainerInfo): Promise<boolean> {
  const now = await stack.inspect(name);
  return now.Id === before.Id && now.RestartCount > before.RestartCount && now.State.Health?.Status === 'healthy';
}
