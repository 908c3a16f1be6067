import type { MemorySize } from '../../model/memory-size.js';
import type { WorkloadProps } from '../core/workload-props.js';
import type { EvictionPolicy } from './eviction-policy.js';
import type { RedisPersistence } from './redis-persistence.js';

export interface RedisCacheProps extends WorkloadProps {
  /** Major version. @default 8 */
  readonly version?: number;
  /** Most memory for data, at most three quarters of the container's limit. @default MemorySize.mebibytes(128) */
  readonly maxMemory?: MemorySize;
  /** @default RedisPersistence.None */
  readonly persistence?: RedisPersistence;
  /** Name of the volume, where there is persistence. @default `<id>_data` with underscores */
  readonly volume?: string;
  /** Volume that the data was in before: `scripts/` has a script that copies it. @default the data has always been here */
  readonly movedFrom?: string;
  /**
   * Most connections. Each may take 64 KiB of what the memory limit leaves beside `maxMemory`.
   *
   * @default 1000, or what the memory limit allows
   */
  readonly maxClients?: number;
  /** What goes when the memory is full. @default 'allkeys-lru' without persistence, 'noeviction' with it */
  readonly evictionPolicy?: EvictionPolicy;
  /** Port of a developer's machine. @default 6379 */
  readonly developmentPort?: number;
}
