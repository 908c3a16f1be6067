import type { Instruction } from '../../model/dockerfile.js';
import { NexusError, type NexusErrorProps } from '../../model/errors.js';
import { dockerTest, type HttpClient } from '../../model/probe.js';
import { reviewContext } from './context-review.js';
import { ignoreLines } from './ignore-file.js';
import { secretsKept } from './kept-files.js';
import type { ImageSubject } from './subject.js';
import type { WritableFolder } from './writable-folders.js';

/** What a workload that runs an image has to do with it. Asked at synthesis. */
export interface ImageClaim {
  /** Folders on which it has volumes that it writes to. */
  readonly folders?: () => readonly WritableFolder[];
  /** Whether it has a database, or needs none of the platform's. */
  readonly database?: () => boolean;
}

/** What an image is, as far as it decides what can be asked of it. */
export interface ImageAbilities {
  readonly subject: ImageSubject;
  /** Instructions of the user's in the last stage. */
  readonly steps: readonly Instruction[];
  readonly hasShell: boolean;
  readonly httpClient: HttpClient;
  /** What generates a client for a database, in words. */
  readonly orm: string | undefined;
  readonly place: NexusErrorProps;
}

/** @throws NexusError for what is asked of an image that can't do it */
export function checkClaims(claims: readonly ImageClaim[], image: ImageAbilities): void {
  const { subject, steps, hasShell, httpClient, orm, place } = image;
  const { name, probe } = subject;
  if (orm !== undefined && claims.every(({ database }) => database?.() === false))
    throw new NexusError(`the image of ${name} has ${orm}, and ${name} uses no database`, {
      ...place,
      fix: 'Add one to its "uses"; or say migrate: false, where its database is not of this platform',
    });
  if (hasShell) return;
  if (steps.some(({ kind }) => kind === 'run'))
    throw new NexusError(`the last stage of ${name} has no shell, and can't RUN a step`, {
      ...place,
      fix: 'Copy what it makes from another stage: Instruction.copy(…, { from: "build" }); or choose a runtime with a shell',
    });
  if (probe && dockerTest(probe.check, httpClient)[0] === 'CMD-SHELL')
    throw new NexusError(`the image of ${name} has no shell for its health check`, {
      ...place,
      fix: 'Use HealthCheck.http(…) or HealthCheck.tcp(), or choose a runtime with a shell',
    });
}

/** What a build is given. */
export interface BuildSources {
  readonly context: string;
  readonly ignore?: readonly string[];
  /** Files that go along whatever the ignore file says. */
  readonly kept: readonly string[];
  /** Folders that are contexts of their own. */
  readonly others: readonly string[];
}

/**
 * Looks at the sources, where they are here, with the eyes of their ignore file.
 *
 * @throws NexusError if a build would get a secret
 */
export function reviewSources(
  { context, ignore = [], kept, others }: BuildSources,
  { sources }: ImageSubject,
  lines: readonly string[],
  place: NexusErrorProps,
): void {
  const folder = sources?.find(context);
  const reviews = [
    ...(folder ? [reviewContext(folder, lines, ignore)] : []),
    ...others.flatMap((path) => {
      const other = sources?.folder(path);
      return other ? [reviewContext(other, ignoreLines({ output: 'dist' }), [])] : [];
    }),
  ];
  for (const text of reviews.flatMap(({ warnings }) => warnings)) sources?.warn(text);
  const details = [
    ...(folder ? secretsKept(kept, folder) : []),
    ...reviews.flatMap(({ secrets }) =>
      secrets.map((path) => `${path} holds a private key. Move it out of the context, or add it to "ignore".`),
    ),
  ];
  if (details.length > 0) throw new NexusError(`the build of ${context} would get secrets`, { ...place, details });
}
