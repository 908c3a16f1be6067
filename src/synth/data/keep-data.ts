import type { DataChange, DataFact, DataIdentity } from '../../model/data-identity.js';
import { formatProblem, show } from '../../model/errors.js';
import type { PlatformModel } from '../../model/platform-model.js';
import { DATA_FILE, type KnownData } from './data-file.js';

export interface KeptData {
  /** What the file says after this run. */
  readonly known: KnownData;
  readonly warnings: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Compares what the platforms declare with what their data was made with. A value that differs stays as it was known until
 * somebody says, with a reason, that the data has been changed: so the next run warns again, on any machine.
 */
export function keepData(models: readonly PlatformModel[], before: KnownData): KeptData {
  const known = new Map(before);
  const warnings: string[] = [];
  const problems: string[] = [];
  for (const model of models) {
    const run = new Run(model, known);
    run.applyChanges();
    run.compare();
    warnings.push(...run.warnings);
    problems.push(...run.problems);
  }
  warnings.push(...lostPlatforms(models, known));
  return { known, warnings, problems };
}

class Run {
  public readonly warnings: string[] = [];
  public readonly problems: string[] = [];

  public constructor(
    private readonly model: PlatformModel,
    private readonly known: Map<string, readonly string[]>,
  ) {}

  /** Carries out what people have said. What has been carried out before is said again at every run, and does nothing. */
  public applyChanges(): void {
    for (const change of this.model.dataChanges)
      if (change.change) this.accept(change, change.change);
      else this.release(change);
  }

  public compare(): void {
    const { data } = this.model;
    const declared = new Set(data.map(({ volume }) => volume));
    const moved = new Map(
      data.flatMap((identity) => (identity.movedFrom ? [[identity.movedFrom.volume, identity]] : [])),
    );
    const orphans = this.volumes().filter((volume) => !declared.has(volume));
    const fresh = data.filter(({ volume }) => this.factsOf(volume).length === 0);
    for (const volume of orphans) this.orphan(volume, moved.get(volume), fresh);
    const waiting = new Set(orphans.filter((volume) => !moved.has(volume)).map((volume) => this.kindOf(volume)));
    for (const identity of data) {
      // Remembered when it is clear that it does not stand in the place of another: until then each run says the same.
      if (!fresh.includes(identity) || !waiting.has(kindOf(identity))) this.compareVolume(identity);
    }
  }

  private compareVolume(identity: DataIdentity): void {
    const changed: { readonly fact: DataFact; readonly from: string }[] = [];
    for (const fact of identity.facts) {
      const key = this.key(identity.volume, fact.name);
      const values = this.known.get(key);
      // What is new on old data: a schema of a service that was added, or a fact that an earlier release did not know.
      if (!values) this.known.set(key, [fact.value]);
      else if (values.length > 1) this.warnings.push(ambiguous(key, values, identity));
      else if (values[0] !== fact.value) changed.push({ fact, from: values[0] ?? '' });
    }
    if (changed.length > 0) this.warnings.push(this.changedData(identity, changed));
    const names = new Set(identity.facts.map(({ name }) => name));
    for (const name of this.factsOf(identity.volume)) if (!names.has(name)) this.goneFact(identity, name);
  }

  private changedData(
    { volume, subject = `the data in volume ${volume} was`, origin }: DataIdentity,
    changed: readonly { readonly fact: DataFact; readonly from: string }[],
  ): string {
    const list = (text: (change: (typeof changed)[number]) => string) => changed.map(text).join(', ');
    const texts = distinct(
      changed.map(({ fact, from }) => {
        const { effect = 'The data stays as it was made.', remedy = 'Keep the old value.' } = fact;
        return fill(`${effect} ${remedy}`, { from, to: fact.value });
      }),
    );
    const words = changed.map(
      ({ fact, from }) =>
        `acceptDataChange(${quoted(`${volume}/${fact.name}`)}, { from: ${quoted(from)}, to: ${quoted(fact.value)}, reason: … })`,
    );
    return formatProblem(
      `${subject} made with ${list(({ fact, from }) => `${fact.name} ${show(from)}`)}; now ${list(({ fact }) => `${fact.name} ${show(fact.value)}`)} ${changed.length > 1 ? 'are' : 'is'} declared. ${texts.join(' ')}`,
      { ...origin, fix: `When the data itself has been changed on every host, say so: ${words.join('; ')}` },
    );
  }

  private goneFact(identity: DataIdentity, name: string): void {
    const [group = '', ...rest] = name.split(' ');
    const gone = identity.gone?.find((candidate) => candidate.group === group);
    const effect = gone?.effect ?? 'It stays in the volume, and what took its place begins empty.';
    const remedy = gone?.remedy ?? 'Keep its old name.';
    this.warnings.push(
      formatProblem(
        `volume ${identity.volume} has ${name}, which is no longer declared. ${fill(`${effect} ${remedy}`, { name: rest.join(' ') })}`,
        {
          ...identity.origin,
          fix: `If it is not wanted any more: releaseData(${quoted(`${identity.volume}/${name}`)}, reason)`,
        },
      ),
    );
  }

