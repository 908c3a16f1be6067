import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  CutOver,
  NexusPlatform,
  NexusService,
  Orm,
  Phase,
  PostgresDatabase,
  type PostgresDatabaseProps,
  type PostgresLegacyProps,
  ReverseProxy,
  SecureDockerfile,
  Tls,
} from '../../../src/index.js';
import { loadErpNexus } from '../../support/erp-nexus.js';
import { messageOf, newPlatform, newProject, render } from '../../support/project.js';

interface Shop {
  readonly platform: NexusPlatform;
  readonly postgres: PostgresDatabase;
  readonly crm: NexusService;
  readonly stock: NexusService;
}

function shop(
  props: Partial<PostgresDatabaseProps> = {},
  orm = Orm.prisma(),
  since = Phase.Security,
  rollout = Phase.Security,
): Shop {
  const platform = newPlatform({ rollout });
  const postgres = new PostgresDatabase(platform, 'db', { database: 'shop', ...props });
  const service = (name: string, port: number, since: Phase) =>
    new NexusService(platform, name, {
      port,
      dockerfile: SecureDockerfile.node({ context: name, orm }),
      uses: [postgres],
      since,
    });
  const [crm, stock] = [service('crm', 5001, since), service('stock', 5002, Phase.Build)];
  const tls = Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] });
  new ReverseProxy(platform, 'nginx', { routes: { '/': crm }, tls, since });
  return { platform, postgres, crm, stock };
}

function filesOf(legacy: (shop: Shop) => PostgresLegacyProps, made = shop()): Record<string, string> {
  new CutOver(made.platform, 'cut-over', { project: 'shop-old', data: [made.postgres.from(legacy(made))] });
  return render(made.platform);
}

const takeOver = (legacy: (shop: Shop) => PostgresLegacyProps, made?: Shop) =>
  filesOf(legacy, made)['scripts/db-take-over.sh'] ?? '';

/** The elements of an array of the script. */
const arrayOf = (script: string, name: string) =>
  new RegExp(`readonly ${name}=\\(\\n([^)]*)\\)`).exec(script)?.[1]?.trim().split(/\n\s*/);

describe('the way over from a legacy stack', () => {
  it('knows what follows from the graph', () => {
    const files = filesOf(() => ({}));
    const script = files['scripts/cut-over.sh'] ?? '';
    expect(script).toContain('PLATFORM=shop LEGACY_DEFAULT=shop-old\n');
    expect(arrayOf(script, 'INNER')).toEqual(['crm']);
    expect(arrayOf(script, 'WAYS_IN')).toEqual(['nginx']);
    expect(arrayOf(script, 'OLD_SERVICES')).toEqual(['db']);
    expect(arrayOf(script, 'SECRETS')).toEqual(['db_password', 'db_owner_password', 'db_crm_password']);
    const data = files['scripts/db-take-over.sh']?.split('\n');
    expect(data).toContain('readonly OLD_SERVICE=db OLD_USER=postgres OLD_DATABASE=shop');
    expect(data).toContain('readonly SCHEMAS=(crm) GIVEN=() SPARE=()');
    expect(files['cut-over/.gitignore']).toContain('*\n!.gitignore\n');
  });

  it('asks services how they are from the phase on that has deep health', () => {
    const made = shop({}, undefined, undefined, Phase.Advanced);
    const script = filesOf(() => ({}), made)['scripts/cut-over.sh'] ?? '';
    expect(arrayOf(script, 'READINESS')).toEqual(["'crm 5001 /health/deep'", "'stock 5002 /health/deep'"]);
  });

  it('is told what only the team knows', () => {
    const script = takeOver(() => ({
      service: 'pg',
      superuser: 'admin',
      version: 15,
      database: 'erp',
      unread: ['audit'],
    }));
    expect(script).toContain('readonly OLD_SERVICE=pg OLD_USER=admin OLD_DATABASE=erp\n');
    expect(script).toContain('((version == 15)) || fail');
    expect(script).toContain('SPARE=(audit)');
  });

  it('changes nothing else of the output: an install without a legacy stack does not meet it', () => {
    const [without, files] = [render(shop().platform), filesOf(() => ({}))];
    const added = ['cut-over/.gitignore', 'scripts/cut-over.sh', 'scripts/db-take-over.sh'];
    expect(Object.keys(files).filter((path) => !(path in without))).toEqual(expect.arrayContaining(added));
    expect(Object.fromEntries(Object.entries(files).filter(([path]) => !added.includes(path)))).toEqual(without);
  });

  it('is removed from ERP Nexus with one statement', async () => {
    const statement = /\n\/\/ The way over[^\n]*\nnew CutOver\([\s\S]*?\}\);\n/;
    const erpNexus = await loadErpNexus((source) => source.replace(statement, '').replace('  CutOver,\n', ''));
    const paths = Object.keys(render(erpNexus(newProject(), Phase.Advanced)));
    expect(paths.filter((path) => /cut-over|take-over/.test(path))).toEqual([]);
  });

  it('has no script where the database comes in a later phase', () => {
    const files = filesOf(() => ({}), shop({ since: Phase.Advanced }, undefined, Phase.Advanced));
    expect(Object.keys(files).filter((path) => /cut-over|take-over/.test(path))).toEqual([]);
  });
});

