import type { ComposeProject, ComposeService } from './document.js';
import { at, textOf } from './node.js';
import { once } from '../../model/once.js';

/** What a service waits for, and until when. */
export interface Dependency {
  readonly name: string;
  /** `service_started`, `service_healthy`, `service_completed_successfully`. */
  readonly condition: string;
  /** Whether the condition is written; without one, Compose waits for the start. */
  readonly explicit: boolean;
  readonly line: number;
  readonly file: string;
  readonly endLine: number;
}

/** `depends_on` in one form. */
export const dependenciesOf = once((service: ComposeService): readonly Dependency[] => {
  const node = service.get('depends_on');
  if (node?.kind === 'map') {
    return [...node.entries.values()].map(({ key, value, file, line, endLine }) => ({
      name: key,
      condition: textOf(at(value, 'condition')) ?? 'service_started',
      explicit: at(value, 'condition') !== undefined,
      file,
      line,
      endLine,
    }));
  }
  if (node?.kind !== 'sequence') return [];
  return node.items.flatMap((item) => {
    const name = textOf(item);
    const { file, line, endLine } = item;
    return name === undefined ? [] : [{ name, condition: 'service_started', explicit: false, file, line, endLine }];
  });
});

/** Whether a service is meant to end: others wait until it has, or it is a job of a swarm. */
export function isJob(service: ComposeService, project: ComposeProject): boolean {
  if (/-job$/.test(textOf(service.get('deploy', 'mode')) ?? '')) return true;
  return awaited(project).has(service.name);
}

/** Services that others wait for until they have ended. */
const awaited = once((project: ComposeProject): ReadonlySet<string> => {
  const names = project.services
    .flatMap(dependenciesOf)
    .filter(({ condition }) => condition === 'service_completed_successfully')
    .map(({ name }) => name);
  return new Set(names);
});

const named = once(
  ({ services }: ComposeProject): ReadonlyMap<string, ComposeService> =>
    new Map(services.map((service) => [service.name, service])),
);

export function serviceNamed(name: string, project: ComposeProject): ComposeService | undefined {
  return named(project).get(name);
}

/** The number behind `version:`; undefined for the Compose specification, which has none. */
export function formatVersion(project: ComposeProject): number | undefined {
  const version = Number.parseFloat(textOf(at(project.root, 'version')) ?? '');
  return Number.isNaN(version) ? undefined : version;
}

/** The name of a service's image without registry, folders, tag and digest: `postgres`. */
export function imageName(service: ComposeService): string | undefined {
  const name = service.image?.split('@', 1)[0]?.split('/').at(-1)?.split(':', 1)[0];
  return name?.toLowerCase();
}

/** Servers that keep data, by the name of their image. */
const DATA_STORE =
  /^(?:(?:alpine-|oss-)?(?:postgres|postgresql|postgis|pgvector|timescaledb(?:-ha)?|mysql|mysql-server|mariadb|mariadb-galera|percona(?:-server)?|mongo|mongodb|mongodb-community-server|redis|redis-stack|redis-stack-server|valkey|keydb|dragonfly|memcached|elasticsearch|elasticsearch-oss|opensearch|cassandra|scylla|couchdb|couchbase|neo4j|influxdb|clickhouse|clickhouse-server|cockroach|etcd|zookeeper|rethinkdb|arangodb|rabbitmq|kafka|cp-kafka|oracle-xe|oracle-free|azure-sql-edge|db2|surrealdb|tidb|questdb|victoria-metrics|qdrant|weaviate|milvus|meilisearch|solr))$/;

/** Whether a service is a database, a cache, a queue or the like. */
export function isDataStore(service: ComposeService): boolean {
  if (/\bmssql\/server\b/.test(service.image ?? '')) return true;
  return DATA_STORE.test(imageName(service) ?? '');
}

/** Whether a service is a Windows container: it has neither capabilities nor security options, and no user called root. */
export function isWindows(service: ComposeService): boolean {
  const platform = textOf(service.get('platform')) ?? '';
  if (service.get('isolation') !== undefined || platform.startsWith('windows')) return true;
  return /\bmicrosoft\.com\/windows\b|nanoserver|windowsservercore|\bwindows-ltsc/i.test(service.image ?? '');
}
