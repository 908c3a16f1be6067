import type { Duration } from '../../model/duration.js';
import type { Text } from '../../model/operator-text.js';
import type { SecretRotation } from '../../model/secret-rotation.js';
import { checkProps, checkValue } from '../../model/shape/index.js';
import { COMMAND, COMMAND_ROTATION, OVERLAP, REASON } from './rotation-shape.js';

export interface OverlapOptions {
  /**
   * How long something that was signed with the secret is accepted, above 0: of a token its lifetime, of a signed request the age at
   * which it is refused. `scripts/secrets.sh rotate --finish` ends the overlap when it is over.
   */
  readonly lifetime: Duration;
}

export interface CommandRotationOptions {
  /**
   * A command in the workload's container that reads a value from its standard input and ends with 0 if the application takes it, with
   * 1 if it refuses it. With it a rotation is verified: the new value is taken, the old one is not.
   *
   * @default a rotation is verified by the container's health alone
   */
  readonly accepts?: readonly string[];
}

/**
 * How `scripts/secrets.sh rotate` replaces a secret. Secrets of databases and caches need none: they know themselves.
 */
export class Rotation {
  /** A new file, and new containers for what mounts it. The default. */
  public static restart(): Rotation {
    return new Rotation(() => ({ kind: 'restart' }));
  }

  /**
   * For keys that sign: a second secret, `<name>_previous`, is mounted wherever the secret is, and its path stands in
   * `<NAME>_PREVIOUS_FILE`. Verifiers must accept both; signers use the current one. A rotation first gives the new key
   * to all as the one that they also accept, and then lets them sign with it: nothing is refused in between.
   *
   * @throws NexusError if `lifetime` is not above 0
   */
  public static overlap(options: OverlapOptions): Rotation {
    const { lifetime } = checkProps('Rotation.overlap', OVERLAP, options, () => ({}));
    return new Rotation((name) => ({ kind: 'overlap', previous: previousOf(name), lifetime }));
  }

  /**
   * For what an application keeps a copy of, such as a password in a table: a command of its own, in the container of the one workload
   * that mounts the secret, which reads the new value from its standard input and ends with 0.
   */
  public static command(argv: readonly string[], options: CommandRotationOptions = {}): Rotation {
    const words = checkValue('command of a rotation', COMMAND, argv);
    const { accepts } = checkProps('Rotation.command', COMMAND_ROTATION, options, () => ({}));
    return new Rotation(() => ({ kind: 'command', argv: words, ...(accepts && { accepts }) }));
  }

  /** Not by the script: the application keeps a copy, or data would be lost. `reason` says what to do instead. */
  public static refused(reason: Text): Rotation {
    const checked = checkValue('reason', REASON, reason);
    return new Rotation(() => ({ kind: 'refused', reason: checked }));
  }

  private constructor(private readonly describe: (name: string) => SecretRotation) {}

  /** @internal */
  public of(secret: string): SecretRotation {
    return this.describe(secret);
  }
}

/** Name of the secret that holds the value of before. */
export function previousOf(secret: string): string {
  return `${secret}_previous`;
}
