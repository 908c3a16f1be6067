import { NexusError } from '../../model/errors.js';
import type { ImageCatalogue } from '../core/image-catalogue.js';

/** The image of a Redis, and what of it its data depends on. */
export interface RedisImage {
  /** The name that the platform's catalogue knows it by. */
  readonly official: string;
  /** What writes the files, `8` or `valkey 8`; unknown of a cache that has none. */
  readonly program: string | undefined;
  /** Numeric `uid:gid` of the server. */
  readonly user: string;
}

/**
 * The image that a version asks for; of one that the platform has in its place, what is in that.
 *
 * @param persistent whether anything is on disk
 * @throws NexusError if something is on disk, and neither the name of the image nor the platform tells its version
 */
export function redisImage(
  images: ImageCatalogue,
  { version = 8 }: { readonly version?: number | undefined },
  persistent: boolean,
  path: string,
): RedisImage {
  const official = `redis:${version}-alpine`;
  const user = '999:1000';
  const other = images.replacement(official, { path });
  if (!other) return { official, program: String(version), user };
  if (other.version === undefined && persistent)
    throw new NexusError(
      `images.replace has ${other.reference} in the place of ${official}, and its name does not tell the major version in it, which the data depends on`,
      {
        path,
        fix: `Say it: images: { replace: { '${official}': { image: '${other.reference}', version: ${version} } } }`,
      },
    );
  const program = /(?:^|\/)valkey:/.test(other.reference) ? `valkey ${other.version}` : String(other.version);
  return { official, program: other.version === undefined ? undefined : program, user: other.user ?? user };
}
