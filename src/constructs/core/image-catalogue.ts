import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NexusError, show } from '../../model/errors.js';
import { ImageRef } from '../../model/image-ref.js';
import type { Origin } from '../../model/origin.js';

export interface ImageCatalogueProps {
  /**
   * Images that stand for others, by the name that the constructs use: `{ 'node:24-alpine': 'mirror.example/node:24-alpine' }`.
   *
   * @default none
   */
  readonly replace?: Readonly<Record<string, string>>;
  /** File with digests, relative to the project's folder. @default 'images.lock.json', if it is there */
  readonly lockFile?: string;
}

const DEFAULT_LOCK_FILE = 'images.lock.json';

/** Every image that is not built here, with its digest where the lock file has one. */
export class ImageCatalogue {
  private readonly replace: ReadonlyMap<string, string>;
  private readonly lockFile: string;
  private readonly digests: ReadonlyMap<string, string>;
  private readonly used = new Map<string, ImageRef>();

  /** @throws NexusError if the lock file is corrupt, or one was named and is not there */
  public constructor(props: ImageCatalogueProps, root: string) {
    this.replace = new Map(Object.entries(props.replace ?? {}));
    this.lockFile = props.lockFile ?? DEFAULT_LOCK_FILE;
    this.digests = readLock(root, this.lockFile, props.lockFile !== undefined);
  }

  /**
   * The reference to write for an image, with its digest where one is locked.
   *
   * @throws NexusError if `reference` is no image reference, or names no version
   */
  public resolve(reference: string, origin?: Origin): string {
    const known = this.used.get(reference);
    if (known) return known.toString();
    const image = ImageRef.parse(this.replace.get(reference) ?? reference, origin);
    const digest = image.digest ?? this.digests.get(image.tagged);
    const resolved = digest ? image.withDigest(digest) : image;
    this.used.set(reference, resolved);
    return resolved.toString();
  }

  /** Whether the platform has another image in the place of `reference`. */
  public isReplaced(reference: string): boolean {
    return this.replace.has(reference);
  }

  /** What a person should know of the images used so far. */
  public warnings(): string[] {
    const tagged = [...this.used.values()].filter((image) => !image.digest).map(String);
    const warnings: string[] = [];
    if (tagged.length > 0) {
      warnings.push(
        `${tagged.length} of ${this.used.size} images are named by tag alone, without a digest in ${this.lockFile}: ${[...new Set(tagged)].sort().join(', ')}`,
      );
    }
    const names = new Set([...this.used.values()].map((image) => image.tagged));
    const idle = [...this.digests.keys()].filter((name) => !names.has(name));
    if (idle.length > 0) warnings.push(`${this.lockFile} has digests of images that nothing uses: ${idle.join(', ')}`);
    const unused = [...this.replace.keys()].filter((name) => !this.used.has(name));
    if (unused.length > 0)
      warnings.push(
        `images.replace has entries for images that nothing uses: ${unused.join(', ')}; used are ${[...this.used.keys()].sort().join(', ')}`,
      );
    return warnings;
  }
}

function readLock(root: string, name: string, required: boolean): Map<string, string> {
  let text: string;
  try {
    text = readFileSync(join(root, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !required) return new Map();
    throw new NexusError(`image lock file ${show(name)} can't be read: ${(error as Error).message}`);
  }
  const fix =
    'Its form is { "images": { "postgres:17-alpine": "sha256:…64 hexadecimal digits…" } }; restore it from git or remove it';
  let images: unknown;
  try {
    images = (JSON.parse(text) as { images?: unknown } | null)?.images;
  } catch (error) {
    throw new NexusError(`${name} is corrupt: ${(error as Error).message}`, { fix });
  }
  if (typeof images !== 'object' || images === null || Array.isArray(images))
    throw new NexusError(`${name} is corrupt: it has no "images"`, { fix });
  for (const [image, digest] of Object.entries(images)) {
    if (!ImageRef.isDigest(digest))
      throw new NexusError(`${name} is corrupt: the digest of ${show(image)} is ${show(digest)}`, { fix });
  }
  return new Map(Object.entries(images as Record<string, string>));
}
