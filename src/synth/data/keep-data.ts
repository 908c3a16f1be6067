import { type DataChange, type DataIdentity, isVolume } from '../../model/data-identity.js';
import { formatProblem, show } from '../../model/errors.js';
import { MemorySize } from '../../model/memory-size.js';
import type { PlatformModel } from '../../model/platform-model.js';
import { compareMoved } from './compare-moved.js';
import { DATA_FILE, type KnownData } from './data-file.js';
import { PlatformData } from './platform-data.js';
import { ambiguous, type Changed, changedData, distinct, goneFact, quoted, renamedSecret } from './warnings.js';

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
  private readonly known: PlatformData;

  public constructor(
    private readonly model: PlatformModel,
    known: Map<string, readonly string[]>,
  ) {
    this.known = new PlatformData(model.name, known);
  }

  /** Carries out what people have said. What has been carried out before is said again at every run, and does nothing. */
  public applyChanges(): void {
    for (const change of this.model.dataChanges)
      if (change.change) this.accept(change, change.change);
      else this.release(change);
  }

  public compare(): void {
    const { data, heldBack } = this.model;
    const declared = new Set([...data.map(({ volume }) => volume), ...heldBack]);
    const moved = new Map(
      data.flatMap((identity) => (identity.movedFrom ? [[identity.movedFrom.volume, identity]] : [])),
    );
    const orphans = this.known.volumes().filter((volume) => !declared.has(volume));
    const fresh = data.filter(({ volume }) => isVolume(volume) && this.known.factsOf(volume).length === 0);
    for (const volume of orphans) this.orphan(volume, moved.get(volume), fresh);
    for (const identity of data) if (identity.movedFrom) this.compareOrigin(identity, identity.movedFrom);
    const waiting = new Set(orphans.filter((volume) => !moved.has(volume)).map((volume) => this.kindOf(volume)));
    for (const identity of data) {
      // Remembered when it is clear that it does not stand in the place of another: until then each run says the same.
      if (!fresh.includes(identity) || !waiting.has(kindOf(identity))) this.compareVolume(identity);
    }
    // Without data nobody minds where the networks are.
    if (this.known.volumes().length === 0) this.known.forget('address blocks');
  }

  private compareOrigin(identity: DataIdentity, move: NonNullable<DataIdentity['movedFrom']>): void {
    const { warnings, problems } = compareMoved(identity, move, this.known);
    this.warnings.push(...warnings);
    this.problems.push(...problems);
  }

  private compareVolume(identity: DataIdentity): void {
    const { volume, facts, heldBack = [] } = identity;
    const names = new Set([...facts.map(({ name }) => name), ...heldBack]);
    const before = this.known.factsOf(volume);
    const gone = before.filter((name) => !names.has(name) && !this.wasNothing(identity, name));
    const waiting = identity.onlyRenames ? this.renames(identity, gone) : [];
    const changed: Changed[] = [];
    for (const fact of facts) {
      const values = this.known.get(volume, fact.name);
      // What is new on old data: a schema of a service that was added, or a fact that an earlier release did not know.
      if (!values && fact.usual !== undefined && before.length > 0) {
        this.known.set(volume, fact.name, fact.usual);
        changed.push({ fact, from: fact.usual });
      } else if (!values) {
        if (!waiting.includes(fact.name)) this.known.set(volume, fact.name, fact.value);
      } else if (values.length > 1)
        this.warnings.push(ambiguous(this.known.key(volume, fact.name), values, identity.origin));
      else if (isHarmless(fact, values[0] ?? '')) this.known.set(volume, fact.name, fact.value);
      else changed.push({ fact, from: values[0] ?? '' });
    }
    if (changed.length > 0) this.warnings.push(changedData(identity, changed));
    if (!identity.onlyRenames) this.warnings.push(...gone.map((name) => goneFact(identity, name)));
  }

  /** Forgets a fact that is gone and never held for the data. */
  private wasNothing({ volume, gone = [] }: DataIdentity, name: string): boolean {
    const usual = gone.find(({ group }) => name.startsWith(`${group} `))?.usual;
    const isSo = usual !== undefined && (this.known.get(volume, name) ?? []).every((value) => value === usual);
    if (isSo) this.known.forget(`${volume}/${name}`);
    return isSo;
  }

  /** @returns names that are not remembered until it is clear that they do not stand in the place of others */
  private renames(identity: DataIdentity, gone: readonly string[]): string[] {
    const fresh = identity.facts.filter(({ name }) => !this.known.get(identity.volume, name));
    const waiting = gone.flatMap((name) => {
      const [source = ''] = this.known.get(identity.volume, name) ?? [];
      const others = fresh.filter(({ value }) => value === source || !(isPem(value) || isPem(source)));
      const names = others.map((fact) => fact.name);
      if (names.length > 0) this.warnings.push(renamedSecret(identity, name, names));
      return names;
    });
    return distinct(waiting);
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
    const [volume = '', ...rest] = what.split('/');
    const fact = rest.join('/');
    const values = this.known.get(volume, fact);
    if (!values) {
      this.warnings.push(
        formatProblem(`acceptDataChange names ${what}, which ${DATA_FILE} does not know`, {
          ...origin,
          fix: 'Remove it',
        }),
      );
    } else if (values.includes(from) && from !== to) this.known.set(volume, fact, to);
    else if (!values.includes(to))
      this.problems.push(
        formatProblem(
          `the accepted change of ${what} is from ${show(from)} to ${show(to)}, and the data was made with ${values.map(show).join(' or ')} (${reason})`,
          { ...origin, fix: `Say from which value it was changed, as in ${DATA_FILE}` },
        ),
      );
    else if (values.length > 1) this.known.set(volume, fact, to);
  }

  private release({ what, origin }: DataChange): void {
    const [volume = '', ...rest] = what.split('/');
    const identity = this.model.data.find((candidate) => candidate.volume === volume);
    const fact = rest.join('/');
    if (identity && (fact === '' || identity.facts.some(({ name }) => name === fact)))
      this.problems.push(
        formatProblem(`releaseData gives up ${what}, which is still in use`, {
          ...origin,
          fix: 'Remove the call, or what uses the data',
        }),
      );
    else this.known.forget(what);
  }

  private kindOf(volume: string): string | undefined {
    return this.known.get(volume, 'kind')?.[0];
  }
}

