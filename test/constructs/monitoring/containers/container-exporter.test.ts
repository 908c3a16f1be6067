import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CONTAINER_METRICS } from '../../../../src/constructs/monitoring/containers/contributions.js';
import { type FakeContainer, FakeEngine } from '../../../support/fake-engine.js';
import { endScripts, eventually, type Running, start } from './scripts.js';

/** As an engine on cgroup v1 says it, and one on v2. */
const CPU = {
  cpu_usage: { total_usage: 2_500_000_000, usage_in_usermode: 2e9, usage_in_kernelmode: 5e8 },
  throttling_data: { periods: 20, throttled_periods: 5, throttled_time: 1_500_000_000 },
};
const NETWORKS = {
  eth0: { rx_bytes: 1, rx_packets: 9, rx_errors: 2, rx_dropped: 3, tx_bytes: 4, tx_errors: 5, tx_dropped: 6 },
};
const V1 = {
  cpu_stats: CPU,
  memory_stats: {
    usage: 1000,
    stats: {
      ...{ inactive_file: 1, active_file: 2, total_cache: 500, total_rss: 450 },
      ...{ total_inactive_file: 400, total_active_file: 90 },
    },
  },
  pids_stats: { current: 7, limit: 64 },
  networks: NETWORKS,
  blkio_stats: {
    io_service_bytes_recursive: [
      { major: 8, minor: 0, op: 'Read', value: 10 },
      { major: 8, minor: 16, op: 'Read', value: 20 },
      { major: 8, minor: 0, op: 'Write', value: 5 },
      { major: 8, minor: 0, op: 'Total', value: 35 },
    ],
    io_serviced_recursive: [{ major: 8, minor: 0, op: 'Read', value: 2 }],
  },
};
const V2 = {
  cpu_stats: CPU,
  memory_stats: {
    usage: 1000,
    stats: { inactive_file: 300, active_file: 40, slab_reclaimable: 10, file: 350, anon: 600 },
  },
  pids_stats: { current: 7, limit: 2 ** 64 },
  networks: NETWORKS,
  blkio_stats: {
    io_service_bytes_recursive: [{ major: 8, minor: 0, op: 'read', value: 10 }],
    io_serviced_recursive: null,
  },
};
const HEALTHY = { Status: 'running', StartedAt: '2026-11-27T10:00:00.5Z', Health: { Status: 'healthy' } };

const id = (letter: string) => letter.repeat(64);
const container = (letter: string, more: Partial<FakeContainer> = {}): FakeContainer => ({
  id: id(letter),
  project: 'shop',
  service: letter,
  stats: V1,
  ...more,
});

let engine: FakeEngine;
let exporter: Running;
beforeEach(async () => {
  engine = new FakeEngine();
  await engine.listen();
  const proxy = await start('engine-proxy', { COMPOSE_PROJECT_NAME: 'shop', DOCKER_SOCKET: engine.socket });
  exporter = await start('container-exporter', { ENGINE_URL: proxy.url });
  await eventually('the exporter follows the engine', () => engine.isFollowed);
});
afterEach(async () => {
  endScripts();
  await engine.close();
});

