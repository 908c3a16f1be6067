import { isOfImage, type Assignment, type Dockerfile, type Instruction } from '../../../../read/dockerfile/document.js';
import { namesSecret, wordsOf } from '../../../../model/secret-name.js';
import { secretVerdict, type SecretVerdict } from './secret-value.js';
import { once } from '../../../../model/once.js';

export interface ImageVariable {
  readonly instruction: Instruction;
  readonly assignment: Assignment;
  /** Whether it is a part of the image that is built, not of a stage that is only copied from. */
  readonly inImage: boolean;
  /** Why its literal value is a secret. */
  readonly verdict: SecretVerdict | undefined;
}

/** `ENV`, `ARG` and `LABEL`, those of triggers too. */
export const imageVariables = once((dockerfile: Dockerfile): readonly ImageVariable[] =>
  dockerfile.instructions
    .filter(({ keyword }) => keyword === 'ENV' || keyword === 'ARG' || keyword === 'LABEL')
    .flatMap((instruction) =>
      instruction.assignments.map((assignment) => {
        const { name, value } = assignment;
        const verdict = value && !value.dynamic ? imageVerdict(name, value.value) : undefined;
        return {
          instruction,
          assignment,
          inImage: instruction.stage !== undefined && isOfImage(instruction.stage, dockerfile),
          verdict,
        };
      }),
    ),
);

/** Why a literal of an image is a secret. */
export function imageVerdict(name: string, value: string): SecretVerdict | undefined {
  const found = secretVerdict(name, value);
  // What a name only speaks of is no secret; what a value shows is one, whatever the name.
  const byName = found?.by === 'name' || found?.by === 'default';
  return byName && isHarmless(name) ? undefined : found;
}

/** A secret that comes in from outside: `ARG TOKEN`, `ENV TOKEN=$TOKEN`. */
export function takesSecret({ instruction, assignment, verdict }: ImageVariable): boolean {
  const { name, value } = assignment;
  if (verdict || instruction.keyword === 'LABEL' || isHarmless(name) || !namesSecret(name)) return false;
  if (instruction.keyword === 'ARG') return value === undefined || value.value === '' || value.dynamic;
  // `ENV TOKEN=${TOKEN_FILE}` names a place.
  return value?.dynamic === true && !/(?:_FILE|_PATH|_DIR)\}?$/i.test(value.value);
}

/** Public keys by which packages are checked: official images have their fingerprints in variables of these names. */
const FINGERPRINTS =
  /^(?:.*_)?(?:GPG|PGP|SIGNING|RELEASE)_?KEYS?(?:_.*)?$|^(?:.*_)?(?:FINGERPRINT|KEYRING|KEYSERVER|KEYID)S?$/i;

/** What says that the variable is about a secret, and none itself: where it is, how long it lasts. */
const ABOUT = new Set([
  ...[
    'issuer',
    'url',
    'uri',
    'host',
    'hostname',
    'endpoint',
    'port',
    'length',
    'len',
    'min',
    'max',
    'size',
    'expiry',
    'expires',
  ],
  ...[
    'expiration',
    'ttl',
    'timeout',
    'lifetime',
    'age',
    'duration',
    'audience',
    'algorithm',
    'alg',
    'algo',
    'policy',
    'file',
    'path',
  ],
  ...[
    'dir',
    'directory',
    'name',
    'header',
    'type',
    'enabled',
    'disabled',
    'mode',
    'method',
    'provider',
    'backend',
    'format',
    'rounds',
  ],
  ...[
    'prefix',
    'suffix',
    'version',
    'location',
    'store',
    'manager',
    'service',
    'server',
    'cert',
    'certificate',
    'realm',
    'scope',
  ],
  ...[
    'scopes',
    'hash',
    'encoding',
    'driver',
    'rotation',
    'interval',
    'limit',
    'count',
    'field',
    'column',
    'table',
    'type',
  ],
]);

/** Whether a name only speaks of secrets, or is public. */
export function isHarmless(name: string): boolean {
  const words = wordsOf(name);
  if (/^(?:max|min|num|n|total)$/.test(words[0] ?? '')) return true;
  return FINGERPRINTS.test(name) || words.includes('public') || (words.length > 1 && ABOUT.has(words.at(-1) ?? ''));
}

/** Whether there is anything in it: an empty `ENV` only says that the variable is there. */
export function isSet({ instruction, assignment }: ImageVariable): boolean {
  if (instruction.keyword === 'ARG') return true;
  const value = assignment.value?.value.trim() ?? '';
  return value !== '' && !/^(?:true|false|yes|no|on|off|none|null|\d{1,3})$/i.test(value);
}
