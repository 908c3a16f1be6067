import type { Duration } from './duration.js';
import type { Text } from './operator-text.js';

/**
 * How a secret is replaced, where the declaration of the secret says so. What a kind of resource knows of its own secrets it
 * says in a contribution.
 */
export type SecretRotation =
  | { readonly kind: 'restart' }
  | {
      readonly kind: 'overlap';
      /** Name of the secret that holds the value of before. */
      readonly previous: string;
      /** For how long the value of before is accepted. */
      readonly lifetime: Duration;
    }
  | {
      readonly kind: 'command';
      readonly argv: readonly string[];
      readonly accepts?: readonly string[];
    }
  | { readonly kind: 'refused'; readonly reason: Text };
