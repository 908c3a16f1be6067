import { checkValue } from '../../model/shape/index.js';
import { checkConstruct } from './construct-check.js';
import { PEM_KIND, SECRET_PROPS, SUPPLIED_PROPS } from './secret-shape.js';
import { Construct } from 'constructs';
import { NexusError, show } from '../../model/errors.js';
import { checkKey, toEnvironmentName } from '../../model/names.js';
import { checkDescription } from '../../model/audit-comment.js';
import type { SecretRef, SecretSource } from '../../model/workload.js';
import { previousOf, type Rotation } from './rotation.js';
import { scopeOf } from './scope.js';

/** Key of a source that the factories choose; no key of the user's props. */
const SOURCE = Symbol('source');

export interface SecretProps {
  /** What it is for: a comment in the Compose file. @default none */
  readonly description?: string;
  /**
   * Random bytes that `scripts/secrets-init.sh` writes, in hexadecimal, where the file is missing.
   *
   * @default 32
   */
  readonly bytes?: number;
  /**
   * How `scripts/secrets.sh rotate` replaces it.
   *
   * @default Rotation.restart()
   */
  readonly rotation?: Rotation;
}

/**
 * The name of a secret. Its value is never part of the platform's description: it lies in a file under `secrets/` on the
 * machine that runs the containers, and is mounted under `/run/secrets/`.
 */
export class Secret extends Construct {
  /** A secret that a person supplies, as a key bought from somebody: the script says that it is missing, and makes none. */
  public static supplied(scope: Construct, id: string, props: { readonly description?: string } = {}): Secret {
    checkConstruct(Secret, SUPPLIED_PROPS, Secret, scope, id, props);
    return new Secret(scope, id, { ...props, [SOURCE]: { kind: 'supplied' } } as SecretProps);
  }

  /** A PEM certificate or key that a person supplies; `secrets-init.sh --self-signed` makes one for a developer's machine. */
  public static pem(
    scope: Construct,
    id: string,
    what: 'certificate' | 'key',
    props: { readonly description?: string } = {},
  ): Secret {
    checkConstruct(Secret, SUPPLIED_PROPS, Secret, scope, id, props);
    checkValue('kind of PEM file', PEM_KIND, what);
    return new Secret(scope, id, { ...props, [SOURCE]: { kind: 'supplied', selfSigned: what } } as SecretProps);
  }

  /** @internal read by the platform */
  public readonly ref: SecretRef;

  /** @internal of one that signs: what it was before */
  public readonly previous?: Secret;

  /**
   * @param id up to 63 lower-case letters, digits and underscores: the file's name, and upper-cased the variable's
   * @throws NexusError if the name is unfit or taken, or `bytes` is below 16, or the name of what it was before is taken
   */
  public constructor(scope: Construct, id: string, props: SecretProps = {}) {
    checkConstruct(Secret, SECRET_PROPS, new.target, scope, id, props);
    const platform = scopeOf(scope);
    checkKey('secret', id);
    const { bytes = 32, description = '' } = props;
    if (!Number.isInteger(bytes) || bytes < 16 || bytes > 1024) {
      throw new NexusError(`${show(bytes)} bytes for a secret is not a whole number between 16 and 1024`, {
        path: `${platform.pathOf(scope)}/${id}`,
      });
    }
    checkDescription('description', description, { path: `${platform.pathOf(scope)}/${id}` });
    const rotation = props.rotation?.of(id);
    const previous = rotation?.kind === 'overlap' ? previousOf(id) : undefined;
    if (previous !== undefined) {
      checkKey('secret', previous);
      if (platform.registry.isTaken('secret', previous))
        throw new NexusError(
          `there is a secret ${show(previous)} already, and the overlap of ${show(id)} needs one of that name`,
          {
            path: `${platform.pathOf(scope)}/${id}`,
            fix: 'Choose another name for that one',
          },
        );
    }
    // Last of what can throw: what a caller catches leaves nothing behind.
    const location = platform.registry.claim('secret', id, scope, platform.pathOf(scope));
    super(scope, id);
    const source = (props as { [SOURCE]?: SecretSource })[SOURCE] ?? { kind: 'random', bytes };
    const origin = { path: platform.pathOf(this), location };
    this.ref = {
      name: id,
      description,
      source,
      ...(rotation && { rotation }),
      origin,
      provenance: { by: 'call', name: 'Secret', origin },
    };
    platform.registry.addSecret(this.ref);
    if (previous !== undefined)
      this.previous = new Secret(this, previous, {
        description: `What ${id} was before its last rotation: still accepted, and nobody signs with it.`,
        bytes,
      });
  }

  public get name(): string {
    return this.node.id;
  }

  /** `jwt_secret` → `JWT_SECRET`, the variable that an application reads. */
  public get environmentName(): string {
    return toEnvironmentName(this.name);
  }
}
