import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  Duration,
  type NexusPlatform,
  NexusService,
  type NexusServiceProps,
  Orm,
  Phase,
  PostgresDatabase,
  SecureDockerfile,
} from '../../../src/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

interface Service {
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly environment?: Readonly<Record<string, string>>;
}

const services = (platform: NexusPlatform) =>
  (parse(render(platform)['docker-compose.yml'] ?? '', { merge: true }) as { services: Record<string, Service> })
    .services;

const database = (platform: NexusPlatform, id = 'postgres') =>
  new PostgresDatabase(platform, id, { database: 'shop', developmentPort: id === 'postgres' ? 5432 : 5433 });

/** A service whose image has migrations. */
const migrating = (platform: NexusPlatform, id: string, props: Partial<NexusServiceProps> = {}) =>
  new NexusService(platform, id, {
    port: 5004,
    dockerfile: SecureDockerfile.node({ context: id, orm: Orm.prisma() }),
    ...props,
  });

const HERE = /\(test\/constructs\/core\/life-cycle\.test\.ts:\d+\)/;

/** The message of the error, which must name the line of `act`. */
function refusal(act: () => unknown): string {
  const message = messageOf(act);
  expect(message).toMatch(HERE);
  return message;
}

/** The line of this file that the caller is at. */
function hereabouts(): number {
  const frame = new Error().stack?.split('\n')[2] ?? '';
  return Number(/life-cycle\.test\.ts:(\d+):/.exec(frame)?.[1]);
}

describe('a use that is declared after construction', () => {
  test('brings the migration job, as one in the props does', () => {
    // GIVEN
    const build = (late: boolean) => {
      const platform = newPlatform();
      const postgres = database(platform);
      const crm = migrating(platform, 'crm', late ? {} : { uses: [postgres] });
      if (late) crm.addUse(postgres);
      return services(platform);
    };
    // THEN
    expect(build(true)['crm-migrate']).toBeDefined();
    expect(build(true)).toEqual(build(false));
    expect(build(true).crm?.depends_on).toHaveProperty('crm-migrate', { condition: 'service_completed_successfully' });
  });

  test.each([['in the props', true] as const, ['by a method', false] as const])(
    'is refused where there is one already, %s, before anything is made',
    (_, inProps) => {
      const platform = newPlatform();
      const postgres = database(platform);
      const crm = migrating(platform, 'crm', inProps ? { uses: [postgres] } : {});
      if (!inProps) crm.addUse(postgres);
      expect(
        refusal(() => {
          crm.addUse(postgres, { prefix: 'OTHER' });
        }),
      ).toContain('[shop/crm] crm uses postgres already. Declare it once: in "uses", or by one call of addUse.');
      // AND the first one holds
      expect(services(platform).crm?.environment).toHaveProperty('DATABASE_URL_TEMPLATE');
    },
  );

  test('what is wrong with it is reported at synthesis, with the line of the use', () => {
    const platform = newPlatform();
    const postgres = database(platform);
    const one = new NexusService(platform, 'one', { port: 5001, image: 'one:1' });
    one.addEnvironment('DATABASE_SCHEMA', 'mine');
    const line = hereabouts() + 1;
    one.addUse(postgres);
    expect(messageOf(() => render(platform))).toMatch(
      new RegExp(`\\[shop/one\\] variable DATABASE_SCHEMA is set already\\..*life-cycle\\.test\\.ts:${line}\\)$`),
    );
  });
});

