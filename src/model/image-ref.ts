import { NexusError, type NexusErrorProps, show } from './errors.js';

// Reference grammar of the OCI distribution specification, with the tag required.
const REFERENCE =
  /^(?<name>(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d+)?\/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(?<digest>sha256:[a-f0-9]{64}))?$/;

const DIGEST = /^sha256:[a-f0-9]{64}$/;

/** An image in a registry: name, tag, and a digest where one is known. */
export class ImageRef {
  /**
   * @param text for example `postgres:17-alpine`, or with `@sha256:…`
   * @throws NexusError if it is no image reference, has neither tag nor digest, or the tag is `latest`
   */
  public static parse(text: string, props: NexusErrorProps = {}): ImageRef {
    const groups = typeof text === 'string' ? REFERENCE.exec(text)?.groups : undefined;
    if (!groups?.name) {
      throw new NexusError(`${show(text)} is not an image reference`, {
        fix: 'Write it like "postgres:17-alpine"',
        ...props,
      });
    }
    if (!groups.digest && (!groups.tag || groups.tag === 'latest')) {
      throw new NexusError(`image ${show(text)} has no version: what runs would change without a diff`, {
        fix: `Name a tag, as in "${groups.name}:1.2.3"`,
        ...props,
      });
    }
    return new ImageRef(groups.name, groups.tag, groups.digest);
  }

  public static isDigest(text: unknown): text is string {
    return typeof text === 'string' && DIGEST.test(text);
  }

  private constructor(
    public readonly name: string,
    public readonly tag: string | undefined,
    public readonly digest: string | undefined,
  ) {}

  /** @throws NexusError if `digest` is not of the form `sha256:…` */
  public withDigest(digest: string): ImageRef {
    if (!ImageRef.isDigest(digest)) {
      throw new NexusError(`${show(digest)} is not the digest of an image`, {
        fix: 'Write "sha256:" and 64 hexadecimal digits',
      });
    }
    return new ImageRef(this.name, this.tag, digest);
  }

  /** Name and tag, without the digest: the key in `images.lock.json`. */
  public get tagged(): string {
    return this.tag ? `${this.name}:${this.tag}` : this.name;
  }

  public toString(): string {
    return this.digest ? `${this.tagged}@${this.digest}` : this.tagged;
  }
}
