import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NexusError, show } from '../../model/errors.js';
import { ImageRef } from '../../model/image-ref.js';
import type { Origin } from '../../model/origin.js';
import { contentsOf, type Distribution, type ImageContents } from './image-contents.js';

/** An image in the place of another, and what is in it where its name does not tell. */
export interface ReplacementProps {
  /** Its reference: `example/pg-with-extras:3.1`. */
  readonly image: string;
  /** Major version of the database or cache in it. @default what the name tells */
  readonly version?: number;
  /** What it is made of: whose libraries sort texts, and who owns the files. @default what the name tells */
  readonly distribution?: Distribution;
  /** Numeric `uid:gid` that it is made for. @default that of the official image of its distribution */
  readonly user?: string;
}

export interface ImageCatalogueProps {
  /**
   * Images that stand for others, by the name that the constructs use: `{ 'node:24-alpine': 'mirror.example/node:24-alpine' }`.
   *
   * What data depends on is read from the name of the replacement; where that does not tell, write an object that says it:
   * `{ image: 'example/pg-with-extras:3.1', version: 17, distribution: 'bookworm' }`.
   *
   * @default none
   */
  readonly replace?: Readonly<Record<string, string | ReplacementProps>>;
  /** File with digests, relative to the project's folder. @default 'images.lock.json', if it is there */
  readonly lockFile?: string;
}

/** What is in the image that stands for another. */
export interface Replacement extends ImageContents {
  readonly reference: string;
  readonly user?: string;
}

const DEFAULT_LOCK_FILE = 'images.lock.json';

/** Every image that is not built here, with its digest where the lock file has one. */
export class ImageCatalogue {
  private readonly replace: ReadonlyMap<string, ReplacementProps>;
  private readonly lockFile: string;
  private readonly digests: ReadonlyMap<string, string>;
  private readonly used = new Map<string, ImageRef>();
  /** References whose contents somebody has asked for. */
  private readonly asked = new Set<string>();

  /** @throws NexusError if the lock file is corrupt, or one was named and is not there */
  public constructor(props: ImageCatalogueProps, root: string) {
    this.replace = new Map(
      Object.entries(props.replace ?? {}).map(([reference, other]) => [
        reference,
        typeof other === 'string' ? { image: other } : other,
      ]),
    );
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
    const image = ImageRef.parse(this.replace.get(reference)?.image ?? reference, origin);
    const digest = image.digest ?? this.digests.get(image.tagged);
    const resolved = digest ? image.withDigest(digest) : image;
    this.used.set(reference, resolved);
    return resolved.toString();
  }

  /** Whether another image stands for `reference`. */
  public isReplaced(reference: string): boolean {
    return this.replace.has(reference);
  }

  /**
   * What is in the image that the platform has in the place of `reference`: as declared, or else as far as its name tells.
   *
   * @returns `undefined` if there is none in its place
   * @throws NexusError as {@link resolve} does
   */
  public replacement(reference: string, origin?: Partial<Origin>): Replacement | undefined {
    const found = this.replace.get(reference);
    if (!found) return undefined;
    this.asked.add(reference);
    const { image, ...said } = found;
    const parsed = ImageRef.parse(image, origin);
    return { ...contentsOf(parsed), ...said, reference: parsed.toString() };
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
    const idleWords = [...this.used.keys()].filter(
      (reference) => !this.asked.has(reference) && Object.keys(this.replace.get(reference) ?? {}).length > 1,
    );
    if (idleWords.length > 0)
      warnings.push(
        `images.replace says what is in the image for ${idleWords.join(', ')}, which databases and caches alone ask for: it has no effect`,
      );
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
