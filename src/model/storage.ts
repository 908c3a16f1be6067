import type { HostValue } from './host-value.js';
import type { MemorySize } from './memory-size.js';
import type { Provenance } from './provenance.js';

/** What a volume is for: data that must survive, or what can be made again. */
export type VolumePurpose = 'data' | 'cache';

/**
 * Who may mount a volume: one container at a time (Kubernetes' ReadWriteOnce), one that writes and many that read, or
 * many that write (ReadWriteMany).
 */
export type VolumeAccess = 'one' | 'one-writer' | 'many-writers';

/**
 * How a volume is backed up: as files; by its workload's own means, because a copy of its files is not consistent
 * (`dump`); or not at all.
 */
export type BackupClass = 'files' | 'dump' | 'none';

/** A named volume: data that outlives its container. */
export interface VolumeModel {
  readonly name: string;
  readonly description: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly purpose: VolumePurpose;
  readonly access: VolumeAccess;
  readonly backup: BackupClass;
  /** How large it may become: a hint, for targets that reserve storage. */
  readonly sizeHint?: MemorySize;
  /** Volume whose files are carried over into it. */
  readonly movedFrom?: string;
  readonly provenance: Provenance;
}

/** What is mounted into a container. */
export type Mount =
  | { readonly kind: 'volume'; readonly volume: string; readonly target: string; readonly readOnly: boolean }
  /** A configuration file of the output, read-only. `document` is its path. */
  | { readonly kind: 'configuration'; readonly document: string; readonly target: string }
  /**
   * A file, folder or socket of the machine that the containers run on, read-only. Only what watches the machine has one.
   * `slave`: what is mounted there later is seen too.
   */
  | {
      readonly kind: 'host';
      readonly source: string | HostValue;
      readonly target: string;
      readonly propagation?: 'slave';
    }
  /** Memory that is empty at every start. */
  | {
      readonly kind: 'tmpfs';
      readonly target: string;
      readonly size: MemorySize;
      readonly uid?: number;
      readonly gid?: number;
      readonly mode?: string;
    };