/** Samples by name and labels. */
async function scrape(headers: Record<string, string> = {}): Promise<Map<string, number>> {
  const reply = await fetch(`${exporter.url}/metrics`, { headers });
  expect(reply.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const lines = (await reply.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

const labels = (letter: string) => `name="shop-${letter}-1",image="${letter}:1",service="${letter}",number="1"`;

describe('metrics of containers', () => {
  test('are what the engine says, in the units of Prometheus, with cgroup v1', async () => {
    engine.containers = [container('a')];
    const samples = await scrape();
    const of = (name: string, more = '') => samples.get(`container_${name}{${labels('a')}${more}}`);
    expect({
      cpu: of('cpu_usage_seconds_total'),
      throttled: of('cpu_cfs_throttled_periods_total'),
      waited: of('cpu_cfs_throttled_seconds_total'),
      workingSet: of('memory_working_set_bytes'),
      unreclaimable: of('memory_unreclaimable_bytes'),
      usage: of('memory_usage_bytes'),
      rss: of('memory_rss'),
      limit: of('spec_memory_limit_bytes'),
      cores: Number(of('spec_cpu_quota')) / Number(of('spec_cpu_period')),
      threads: of('threads'),
      threadsMax: of('threads_max'),
      sent: of('network_transmit_bytes_total', ',interface="eth0"'),
      read: of('fs_reads_bytes_total'),
      written: of('fs_writes_bytes_total'),
      started: of('start_time_seconds'),
      restarts: of('restarts_total'),
      kills: of('oom_kills_total'),
      running: of('state', ',state="running"'),
      exited: of('state', ',state="exited"'),
    }).toEqual({
      cpu: 2.5,
      throttled: 5,
      waited: 1.5,
      workingSet: 600,
      unreclaimable: 510,
      usage: 1000,
      rss: 450,
      limit: 67_108_864,
      cores: 0.25,
      threads: 7,
      threadsMax: 64,
      sent: 4,
      read: 30,
      written: 5,
      started: Date.UTC(2026, 10, 27, 10) / 1000 + 0.5,
      restarts: 2,
      kills: 0,
      running: 1,
      exited: 0,
    });
    expect(samples.get('container_scrape_error')).toBe(0);
  });

  test('are the same ones with cgroup v2', async () => {
    engine.containers = [container('a', { stats: V2 })];
    const samples = await scrape();
    const of = (name: string) => samples.get(`container_${name}{${labels('a')}}`);
    expect([of('memory_working_set_bytes'), of('memory_rss'), of('memory_cache'), of('threads_max')]).toEqual([
      700, 600, 350, 64,
    ]);
    expect(of('memory_unreclaimable_bytes')).toBe(650);
    expect([of('fs_reads_bytes_total'), of('fs_reads_total')]).toEqual([10, 0]);
  });

  test('have the families and labels that the observables rely on', async () => {
    engine.containers = [
      container('a', { inspection: { State: HEALTHY } }),
      container('b', {
        state: 'exited',
        inspection: { State: { Status: 'exited', ExitCode: 3, StartedAt: '', FinishedAt: '2026-11-27T10:00:00Z' } },
      }),
    ];
    const families = [...(await scrape()).keys()].map((series) => {
      const [, name = '', inside = ''] = /^(\w+)(?:\{(.*)\})?$/.exec(series) ?? [];
      return `${name}{${[...inside.matchAll(/(\w+)="/g)].map(([, label]) => label).join()}}`;
    });
    expect([...new Set(families)].sort()).toEqual([...CONTAINER_METRICS].sort());
  });

  test('are those of this project, but not of what somebody runs beside it', async () => {
    engine.containers = [
      container('a'),
      container('b', { project: 'mail' }),
      container('c', { oneoff: true, name: 'shop-a-run-1' }),
    ];
    const services = [...(await scrape()).keys()].map((series) => /service="(\w+)"/.exec(series)?.[1]).filter(Boolean);
    expect(new Set(services)).toEqual(new Set(['a']));
  });

  test('say nothing of the health of what has been stopped: the engine calls it unhealthy', async () => {
    const State = { ...HEALTHY, Status: 'exited', Health: { Status: 'unhealthy' } };
    engine.containers = [container('a', { state: 'exited', inspection: { State } })];
    expect([...(await scrape()).keys()].filter((name) => name.includes('health'))).toEqual([]);
  });

  test('say nothing of what is not limited, does not run or has no health check', async () => {
    const HostConfig = { Memory: 0, NanoCpus: 0, CpuQuota: 0, CpuPeriod: 0, PidsLimit: null };
    engine.containers = [container('a', { inspection: { HostConfig } }), container('b', { state: 'exited' })];
    const names = [...(await scrape()).keys()];
    const of = (letter: string) =>
      names.filter((name) => name.includes(labels(letter))).map((name) => name.split('{')[0]);
    expect(of('a').filter((name) => /spec|max|health|exit/.test(name ?? ''))).toEqual([]);
    expect(of('b').filter((name) => /cpu_usage|memory_u|network|threads$/.test(name ?? ''))).toEqual([]);
    expect(of('b')).toContain('container_restarts_total');
  });

  test('escape what a name may contain', async () => {
    const inspection = { Config: { Image: 'a"b\\c\nd' } };
    engine.containers = [container('a', { inspection })];
    expect([...(await scrape()).keys()].filter((name) => name.startsWith('container_restarts'))).toEqual([
      'container_restarts_total{name="shop-a-1",image="a\\"b\\\\c\\nd",service="a",number="1"}',
    ]);
  });
});

describe('what happens between two scrapes', () => {
  test('is counted: a process that was killed for want of memory is back before anybody looks', async () => {
    engine.containers = [container('a')];
    engine.tell('oom', id('a'), 1e18);
    engine.tell('die', id('a'), 1e18 + 1e6, { exitCode: '137' });
    engine.tell('oom', id('a'), 1e18 + 2e6);
    // Said twice, as after a lost connection.
    engine.tell('oom', id('a'), 1e18 + 2e6);
    const kills = () => scrape().then((samples) => samples.get(`container_oom_kills_total{${labels('a')}}`));
    await eventually('two kills', async () => (await kills()) === 2);
    const samples = await scrape();
    expect(samples.get(`container_oom_kills_total{${labels('a')}}`)).toBe(2);
    expect(samples.get(`container_exit_code{${labels('a')}}`)).toBe(137);
  });

  test('is asked for once the engine is back', async () => {
    engine.tell('oom', id('a'), 1_795_000_000_000_000_000);
    engine.containers = [container('a')];
    await eventually(
      'it was seen',
      async () => (await scrape()).get(`container_oom_kills_total{${labels('a')}}`) === 1,
    );
    engine.dropFollowers();
    await eventually('it follows again', () => engine.isFollowed);
    expect(engine.requests.at(-1)).toMatch(/^GET \/events\?filters=.*&since=1795000000$/);
  });
});

describe('the cost and the patience of a scrape', () => {
  test('many containers are asked for at the same time, eight at most, and not again within a second', async () => {
    const many = Array.from({ length: 20 }, (_, i) => container(`s${i}`, { id: String(i).padStart(64, '0') }));
    engine.containers = many;
    const before = engine.requests.length;
    const pages = await Promise.all([scrape(), scrape()]);
    await scrape();
    expect(pages[0].size).toBe(pages[1].size);
    expect(engine.requests.length - before).toBe(1 + 2 * many.length);
    // And the events.
    expect(engine.busiest).toBeGreaterThan(5);
    expect(engine.busiest).toBeLessThanOrEqual(9);
  });

  test('an engine that hangs is reported, in the time that Prometheus gives', async () => {
    engine.containers = [container('a')];
    engine.hangs = /^\/containers/;
    const begun = performance.now();
    const samples = await scrape({ 'x-prometheus-scrape-timeout-seconds': '1' });
    // The proxy would wait for ten seconds.
    expect(performance.now() - begun).toBeLessThan(6000);
    expect([...samples.keys()].filter((name) => name.includes('service='))).toEqual([]);
    expect(samples.get('container_scrape_error')).toBe(1);
    engine.hangs = /^$/;
    await eventually('the next scrape is whole', async () => (await scrape()).get('container_scrape_error') === 0);
  });

  test('a container whose counters can not be had keeps its state', async () => {
    engine.containers = [container('a'), container('b')];
    engine.hangs = new RegExp(`${id('a')}/stats`);
    const samples = await scrape({ 'x-prometheus-scrape-timeout-seconds': '1' });
    expect(samples.get('container_scrape_error')).toBe(1);
    expect(samples.get(`container_restarts_total{${labels('a')}}`)).toBe(2);
    expect(samples.has(`container_cpu_usage_seconds_total{${labels('a')}}`)).toBe(false);
    expect(samples.get(`container_cpu_usage_seconds_total{${labels('b')}}`)).toBe(2.5);
  });

  test('one that is removed meanwhile is no error', async () => {
    engine.containers = [container('a'), container('b')];
    engine.forgets = id('a');
    const samples = await scrape();
    expect(samples.get('container_scrape_error')).toBe(0);
    expect(samples.has(`container_restarts_total{${labels('b')}}`)).toBe(true);
  });
});
