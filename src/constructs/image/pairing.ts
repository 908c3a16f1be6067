import { posix } from 'node:path';
import { show } from '../../model/errors.js';
import type { Provenance } from '../../model/provenance.js';
import type { Mount } from '../../model/storage.js';
import type { SecretMount } from '../../model/workload.js';

/** What an image is, as far as its container is concerned. */
export interface PairedImage {
  /** Whether it is a web server with files: nothing in it reads variables or secrets. */
  readonly servesFiles: boolean;
  /** Paths of what it runs or serves. */
  readonly code: readonly string[];
}

/** What a workload has for its container. */
export interface PairedContainer {
  readonly name: string;
  /** A process of the user's, which may read what the image's own does not. */
  readonly hasCommand: boolean;
  readonly secrets: readonly SecretMount[];
  readonly environment: readonly { readonly name: string; readonly provenance: Provenance }[];
  readonly mounts: readonly Mount[];
}

/** What does not go together, and how to say it instead. */
interface Mismatch {
  readonly problem: string;
  readonly fix: string;
}

/** What can't work between an image and its container. */
export function mismatchOf({ servesFiles, code }: PairedImage, container: PairedContainer): Mismatch | undefined {
  const { name, hasCommand, secrets, mounts } = container;
  const [secret] = secrets;
  if (servesFiles && !hasCommand && secret !== undefined)
    return {
      problem: `${name} serves files with nginx, and nothing there reads the secret ${secret.secret}`,
      fix: 'Give it, and databases with their secrets, to the service that the site asks; what a build needs goes into install: { secrets: { … } } of the Dockerfile',
    };
  for (const { kind, target } of mounts) {
    const hidden = kind === 'configuration' ? undefined : code.find((path) => `${path}/`.startsWith(folder(target)));
    if (hidden !== undefined)
      return {
        problem: `the ${kind === 'tmpfs' ? 'folder in memory' : 'volume'} on ${show(target)} of ${name} hides ${hidden}, which is the image's: a new image would run what the first one had, or nothing`,
        fix: 'Mount it beside that, as on "/data"',
      };
  }
  return undefined;
}

/** What nobody in production reads. */
export function unreadOf({ servesFiles }: PairedImage, { name, hasCommand, environment }: PairedContainer): string[] {
  if (!servesFiles || hasCommand) return [];
  const said = environment.filter(
    ({ name: variable, provenance: { by } }) => variable !== 'TZ' && /^(?:prop|call)$/.test(by),
  );
  if (said.length === 0) return [];
  return [
    `${said.map(({ name: variable }) => variable).join(', ')} of ${name} reaches nginx, which serves files and reads no variables: ` +
      'what the build of the site reads is set with addStep("deps", Instruction.env({ … })) of the Dockerfile',
  ];
}

const folder = (path: string) => `${posix.normalize(path).replace(/\/$/, '')}/`;
