import type { EngineApi, Usage } from './engine-api.js';
import { load, type LoadResult, pause } from './load.js';
import type { RuntimeFigures, ServiceRuntime } from './results.js';
import type { ServiceName } from './subjects.js';
import type { Platform } from './stacks.js';

export interface RuntimeOptions {
  readonly runs: number;
  /** Starts of each generated service; the legacy ones, which are slow, have a quarter as many. */
  readonly starts: number;
  readonly services: readonly ServiceName[];
  readonly quick: boolean;
  readonly say: (progress: string) => void;
}

const CONNECTIONS = 20;

type Key = `${Platform['contender']}/${ServiceName}`;
type Collected = Map<Key, { starts: number[]; rest?: Usage; loaded?: Usage; answers?: LoadResult }>;

/** Runs both platforms, and measures them in turn. They are up together once each has been started alone. */
export async function measureRuntime(
  platforms: readonly Platform[],
  api: EngineApi,
  options: RuntimeOptions,
): Promise<RuntimeFigures> {
  const { quick, say } = options;
  const idleSeconds = quick ? 20 : 60;
  const loadSeconds = quick ? 2 : 10;
  const platform = await startPlatforms(platforms, options);
  for (const each of platforms) await each.up();
  const collected: Collected = new Map();
  await measureStarts(platforms, collected, options);
  say(`at rest for ${quick ? 5 : 30} s`);
  await pause(quick ? 5000 : 30_000);
  const subjects = subjectsOf(platforms, options.services);
  for (const { key, platform: owner, service } of subjects)
    entry(collected, key).rest = await api.usage(await owner.id(service));
  for (const { key, platform: owner, service } of subjects) {
    // Through to the database and Redis, without which a service does not say that it is ready; a front end has neither.
    const url = await owner.url(service, service === 'frontend' ? '/' : '/health/deep');
    const answers = await load(url, CONNECTIONS, loadSeconds);
    const loaded = await api.usage(await owner.id(service));
    Object.assign(entry(collected, key), { answers, loaded });
    say(`${key}: ${answers.requests} requests, ${megabytes(loaded)} after them`);
  }
  const checked = await measureIdle(platforms, api, options, idleSeconds, 'with health checks');
  for (const each of platforms) if (each.contender === 'generated') await each.withoutHealthChecks();
  const unchecked = await measureIdle(platforms, api, options, idleSeconds, 'without');
  const services = subjects.map(({ key, platform: owner, service }): ServiceRuntime => {
    const { starts, rest, loaded, answers } = entry(collected, key);
    const generated = owner.contender === 'generated';
    return {
      contender: owner.contender,
      service,
      starts,
      atRest: rest?.memory ?? NaN,
      afterLoad: loaded?.memory ?? NaN,
      requests: answers?.requests ?? 0,
      errors: answers?.errors ?? 0,
      idleWithCheck: generated ? checked.get(key) : undefined,
      idleWithoutCheck: unchecked.get(key),
    };
  });
  return { platform, services, idleSeconds, loadSeconds, connections: CONNECTIONS };
}

/** Each platform alone, from nothing, in turn. */
async function startPlatforms(
  platforms: readonly Platform[],
  { runs, say }: RuntimeOptions,
): Promise<RuntimeFigures['platform']> {
  const spent = { legacy: [] as number[], generated: [] as number[] };
  for (let round = 0; round < runs; round++) {
    for (const platform of platforms) {
      const ms = await platform.up();
      say(`${platform.contender}: the platform answers after ${(ms / 1000).toFixed(1)} s`);
      spent[platform.contender].push(ms);
      await platform.down();
    }
  }
  return spent;
}

async function measureStarts(
  platforms: readonly Platform[],
  collected: Collected,
  { starts, services, say }: RuntimeOptions,
): Promise<void> {
  for (let round = 0; round < starts; round++) {
    for (const { key, platform, service } of subjectsOf(platforms, services)) {
      if (platform.contender === 'legacy' && round >= Math.max(1, starts / 4)) continue;
      entry(collected, key).starts.push(await platform.restart(service));
    }
    say(`start ${round + 1} of ${starts}`);
  }
}

/** Processor microseconds a minute of each service while nothing is asked of it. */
async function measureIdle(
  platforms: readonly Platform[],
  api: EngineApi,
  { services, quick, say }: RuntimeOptions,
  seconds: number,
  what: string,
): Promise<Map<Key, number>> {
  await pause(quick ? 5000 : 20_000);
  say(`idle for ${seconds} s, ${what}`);
  const subjects = await Promise.all(
    subjectsOf(platforms, services).map(async ({ key, platform, service }) => ({
      key,
      id: await platform.id(service),
    })),
  );
  const read = (): Promise<[Key, number, number][]> =>
    Promise.all(
      subjects.map(async ({ key, id }) => [key, (await api.usage(id)).cpuMicroseconds, performance.now()] as const),
    ).then((rows) => rows.map(([key, cpu, at]) => [key, cpu, at]));
  const before = new Map((await read()).map(([key, cpu, at]) => [key, { cpu, at }]));
  await pause(seconds * 1000);
  return new Map(
    (await read()).map(([key, cpu, at]) => {
      const first = before.get(key) ?? { cpu: NaN, at: NaN };
      return [key, ((cpu - first.cpu) / (at - first.at)) * 60_000];
    }),
  );
}

function subjectsOf(
  platforms: readonly Platform[],
  services: readonly ServiceName[],
): { readonly key: Key; readonly platform: Platform; readonly service: ServiceName }[] {
  return services.flatMap((service) =>
    platforms
      .filter((platform) => platform.services.includes(service))
      .map((platform) => ({ key: `${platform.contender}/${service}` as const, platform, service })),
  );
}

function entry(collected: Collected, key: Key): Collected extends Map<Key, infer V> ? V : never {
  let found = collected.get(key);
  if (!found) collected.set(key, (found = { starts: [] }));
  return found;
}

function megabytes({ memory }: Usage): string {
  return `${(memory / 1e6).toFixed(0)} MB`;
}
