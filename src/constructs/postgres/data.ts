import type { DataDescription, DataMove } from '../../model/data-identity.js';
import type { Distribution, ImageContents } from '../core/image-contents.js';
import { moveScriptOf, type PostgresOriginProps } from './move.js';

export interface PostgresData {
  readonly name: string;
  readonly volume: string;
  readonly version: number;
  readonly distribution: Distribution;
  readonly locale: { readonly provider: 'icu' | 'libc'; readonly name: string };
  readonly database: string;
  readonly owner: string;
  /** Secret with the superuser's password. */
  readonly password: string;
  readonly schemas: readonly string[];
  readonly extensions: readonly string[];
  /** Schemas of services that a later rollout phase has. */
  readonly heldBack: readonly string[];
  /** What is in the image that the old volume is read with. */
  readonly source: ImageContents;
  readonly movedFrom?: PostgresOriginProps | undefined;
}

/** What a data folder of PostgreSQL was made with. What is most likely to be noticed comes first. */
export function describePostgresData(data: PostgresData): DataDescription[] {
  const { name, volume, version, distribution, locale, database, owner, password, schemas, extensions, movedFrom } =
    data;
  const script = moveScriptOf(name);
  const over = `Give the data a volume of its own and have it carried over: volume: "${volume}_${version}", movedFrom: { volume: "${volume}", … }; ${script} then dumps, restores and compares every row, and the old volume stays.`;
  return [
    {
      volume,
      facts: [
        { name: 'kind', value: 'postgres', effect: 'Another program wrote these files.' },
        {
          name: 'version',
          value: String(version),
          effect: 'A server of PostgreSQL {to} refuses files of {from}, and restarts forever.',
          remedy: over,
        },
        {
          name: 'distribution',
          value: distribution,
          effect:
            'The user of the image is another, so the server may not read its files; and its libraries sort texts in another order, so that indexes lose rows without an error.',
          remedy: over,
        },
        {
          name: 'locale',
          value: `${locale.provider} ${locale.name}`,
          effect: 'A locale is fixed when a database is made: the server goes on with {from}.',
          remedy: over,
        },
        {
          name: 'database',
          value: database,
          effect:
            'The server makes a database only in an empty volume: there is none called {to}, and no service starts.',
          onMove: 'The script looks for {to} and finds {from}; started without it, services have an empty {to}.',
          remedy: `Keep the name; or rename it while all services are stopped: docker compose exec ${name} psql -U postgres -d postgres -c 'ALTER DATABASE {from} RENAME TO {to}'.`,
        },
        {
          name: 'owner',
          value: owner,
          effect: 'The tables still belong to {from}: migrations of {to} fail.',
          remedy: `Keep the owner; or, when the roles job has made the new one: docker compose exec ${name} psql -U postgres -d ${database} -c 'REASSIGN OWNED BY {from} TO {to}'.`,
        },
        {
          name: 'superuser password',
          value: password,
          effect:
            'The password is in the data: a new secret has another one, the roles job can not log in, and no service starts.',
          remedy: 'Copy secrets/{from} to secrets/{to} on each host.',
        },
        ...schemas.map((schema) => ({ name: `schema ${schema}`, value: schema })),
        ...extensions.map((extension) => ({ name: `extension ${extension}`, value: extension })),
      ],
      gone: [
        {
          group: 'schema',
          effect:
            'The schema and the role {name} stay with their rows, and nothing reads them; a service that was renamed begins with an empty schema.',
          remedy: `Give the renamed service its old one: uses: [{ provider: ${name}, role: "{name}" }].`,
        },
        {
          group: 'extension',
          effect:
            "It stays in the database with the columns and indexes that use it. A database that is made anew, as on a developer's machine, has none, and migrations fail there; nor does the server load its library any more.",
          remedy: `Keep it in extensions; or remove what uses it, and then: docker compose exec ${name} psql -U postgres -d ${database} -c 'DROP EXTENSION "{name}"'.`,
        },
      ],
      heldBack: data.heldBack.map((schema) => `schema ${schema}`),
      ...(movedFrom && {
        movedFrom: {
          volume: movedFrom.volume,
          script,
          changes: ['version', 'distribution', 'locale', 'superuser password', 'mount', 'user'],
          takenFor: takenFor(data.source),
        },
      }),
    },
  ];
}

/** Another version does not read the files; libraries of another distribution may not know their locales. */
function takenFor({ version, distribution }: ImageContents): NonNullable<DataMove['takenFor']> {
  return [
    ...(version === undefined ? [] : [{ name: 'version', value: String(version), strict: true }]),
    ...(distribution === undefined ? [] : [{ name: 'distribution', value: distribution, strict: false }]),
  ];
}