describe('schemas of the legacy database', () => {
  it('come into that of a service, as a whole or by tables', () => {
    const whole = takeOver(({ crm }) => ({ schemas: [{ from: 'public', to: crm }] }));
    expect(whole).toContain("CALL pg_temp.nexus_move('public', 'crm', NULL);\n");
    expect(whole).toContain("n.nspname <> ALL (ARRAY['crm', 'public', 'information_schema'])");
    const parts = takeOver(({ crm }) => ({ schemas: [{ from: 'public', to: crm, tables: ['Customer', 'Contact'] }] }));
    expect(parts).toContain(
      "CALL pg_temp.nexus_move('public', 'crm', array_remove(ARRAY['Customer', 'Contact', NULL]::text[], NULL));\n",
    );
    expect(parts).toContain("AND NOT (n.nspname = 'public' AND c.relname = ANY (ARRAY['Customer', 'Contact', '']))");
  });

  it('wait for a service of a later phase under the name of its role', () => {
    const script = takeOver(({ stock }) => ({ schemas: [{ from: 'public', to: stock }] }));
    expect(script).toContain("CALL pg_temp.nexus_move('public', 'stock', NULL);\n");
    expect(script).toContain('GIVEN=(stock)');
  });

  it('can not break out of the script', () => {
    const name = `a'; DROP TABLE x; -- $(id)\\`;
    const script = takeOver(({ crm }) => ({
      superuser: name,
      database: name,
      unread: [name],
      schemas: [{ from: name, to: crm, tables: [name] }],
    }));
    expect(script).toContain(`OLD_USER='a'\\''; DROP TABLE x; -- $(id)\\'`);
    expect(script).toContain(`nexus_move( E'a''; DROP TABLE x; -- $(id)\\\\'`);
    const { status, stdout } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });
});

describe('a database without a history of migrations', () => {
  it.each([
    [7, '--from-config-datasource --to-schema "$schema"'],
    [6, '--from-schema-datasource "$schema" --to-schema-datamodel "$schema"'],
  ] as const)('is compared and noted by Prisma %i', (version, sides) => {
    const script = takeOver(() => ({}), shop({}, Orm.prisma({ version, directory: 'db/prisma' })));
    const line = script.split('\n').find((text) => text.startsWith('  baseline crm-migrate crm sh -c'));
    expect(line).toContain(sides);
    expect(line).toMatch(/ sh \/app\/nexus-env\.mjs db\/prisma$/);
  });

  it('is left alone where nothing migrates', () => {
    expect(takeOver(() => ({}), shop({}, Orm.prisma({ migrations: false })))).not.toContain('  baseline crm');
  });
});

