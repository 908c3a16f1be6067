import { Construct } from 'constructs';
import { checkKey } from '../../model/names.js';
import { checkOneLine } from '../../model/paths.js';
import type { VolumeModel } from '../../model/platform-model.js';
import { checkConstruct } from './construct-check.js';
import { NexusPlatform } from './platform.js';
import { VOLUME_PROPS } from './volume-shape.js';

export interface VolumeProps {
  /** What is in it: a comment in the Compose file. @default none */
  readonly description?: string;
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
    const platform = NexusPlatform.of(scope);
    platform.claim('volume', checkKey('volume', id), scope);
    super(scope, id);
    this.model = {
      name: id,
      description: checkOneLine('description', props.description ?? ''),
      labels: { environment: platform.environment },
    };
    platform.registerVolume(this.model);
  }

  public get name(): string {
    return this.node.id;
  }
}
