import { Gauge, type Registry } from 'prom-client';

/** The counters of a pool of the driver `pg`. */
export interface Pool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/**
 * Metrics of the pool of database connections.
 *
 * @param max most connections of the pool
 * @returns call it with the pool when the pool exists; until then there are 0 connections
 */
export function measurePool(registry: Registry, max: number): (pool: Pool) => void {
  let pool: Pool = { totalCount: 0, idleCount: 0, waitingCount: 0 };
  const registers = [registry];
  new Gauge({
    name: 'db_pool_connections',
    help: 'Open connections, by state',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'active' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
    },
  });
  new Gauge({
    name: 'db_pool_waiting',
    help: 'Queries that wait for a connection',
    registers,
    collect() {
      this.set(pool.waitingCount);
    },
  });
  new Gauge({ name: 'db_pool_connections_max', help: 'Most connections of the pool', registers }).set(max);
  return (connected) => {
    pool = connected;
  };
}