/** Platforms that are known by their data, and that no longer exist: the Compose project's name is part of a volume's. */
function lostPlatforms(models: readonly PlatformModel[], known: Map<string, readonly string[]>): string[] {
  const names = new Set(models.map(({ name }) => name));
  const lost = distinct([...known.keys()].map((key) => key.split('/')[0] ?? '')).filter((name) => !names.has(name));
  return lost.flatMap((name) => {
    const data = new PlatformData(name, known);
    if (data.volumes().length === 0) {
      // Its secrets are files of the output folder, whatever the platform is called.
      data.forget(name);
      return [];
    }
    return formatProblem(
      `there is no platform ${show(name)} any more, and its volumes stay on the hosts as ${name}_…: a platform of another name begins with empty ones`,
      {
        ...(models[0]?.origin ?? {}),
        fix: `Keep the name; or, if the data is not wanted any more, releaseData(${quoted(name)}, reason)`,
      },
    );
  });
}

function kindOf({ facts }: DataIdentity): string | undefined {
  return facts.find(({ name }) => name === 'kind')?.value;
}

/** Files of one's own making, which no other secret can stand for. */
function isPem(source: string): boolean {
  return source === 'certificate' || source === 'key';
}

/** Whether a value is the same, or one that may take the place of `from`. */
function isHarmless({ value, safeAfter = [], mayRise = false }: DataIdentity['facts'][number], from: string): boolean {
  if (value === from || safeAfter.includes(from)) return true;
  return mayRise && bytes(value) >= bytes(from);
}

/** `NaN`, which is not greater than anything, for what is no size. */
function bytes(text: string): number {
  try {
    return MemorySize.parse(text).toBytes();
  } catch {
    return Number.NaN;
  }
}
