import { describe, expect, it } from 'vitest';
import { MemorySize } from '../../../src/index.js';
import { capacityOf, type CapacityNeeds } from '../../../src/constructs/proxy/capacity.js';

const MiB = (n: number) => MemorySize.mebibytes(n);
const needs = (more: Partial<CapacityNeeds> = {}): CapacityNeeds => ({
  memory: MiB(128),
  cpus: 0.25,
  pids: 64,
  tls: true,
  rates: 1,
  own: { zones: 0, connection: 0 },
  requestLine: MemorySize.kibibytes(16),
  responseHeaders: MemorySize.kibibytes(32),
  fail: (problem, fix) => new Error(`${problem}. ${fix}.`),
  ...more,
});

/** What all of it comes to, in MiB. */
function sum(asked: CapacityNeeds): number {
  const { workers, connections, bodies } = capacityOf(asked);
  const each = 20 + (asked.requestLine.toBytes() + asked.responseHeaders.toBytes() + asked.own.connection) / 1024;
  const zones = (asked.tls ? 4 : 0) + 2 * asked.rates + asked.own.zones / 1024 ** 2;
  return (
    5 * (workers + 1) +
    zones +
    4 +
    (bodies * (asked.body?.toBytes() ?? 0)) / 1024 ** 2 +
    (workers * connections * each) / 1024
  );
}

describe('capacityOf', () => {
  it('gives what is left to connections', () => {
    expect(capacityOf(needs())).toEqual({
      workers: 1,
      connections: 1600,
      bodies: 0,
      least: MemorySize.kibibytes((10 + 6) * 1024 + 128 * 68),
      tmp: MiB(4),
      sum: 'Of 128 MiB memory: 10 MiB for nginx with 1 worker, 6 MiB for its zones, 4 MiB for /tmp, and 68 KiB for each connection, to clients and services.',
    });
  });

  it('has a worker for each core of the limit', () => {
    expect(capacityOf(needs({ cpus: 2.5, memory: MiB(512) })).workers).toBe(3);
  });

  it.each([
    ['alone', {}],
    ['with many routes', { rates: 9 }],
    ['with long headers', { responseHeaders: MemorySize.kibibytes(256), requestLine: MemorySize.kibibytes(64) }],
    ['with whole bodies', { body: MiB(1) }],
    ['with large whole bodies', { body: MiB(100), memory: MiB(1024) }],
    ['with workers', { cpus: 4, memory: MiB(256) }],
    ['with much memory', { memory: MiB(8192) }],
  ])('%s does not promise more than the limit', (_, more) => {
    const asked = needs(more);
    expect(sum(asked)).toBeLessThanOrEqual(asked.memory.toMebibytes());
  });

  it('holds in /tmp as many whole bodies as it counts', () => {
    const { bodies, tmp } = capacityOf(needs({ body: MiB(3) }));
    expect(bodies).toBe(18);
    expect(tmp).toEqual(MiB(4 + 54));
  });

  it('holds no more whole bodies than 64, and no fewer than 4', () => {
    expect(capacityOf(needs({ body: MemorySize.kibibytes(64) })).bodies).toBe(64);
    expect(capacityOf(needs({ body: MiB(22) })).bodies).toBe(4);
  });

  it('refuses whole bodies that do not fit, with the sum', () => {
    expect(() => capacityOf(needs({ body: MiB(50) }))).toThrow(
      'what the proxy promises does not fit in 128 MiB: 10 MiB for nginx with 1 worker, 6 MiB for its zones, 4 MiB for /tmp, ' +
        '4 bodies of 50 MiB at once 200 MiB, 128 connections of 68 KiB 8704 KiB; together 229 MiB. ' +
        'Leave requestBuffering out, so that bodies are passed on as they come; or give it resources: ' +
        'Resources.of({ memory: MemorySize.mebibytes(229), … }).',
    );
  });

  it('refuses headers and routes that do not fit, with the sum', () => {
    expect(() => capacityOf(needs({ memory: MiB(32), rates: 5 }))).toThrow(
      /^what the proxy promises does not fit in 32 MiB: .* together 37 MiB\. Give it resources: Resources\.of\(\{ memory: MemorySize\.mebibytes\(37\)/,
    );
  });

  it('refuses more workers than there may be processes, counting the old ones of a restart', () => {
    expect(capacityOf(needs({ cpus: 30, memory: MiB(1024) })).workers).toBe(30);
    expect(() => capacityOf(needs({ cpus: 31, memory: MiB(1024) }))).toThrow(
      '31 workers of nginx do not fit in 64 processes. Give it resources: Resources.of({ …, pids: 66 }), or fewer cpus.',
    );
  });
});