  /** A volume that nothing mounts any more: a service or a volume was renamed, or removed. */
  private orphan(volume: string, successor: DataIdentity | undefined, fresh: readonly DataIdentity[]): void {
    const release = `releaseData(${quoted(volume)}, reason)`;
    if (successor?.movedFrom) {
      this.warnings.push(
        formatProblem(
          `the data of volume ${volume} moves to ${successor.volume}. Run ${this.model.outdir}/${successor.movedFrom.script} on each host before the platform is started`,
          { ...successor.origin, fix: `When it has moved on every host: ${release}` },
        ),
      );
      return;
    }
    const same = fresh.filter((identity) => kindOf(identity) === this.kindOf(volume));
    const instead = same.map(({ volume: name }) => name).join(' or ');
    const [first] = same;
    this.warnings.push(
      formatProblem(
        `nothing mounts volume ${volume} any more, and its data stays in it.${instead ? ` ${instead} would begin empty beside it.` : ''} ${
          instead
            ? `Keep the data under its name, volume: ${quoted(volume)} at what mounts it now, or carry it over with movedFrom`
            : 'If what used it was renamed, give the new one the old name of the volume'
        }`,
        { ...(first ?? this.model).origin, fix: `If it is not wanted any more: ${release}` },
      ),
    );
  }

  private accept(
    { what, reason, origin }: DataChange,
    { from, to }: { readonly from: string; readonly to: string },
  ): void {
    const key = `${this.model.name}/${what}`;
    const values = this.known.get(key);
    if (!values) {
      this.warnings.push(
        formatProblem(`acceptDataChange names ${what}, which ${DATA_FILE} does not know`, {
          ...origin,
          fix: 'Remove it',
        }),
      );
    } else if (values.includes(from) && from !== to) this.known.set(key, [to]);
    else if (!values.includes(to))
      this.problems.push(
        formatProblem(
          `the accepted change of ${what} is from ${show(from)} to ${show(to)}, and the data was made with ${values.map(show).join(' or ')} (${reason})`,
          { ...origin, fix: `Say from which value it was changed, as in ${DATA_FILE}` },
        ),
      );
    else if (values.length > 1) this.known.set(key, [to]);
  }

  private release({ what, origin }: DataChange): void {
    const [volume = '', ...rest] = what.split('/');
    const identity = this.model.data.find((candidate) => candidate.volume === volume);
    const fact = rest.join('/');
    const inUse = identity && (fact === '' || identity.facts.some(({ name }) => name === fact));
    if (inUse) {
      this.problems.push(
        formatProblem(`releaseData gives up ${what}, which is still in use`, {
          ...origin,
          fix: 'Remove the call, or what uses the data',
        }),
      );
      return;
    }
    for (const key of [...this.known.keys()])
      for (const own of [`${this.model.name}/${what}`, what])
        if (key === own || key.startsWith(`${own}/`)) this.known.delete(key);
  }

  private kindOf(volume: string): string | undefined {
    return this.known.get(this.key(volume, 'kind'))?.[0];
  }

  private key(volume: string, fact: string): string {
    return `${this.model.name}/${volume}/${fact}`;
  }

  private volumes(): string[] {
    const own = `${this.model.name}/`;
    return distinct(
      [...this.known.keys()].flatMap((key) => (key.startsWith(own) ? [key.slice(own.length).split('/')[0] ?? ''] : [])),
    );
  }

  private factsOf(volume: string): string[] {
    const own = this.key(volume, '');
    return [...this.known.keys()].flatMap((key) => (key.startsWith(own) ? [key.slice(own.length)] : []));
  }
}

/** Platforms that are known by their data, and that no longer exist: the Compose project's name is part of a volume's. */
function lostPlatforms(models: readonly PlatformModel[], known: KnownData): string[] {
  const names = new Set(models.map(({ name }) => name));
  const lost = distinct([...known.keys()].map((key) => key.split('/')[0] ?? '')).filter((name) => !names.has(name));
  return lost.map((name) =>
    formatProblem(
      `there is no platform ${show(name)} any more, and its volumes stay on the hosts as ${name}_…: a platform of another name begins with empty ones`,
      {
        ...(models[0]?.origin ?? {}),
        fix: `Keep the name; or, if the data is not wanted any more, releaseData(${quoted(name)}, reason)`,
      },
    ),
  );
}

function kindOf({ facts }: DataIdentity): string | undefined {
  return facts.find(({ name }) => name === 'kind')?.value;
}

function ambiguous(key: string, values: readonly string[], { origin }: DataIdentity): string {
  return formatProblem(`${DATA_FILE} has ${values.map(show).join(' and ')} for ${key}, after a merge`, {
    ...origin,
    fix: 'Remove the line that is not what the data was made with',
  });
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (found, key: string) => values[key] ?? found);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