describe('is refused', () => {
  const cutOver = (made: Shop, props: object) =>
    new CutOver(made.platform, 'cut-over', { project: 'shop-old', data: [made.postgres.from()], ...props });

  it.each<[string, (made: Shop) => unknown, string]>([
    [
      'the platform as its own legacy',
      (made) => cutOver(made, { project: 'shop' }),
      '[shop/cut-over] the legacy project "shop" has the name of the platform. Give the platform another name',
    ],
    ['a name of no project', (made) => cutOver(made, { project: 'Shop Old' }), 'is not the name of a Compose project'],
    ['no data', (made) => cutOver(made, { data: [] }), 'there is no data to take over. Name it, data: [postgres.from('],
    [
      'the database itself',
      (made) => cutOver(made, { data: [made.postgres] }),
      'data[0] (PostgresDatabase "db") is not a LegacyData. Write postgres.from({ superuser: "admin" })',
    ],
    [
      'data twice',
      (made) => cutOver(made, { data: [made.postgres.from(), made.postgres.from()] }),
      'db gets data from two places',
    ],
    [
      'data of another platform',
      (made) => cutOver(made, { data: [shop().postgres.from()] }),
      'db belongs to another platform',
    ],
    ['an unknown prop', ({ postgres }) => postgres.from({ user: 'x' } as never), 'user'],
    [
      'a newer server',
      ({ postgres }) => postgres.from({ version: 18 }),
      "PostgreSQL 18 in from() can't be taken over into 17",
    ],
    ['a service of no Compose file', ({ postgres }) => postgres.from({ service: 'a b' }), 'service "a b" in from()'],
    ['a name that is too long', ({ postgres }) => postgres.from({ superuser: 'é'.repeat(32) }), 'Write 1 to 63 bytes'],
    [
      'a line break',
      ({ postgres }) => postgres.from({ database: 'a\nb' }),
      'database in from() "a\\nb" has a line break',
    ],
    ["PostgreSQL's own schema", ({ postgres }) => postgres.from({ unread: ['pg_catalog'] }), "PostgreSQL's own"],
    [
      'an empty list of tables',
      ({ postgres, crm }) => postgres.from({ schemas: [{ from: 'public', to: crm, tables: [] }] }),
      'the list of tables of schema "public" is empty',
    ],
    [
      'a schema for two',
      ({ postgres, crm, stock }) =>
        postgres.from({
          schemas: [
            { from: 'public', to: crm },
            { from: 'public', to: stock },
          ],
        }),
      'schema "public" is given to two services. Say in "tables" which tables each of them gets',
    ],
    [
      'a table for two',
      ({ postgres, crm, stock }) =>
        postgres.from({
          schemas: [
            { from: 'public', to: crm, tables: ['a', 'b'] },
            { from: 'public', to: stock, tables: ['b'] },
          ],
        }),
      'table "b" of schema "public" is given to two services',
    ],
    [
      'beside movedFrom',
      () => shop({ volume: 'new', movedFrom: { volume: 'old' } }).postgres.from(),
      'db has movedFrom and takes over legacy data. Remove one of them',
    ],
  ])('%s', (_what, act, message) => {
    expect(messageOf(() => act(shop()))).toContain(message);
  });

  it('tables for a service that does not use the database, at synthesis', () => {
    const made = shop();
    const other = new NexusService(made.platform, 'other', { port: 5009, image: 'shop/app:1.0' });
    expect(messageOf(() => takeOver(() => ({ schemas: [{ from: 'public', to: other }] }), made))).toContain(
      'other gets tables of the legacy schema "public", and does not use db. Add db to its "uses"',
    );
  });

  it('leaves nothing behind', () => {
    const made = shop();
    messageOf(() => cutOver(made, { data: [] }));
    expect(Object.keys(filesOf(() => ({}), made))).toContain('scripts/cut-over.sh');
  });
});
