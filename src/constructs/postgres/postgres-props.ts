import type { MemorySize } from '../../model/memory-size.js';
import type { WorkloadProps } from '../core/workload-props.js';
import type { PostgresOriginProps } from './move.js';

export interface PostgresDatabaseProps extends WorkloadProps {
  /** Major version, 14 to 18. @default 17 */
  readonly version?: number;
  /**
   * Distribution of the image. On Alpine sorting is by ICU or by bytes, never by the C library.
   *
   * @default 'alpine'
   */
  readonly distribution?: 'alpine' | 'bookworm';
  /** Name of the database: lower-case letters, digits and underscores. */
  readonly database: string;
  /** Role that owns the database and changes its schemas; no service is given it. @default `<database>_owner` */
  readonly owner?: string;
  /** ICU locale that texts are sorted by, a BCP 47 tag such as `pt-BR`. Fixed when the data folder is made. @default 'und', the order of the Unicode standard */
  readonly locale?: string;
  /**
   * Most connections: the pools of all containers, one more container of each consumer in a rolling update, migrations,
   * exporters, and three for an administrator. Each takes a process and about 4 MiB of the memory limit.
   *
   * @default 100, or what the limits of memory and processes allow
   */
  readonly maxConnections?: number;
  /**
   * Extensions of the database, `['citext', 'pg_trgm']`: made once, by the superuser, for every role.
   *
   * @default none
   */
  readonly extensions?: readonly string[];
  /** Name of the volume with the databases. @default `<id>_data` with underscores */
  readonly volume?: string;
  /**
   * Where the data was before: on another major version or distribution, with another locale, or in a volume of another
   * name. `scripts/` has a script that carries it over, by a dump, a restore and a comparison of every row.
   *
   * @default the data has always been here
   */
  readonly movedFrom?: PostgresOriginProps;
  /**
   * Size of `/dev/shm`, for parallel queries; it counts against the memory limit.
   *
   * @default MemorySize.mebibytes(128), at most a quarter of the memory limit
   */
  readonly shmSize?: MemorySize;
  /** Port of a developer's machine. @default 5432 */
  readonly developmentPort?: number;
}