describe('what is derived', () => {
  class Endless extends NexusService {
    private count = 0;

    protected override derive(): void {
      super.derive();
      new NexusService(this, `${this.name}-${++this.count}`, { port: 6000 + this.count, image: 'a:1' });
    }
  }

  class Busy extends NexusService {
    public count = 0;

    protected override derive(): void {
      super.derive();
      this.addEnvironment(`N${++this.count}`, 'x');
    }
  }

  test('and never ends is reported with the names and a line, instead of running for ever', () => {
    const platform = newPlatform();
    new NexusService(platform, 'innocent', { port: 5003, image: 'a:1' });
    const busy = new Busy(platform, 'busy', { port: 5004, image: 'a:1' });
    new Endless(platform, 'endless', { port: 5005, image: 'a:1' });
    new NexusService(platform, 'last', { port: 5006, image: 'a:1' });
    const message = messageOf(() => render(platform));
    expect(busy.count).toBe(50);
    expect(message).toContain('1 problem, nothing was written:');
    expect(message).toMatch(
      new RegExp(
        '\\[shop/busy\\] resolving does not end: after 50 rounds something new still appears\\. ' +
          'Look at the derive\\(\\) of shop/busy, shop/endless: each thing must be added once\\. \\(.*life-cycle\\.test\\.ts:\\d+\\)$',
      ),
    );
  });

  test('may derive more: each round binds what the one before has made', () => {
    class Chain extends NexusService {
      private made = false;

      public constructor(
        scope: NexusPlatform | NexusService,
        id: string,
        private readonly depth: number,
      ) {
        super(scope, id, { port: 5000 + depth, image: 'a:1' });
      }

      protected override derive(): void {
        super.derive();
        if (this.made || this.depth === 0) return;
        this.made = true;
        this.addUse(new Chain(this, `chain-${this.depth}`, this.depth - 1));
      }
    }
    const platform = newPlatform();
    new Chain(platform, 'chain', 20);
    expect(Object.keys(services(platform))).toHaveLength(21);
    expect(services(platform)['chain-1']).toBeDefined();
    expect(services(platform)['chain-2']?.depends_on).toHaveProperty('chain-1');
  });

  test('fails once: the same problem is not reported again in the next round', () => {
    const platform = newPlatform();
    const two = [database(platform, 'one'), { provider: database(platform, 'two'), prefix: 'TWO' }];
    migrating(platform, 'crm', { uses: two });
    new Busy(platform, 'busy', { port: 5005, image: 'a:1' });
    const message = messageOf(() => render(platform));
    expect(message.match(/crm uses 2 databases \(one, two\), and its migrations are for one/g)).toHaveLength(1);
  });
});

describe('a worker on the role of another service', () => {
  test.each([['after', false] as const, ['before', true] as const])(
    'that is made %s it waits for its migrations',
    (_, first) => {
      // GIVEN
      const platform = newPlatform();
      const postgres = database(platform);
      const worker = () =>
        migrating(platform, 'worker', { port: 5005, uses: [{ provider: postgres, role: 'crm' }], migrate: false });
      const crm = () => migrating(platform, 'crm', { uses: [postgres] });
      for (const make of first ? [worker, crm] : [crm, worker]) make();
      // WHEN
      const all = services(platform);
      // THEN
      const ended = { condition: 'service_completed_successfully' };
      expect(all.worker?.depends_on).toMatchObject({ 'crm-migrate': ended, 'postgres-roles': ended });
      expect(all.crm?.depends_on).toMatchObject({ 'crm-migrate': ended });
      expect(all).not.toHaveProperty('worker-migrate');
      // AND both have one role
      expect(all.worker?.environment?.DATABASE_PASSWORD_FILE).toBe('/run/secrets/postgres_crm_password');
      expect(all.crm?.environment?.DATABASE_PASSWORD_FILE).toBe('/run/secrets/postgres_crm_password');
    },
  );
});

describe('a part of a workload of a later phase', () => {
  test('is not there either, with its files and secrets', () => {
    // GIVEN
    const platform = newPlatform({ rollout: Phase.Security });
    const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop', since: Phase.Build });
    new NexusService(platform, 'crm', { port: 5004, image: 'crm:1', uses: [postgres] });
    // WHEN
    const files = render(platform);
    // THEN
    expect(Object.keys(services(platform))).toEqual(['crm']);
    expect(Object.keys(files).filter((path) => path.startsWith('infrastructure/'))).toEqual([]);
    expect(JSON.stringify(files)).not.toContain('postgres');
  });

  test('is there from the phase of the whole on', () => {
    const platform = newPlatform({ rollout: Phase.Build });
    new PostgresDatabase(platform, 'postgres', { database: 'shop', since: Phase.Build });
    expect(Object.keys(services(platform))).toEqual(['postgres', 'postgres-roles']);
  });

  test('makes no role for a consumer that is of a later phase itself', () => {
    const platform = newPlatform({ rollout: Phase.Security });
    const postgres = database(platform);
    migrating(platform, 'crm', { uses: [postgres], since: Phase.Build });
    expect(Object.keys(services(platform))).toEqual(['postgres', 'postgres-roles']);
    expect(JSON.stringify(render(platform))).not.toContain('crm');
  });
});

test('a start that is asked for in two ways is refused', () => {
  const platform = newPlatform();
  const users = new NexusService(platform, 'users', { port: 5003, image: 'users:1' });
  const crm = new NexusService(platform, 'crm', { port: 5004, image: 'crm:1', stopGracePeriod: Duration.seconds(1) });
  crm.startAfter(users, 'ready');
  crm.startAfter(users, 'ready');
  expect(
    refusal(() => {
      crm.startAfter(users, 'started');
    }),
  ).toContain('[shop/crm] crm starts after users already, when it is ready. Say one of them: ready or started.');
});
