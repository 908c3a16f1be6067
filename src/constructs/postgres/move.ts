import { NexusError, show } from '../../model/errors.js';
import type { NewDocument } from '../../model/document.js';
import { checkKey } from '../../model/names.js';

export interface PostgresOriginProps {
  /** The volume that the data was in. It is read, and stays. */
  readonly volume: string;
  /** Major version that wrote it, 12 to 18. @default the version of the database */
  readonly version?: number;
  /** Distribution of the image that wrote it. @default the distribution of the database */
  readonly distribution?: 'alpine' | 'bookworm';
  /** Its superuser. @default 'postgres' */
  readonly superuser?: string;
  /** The whole image, where it was no official one. @default `postgres:<version>-<distribution>` */
  readonly image?: string;
}

export interface MoveTarget {
  readonly platform: string;
  readonly server: string;
  /** The job that makes the roles. */
  readonly roles: string;
  readonly volume: string;
  readonly database: string;
  readonly provider: 'icu' | 'libc';
  readonly locale: string;
  readonly version: number;
  readonly distribution?: 'alpine' | 'bookworm' | undefined;
  readonly origin?: PostgresOriginProps | undefined;
  readonly sourceImage: (reference: string) => string;
}

/** @throws NexusError if the volumes are one, or the version is unknown */
export function checkMove(
  { volume, version, superuser = 'postgres' }: PostgresOriginProps,
  to: string,
  path: string,
): void {
  checkKey('volume in movedFrom', volume, { path });
  checkKey('superuser in movedFrom', superuser, { path });
  if (volume === to)
    throw new NexusError(`the data is moved from volume ${show(volume)} into the same one`, {
      path,
      fix: `Give the new data a volume of its own, as in volume: "${volume}_new": the old one is read, and stays`,
    });
  if (version !== undefined && (version < 12 || version > 18))
    throw new NexusError(`PostgreSQL ${show(version)} in movedFrom is not supported`, {
      path,
      fix: 'Use a major version from 12 to 18',
    });
}

/** The image that the old volume is read with, by the name that the catalogue knows it by. */
export function sourceImageOf({
  origin,
  version,
  distribution,
}: Pick<MoveTarget, 'origin' | 'version' | 'distribution'>): string {
  return origin?.image ?? `postgres:${origin?.version ?? version}-${origin?.distribution ?? distribution ?? 'alpine'}`;
}

/** Where the script lies in the output. */
export function moveScriptOf(server: string): string {
  return `scripts/${server}-move.sh`;
}

/** The script that carries the data over, where it was elsewhere before; and the one that sorts indexes anew. */
export function moveDocuments(target: MoveTarget): NewDocument[] {
  const { origin, version } = target;
  const reindex: NewDocument = {
    path: `scripts/${target.server}-reindex.sh`,
    executable: true,
    kind: 'template',
    syntax: 'hash',
    template: 'postgres/reindex.sh.hbs',
    view: { server: target.server },
  };
  if (!origin) return [reindex];
  const from = origin.version ?? version;
  const reference = sourceImageOf(target);
  return [
    reindex,
    {
      path: moveScriptOf(target.server),
      executable: true,
      kind: 'template',
      syntax: 'hash',
      template: 'postgres/move.sh.hbs',
      view: {
        platform: target.platform,
        server: target.server,
        roles: target.roles,
        volume: target.volume,
        database: target.database,
        provider: target.provider,
        locale: target.locale,
        superuser: origin.superuser ?? 'postgres',
        fromVolume: origin.volume,
        fromImage: target.sourceImage(reference),
        // The image of version 18 moved its data folder.
        fromTarget: from >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data',
        script: moveScriptOf(target.server),
      },
    },
  ];
}
