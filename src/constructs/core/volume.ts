import { checkConstruct } from './construct-check.js';
import { VOLUME_PROPS } from './volume-shape.js';
import { Construct } from 'constructs';
import { NexusError, show } from '../../model/errors.js';
import { checkKey } from '../../model/names.js';
import { checkDescription } from '../../model/audit-comment.js';
import type { MemorySize } from '../../model/memory-size.js';
import type { BackupClass, VolumeAccess, VolumeModel, VolumePurpose } from '../../model/storage.js';
import { scopeOf } from './scope.js';

export interface VolumeProps {
  /** What is in it: a comment in the Compose file. @default none */
  readonly description?: string;
  /** `data` must survive; `cache` can be made again. @default 'data' */
  readonly purpose?: VolumePurpose;
  /** Who may mount it at once: one container, one that writes and others that read, many that write. @default 'one' */
  readonly access?: VolumeAccess;
  /**
   * How it is backed up: `files` copies it; `dump` leaves it to the workload's own means; `none`.
   *
   * @default 'files' for data, 'none' for a cache
   */
  readonly backup?: BackupClass;
  /** How large it may become, for targets that reserve storage; Docker reserves none. @default no hint */
  readonly sizeHint?: MemorySize;
  /**
   * Volume whose files become this one's, where it has been renamed or its files get another owner: `scripts/` has a script
   * that copies them.
   *
   * @default none
   */
  readonly movedFrom?: string;
}

/** A named volume: data that outlives its container. */
export class Volume extends Construct {
  /** @internal read by the platform */
  public readonly model: VolumeModel;

  /**
   * @param id up to 63 lower-case letters, digits and underscores
   * @throws NexusError if the name is unfit or taken
   */
  public constructor(scope: Construct, id: string, props: VolumeProps = {}) {
    checkConstruct(Volume, VOLUME_PROPS, new.target, scope, id, props);
    const platform = scopeOf(scope);
    checkKey('volume', id);
    if (props.movedFrom !== undefined) checkKey('volume in movedFrom', props.movedFrom);
    if (props.movedFrom === id)
      throw new NexusError(`volume ${show(id)} is moved from itself`, {
        path: platform.pathOf(scope),
        fix: 'Give the new volume another name than the old one',
      });
    const description = checkDescription('description', props.description ?? '', {
      path: `${platform.pathOf(scope)}/${id}`,
    });
    // Last of what can throw: what a caller catches leaves nothing behind.
    const location = platform.registry.claim('volume', id, scope, platform.pathOf(scope));
    super(scope, id);
    const {
      purpose = 'data',
      access = 'one',
      backup = purpose === 'data' ? 'files' : 'none',
      sizeHint,
      movedFrom,
    } = props;
    const origin = { path: platform.pathOf(this), location };
    this.model = {
      name: id,
      description,
      labels: { environment: platform.environment },
      purpose,
      access,
      backup,
      ...(sizeHint && { sizeHint }),
      ...(movedFrom !== undefined && { movedFrom }),
      provenance: { by: 'call', name: 'Volume', origin },
    };
    platform.registry.addVolume(this.model);
  }

  public get name(): string {
    return this.node.id;
  }
}
