import { NexusError } from '../../model/errors.js';
import { ImageRef } from '../../model/image-ref.js';
import type { ImageCatalogue } from '../core/image-catalogue.js';
import { contentsOf, type Distribution, type ImageContents } from '../core/image-contents.js';
import type { PostgresDatabaseProps } from './postgres-props.js';

/** The image of a server, and what of it its data depends on. */
export interface PostgresImage {
  /** The name that the platform's catalogue knows it by. */
  readonly official: string;
  /** Whether the platform has another image in its place. */
  readonly isReplaced: boolean;
  readonly version: number;
  readonly distribution: Distribution;
  /** Numeric `uid:gid` of the server. */
  readonly user: string;
}

/**
 * The image that version and distribution ask for; of one that the platform has in its place, what is in that.
 *
 * @throws NexusError if there is one in its place, and neither its name nor the platform tells what is in it
 */
export function postgresImage(
  images: ImageCatalogue,
  { version = 17, distribution = 'alpine' }: Pick<PostgresDatabaseProps, 'version' | 'distribution'>,
  path: string,
): PostgresImage {
  const official = `postgres:${version}-${distribution}`;
  const other = images.replacement(official, { path });
  if (!other) return { official, isReplaced: false, version, distribution, user: userOf(distribution) };
  const unknown = [
    ...(other.version === undefined ? ['the major version of PostgreSQL'] : []),
    ...(other.distribution === undefined ? ['the distribution'] : []),
  ];
  if (other.version === undefined || other.distribution === undefined)
    throw new NexusError(
      `images.replace has ${other.reference} in the place of ${official}, and its name does not tell ${unknown.join(' and ')}, which the data depends on`,
      {
        path,
        fix: `Say it: images: { replace: { '${official}': { image: '${other.reference}', version: ${other.version ?? version}, distribution: '${other.distribution ?? 'bookworm'}' } } }, and user: 'uid:gid' where that is not the official image's`,
      },
    );
  // A tag such as "pg17" does not tell which release of Debian; the prop may.
  const release = other.distribution === 'debian' && distribution !== 'alpine' ? distribution : other.distribution;
  return {
    official,
    isReplaced: true,
    version: other.version,
    distribution: release,
    user: other.user ?? userOf(release),
  };
}

/**
 * What is in the image that an old volume is read with: as the platform says, or as its name tells.
 *
 * @param reference as `movedFrom` asks for it
 */
export function sourceContents(images: ImageCatalogue, reference: string, path: string): ImageContents {
  return images.replacement(reference, { path }) ?? contentsOf(ImageRef.parse(reference, { path }));
}

/** The official images' user postgres. */
function userOf(distribution: Distribution): string {
  return distribution === 'alpine' ? '70:70' : '999:999';
}
