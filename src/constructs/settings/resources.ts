import { NexusError, show } from '../../model/errors.js';
import { MemorySize } from '../../model/memory-size.js';
import { checkProps } from '../../model/shape/index.js';
import type { WorkloadResources } from '../../model/workload.js';
import { RESOURCES_PROPS } from './resources-shape.js';

/** The least memory limit that Docker accepts (`docker run --memory`). */
const MINIMUM_MEMORY = MemorySize.mebibytes(6);

export interface ResourcesProps {
  /** Most memory the container may use; beyond it the kernel kills it. At least 6 MiB. */
  readonly memory: MemorySize;
  /** Most processor time, in cores. At least 0.01. */
  readonly cpus: number;
  /** Most processes and threads. @default 128 */
  readonly pids?: number;
  /** Memory set aside when nodes are chosen; under pressure the kernel reclaims above it first. @default half of `memory` */
  readonly memoryReservation?: MemorySize;
  /** Cores set aside. @default half of `cpus` */
  readonly cpuReservation?: number;
}

/** Limits and reservations of one container (CIS Docker Benchmark 5.11, 5.12, 5.29). */
export class Resources {
  /** The plan's figures for a service: 512 MiB and half a core at most, half of that reserved, 128 processes. */
  public static readonly SERVICE = Resources.of({ memory: MemorySize.mebibytes(512), cpus: 0.5 });
  /** The plan's figures for a database: 1 GiB and a core, 256 processes. */
  public static readonly DATABASE = Resources.of({ memory: MemorySize.gibibytes(1), cpus: 1, pids: 256 });
  /** A reverse proxy, a cache, a static site. */
  public static readonly SMALL = Resources.of({ memory: MemorySize.mebibytes(128), cpus: 0.25, pids: 64 });

  /** @throws NexusError if a limit is below its minimum, or a reservation above its limit */
  public static of(props: ResourcesProps): Resources {
    checkProps('Resources.of', RESOURCES_PROPS, props);
    const { memory, cpus, pids = 128, memoryReservation = memory.times(0.5), cpuReservation = cpus / 2 } = props;
    if (memory.toBytes() < MINIMUM_MEMORY.toBytes()) {
      throw new NexusError(`memory limit ${memory} is below ${MINIMUM_MEMORY}, the least that Docker accepts`);
    }
    if (!Number.isFinite(cpus) || cpus < 0.01)
      throw new NexusError(`cpus ${show(cpus)} is not a number of 0.01 or more`);
    if (!Number.isInteger(pids) || pids < 1)
      throw new NexusError(`pids ${show(pids)} is not a whole number of 1 or more`);
    if (memoryReservation.toBytes() > memory.toBytes()) {
      throw new NexusError(`memory reservation ${memoryReservation} is above the limit ${memory}`, {
        fix: 'Lower the reservation or raise the limit',
      });
    }
    if (!Number.isFinite(cpuReservation) || cpuReservation <= 0 || cpuReservation > cpus) {
      throw new NexusError(`cpu reservation ${show(cpuReservation)} is not between 0 and the limit of ${cpus}`, {
        fix: 'Lower the reservation or raise the limit',
      });
    }
    return new Resources({
      limits: { memory, cpus, pids },
      reservations: { memory: memoryReservation, cpus: cpuReservation },
    });
  }

  private constructor(private readonly values: WorkloadResources) {}

  public get limits(): WorkloadResources['limits'] {
    return this.values.limits;
  }

  public get reservations(): WorkloadResources['reservations'] {
    return this.values.reservations;
  }
}
