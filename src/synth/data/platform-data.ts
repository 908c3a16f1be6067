import { isVolume } from '../../model/data-identity.js';

/** What is known of the data of one platform; changes what is known of all. */
export class PlatformData {
  private readonly own: string;

  public constructor(
    public readonly platform: string,
    private readonly known: Map<string, readonly string[]>,
  ) {
    this.own = `${platform}/`;
  }

  public get(volume: string, fact: string): readonly string[] | undefined {
    return this.known.get(this.key(volume, fact));
  }

  public set(volume: string, fact: string, value: string): void {
    this.known.set(this.key(volume, fact), [value]);
  }

  /** Names of the facts about a volume. */
  public factsOf(volume: string): string[] {
    const start = this.key(volume, '');
    return [...this.known.keys()].flatMap((key) => (key.startsWith(start) ? [key.slice(start.length)] : []));
  }

  /** Names of volumes, without those of other things that are remembered. */
  public volumes(): string[] {
    const names = [...this.known.keys()].flatMap((key) =>
      key.startsWith(this.own) ? [key.slice(this.own.length).split('/')[0] ?? ''] : [],
    );
    return [...new Set(names)].filter(isVolume);
  }

  /** @param what volume, or `volume/fact`, of this platform; or another platform */
  public forget(what: string): void {
    for (const key of [...this.known.keys()])
      for (const start of [this.own + what, what])
        if (key === start || key.startsWith(`${start}/`)) this.known.delete(key);
  }

  public key(volume: string, fact: string): string {
    return `${this.own}${volume}/${fact}`;
  }
}
