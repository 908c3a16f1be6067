import type { PortMapping } from '../../../../read/compose/document.js';
import { portRange } from '../../../../read/compose/ports.js';

/** A port as it is written, for messages: `127.0.0.1:8080:80`. */
export function written({ hostIp, published, target, protocol }: PortMapping): string {
  const address = hostIp?.includes(':') ? `[${hostIp}]` : hostIp;
  const parts = [address, published ?? (address === undefined ? undefined : ''), target];
  return parts.filter((part) => part !== undefined).join(':') + (protocol === 'tcp' ? '' : `/${protocol}`);
}

/** Whether a number or range has something below a bound, and above nought. */
export function reachesBelow(text: string | undefined, bound: number): boolean {
  const first = text === undefined ? undefined : portRange(text)?.[0];
  return first !== undefined && first > 0 && first < bound;
}

/** Whether a number or range has a port. */
export function includes(text: string | undefined, port: number): boolean {
  const range = text === undefined ? undefined : portRange(text);
  return range !== undefined && range[0] <= port && port <= range[1];
}

/** Whether a port is that of a web server on the host. */
export function isWeb({ published }: PortMapping): boolean {
  return published === '80' || published === '443';
}

/** Ports of databases, caches, queues and their peers; not those that others are known for: 7000, 50000 (Jenkins). */
export const DATA_STORE_PORTS: ReadonlyMap<number, string> = new Map([
  ...([
    [5432, 'PostgreSQL'],
    [3306, 'MySQL'],
    [33060, 'MySQL'],
    [1433, 'SQL Server'],
    [1521, 'Oracle'],
  ] as const),
  ...([
    [27017, 'MongoDB'],
    [27018, 'MongoDB'],
    [27019, 'MongoDB'],
    [6379, 'Redis'],
    [11211, 'memcached'],
  ] as const),
  ...([
    [9200, 'Elasticsearch'],
    [9300, 'Elasticsearch'],
    [5984, 'CouchDB'],
    [9042, 'Cassandra'],
  ] as const),
  ...([
    [7474, 'Neo4j'],
    [7687, 'Neo4j'],
    [8529, 'ArangoDB'],
    [26257, 'CockroachDB'],
    [8086, 'InfluxDB'],
  ] as const),
  ...([
    [5672, 'RabbitMQ'],
    [15672, 'RabbitMQ'],
    [25672, 'RabbitMQ'],
    [4369, 'Erlang'],
    [9092, 'Kafka'],
  ] as const),
  ...([
    [2181, 'ZooKeeper'],
    [2379, 'etcd'],
    [2380, 'etcd'],
    [28015, 'RethinkDB'],
    [6333, 'Qdrant'],
  ] as const),
]);
