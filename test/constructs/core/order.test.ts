import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  MemorySize,
  NexusPlatform,
  NexusService,
  type NexusServiceProps,
  Orm,
  PostgresDatabase,
  RedisCache,
  Secret,
  SecureDockerfile,
  Volume,
} from '../../../src/index.js';
import { newProject, renderAll } from '../../support/project.js';

/** What `crm` refers to: made before and after it, always in this order. */
interface Parts {
  readonly platform: NexusPlatform;
  readonly crm: NexusService;
  readonly secrets: readonly Secret[];
  readonly volumes: readonly Volume[];
  readonly postgres: PostgresDatabase;
  readonly redis: RedisCache;
  readonly users: NexusService;
  readonly stock: NexusService;
}

/** One thing said of `crm`: by a method, or in props where there is a prop for it. */
interface Saying {
  readonly call: (parts: Parts) => void;
  readonly prop?: (parts: Omit<Parts, 'crm' | 'stock'>) => Partial<NexusServiceProps>;
}

const secret = (i: number): Saying => ({
  call: ({ crm, secrets }) => {
    crm.addSecret(secrets[i] as Secret);
  },
  prop: ({ secrets }) => ({ secrets: [secrets[i] as Secret] }),
});

const environment = (name: string): Saying => ({
  call: ({ crm }) => {
    crm.addEnvironment(name, `value of ${name}`);
  },
  prop: () => ({ environment: { [name]: `value of ${name}` } }),
});

const label = (name: string): Saying => ({
  call: ({ crm }) => {
    crm.addLabel(name, 'x');
  },
  prop: () => ({ labels: { [name]: 'x' } }),
});

const call = (act: (parts: Parts) => void): Saying => ({ call: act });

const SAYINGS: readonly Saying[] = [
  environment('B_FLAG'),
  environment('A_FLAG'),
  // In place of a default of the service.
  environment('LOG_LEVEL'),
  secret(1),
  secret(0),
  label('team'),
  label('audience'),
  {
    call: ({ crm, postgres }) => {
      crm.addUse(postgres, { prefix: 'MAIN' });
    },
    prop: ({ postgres }) => ({ uses: [{ provider: postgres, prefix: 'MAIN' }] }),
  },
  {
    call: ({ crm, redis }) => {
      crm.addUse(redis);
    },
    prop: ({ redis }) => ({ uses: [redis] }),
  },
  {
    call: ({ crm, users }) => {
      crm.addUse(users, { startCondition: 'none' });
    },
    prop: ({ users }) => ({ uses: [{ provider: users, startCondition: 'none' }] }),
  },
  call(({ crm, volumes }) => {
    crm.addVolume(volumes[1] as Volume, '/b');
  }),
  call(({ crm, volumes }) => {
    crm.addVolume(volumes[0] as Volume, '/z', { readOnly: true });
  }),
  call(({ crm }) => {
    crm.addTmpfs('/var/tmp', MemorySize.mebibytes(1));
  }),
  call(({ crm }) => {
    crm.addTmpfs('/cache', MemorySize.mebibytes(2));
  }),
  call(({ crm }) => {
    crm.addFile('b.conf', '/etc/b.conf');
  }),
  call(({ crm }) => {
    crm.addFile('a.conf', '/etc/a.conf');
  }),
  call(({ crm }) => {
    crm.publish(9002, 5004);
  }),
  {
    call: ({ crm }) => {
      crm.publish(9001, 5004);
    },
    prop: () => ({ publishLoopback: 9001 }),
  },
  call(({ crm, stock }) => {
    crm.startAfter(stock, 'ready');
  }),
  call(({ crm, users }) => {
    crm.startAfter(users, 'started');
  }),
  call(({ crm, secrets }) => {
    crm.addSecret(secrets[0] as Secret, 'SECOND_NAME');
  }),
  call(({ crm, secrets }) => {
    crm.addSecret(secrets[0] as Secret, 'A_THIRD');
  }),
  call(({ crm, secrets }) => {
    crm.addSecret(secrets[0] as Secret, false);
  }),
  call(({ crm }) => {
    crm.addContribution({ kind: 'runbook', id: 'second', title: 'Second', body: 'b' });
  }),
  call(({ crm }) => {
    crm.addContribution({ kind: 'runbook', id: 'first', title: 'First', body: 'a' });
  }),
  call(({ crm }) => {
    crm.addContribution({ kind: 'rotation', secret: 'first', how: { kind: 'restart' } });
  }),
  call(({ platform }) => {
    platform.addDocument({ path: 'b.conf', kind: 'lines', syntax: 'hash', lines: ['b'] });
  }),
  call(({ platform }) => {
    platform.addDocument({ path: 'a.conf', kind: 'lines', syntax: 'hash', lines: ['a'] });
  }),
  call(({ platform }) => {
    platform.addVariable({ name: 'TWO', description: 'Second.', value: '2' });
  }),
  call(({ platform }) => {
    platform.addVariable({ name: 'ONE', description: 'First.', value: '1' });
  }),
  ...[
    ['services.crm.tty', true],
    ['services.crm.init', false],
    ['services.crm.develop.watch', []],
    ['services.crm.develop.x-b', 1],
    ['services.crm.security_opt.2', 'label:disable'],
    ['services.crm.security_opt.1', 'apparmor:unconfined'],
    ['services.crm.read_only', undefined],
    ['services.stock.hostname', 'stock'],
    ['services.stock.labels', { only: 'this' }],
    ['services.users.ulimits', { nofile: 9 }],
    ['x-second.any', 2],
    ['x-first', 1],
  ].map(([path, value]) =>
    call(({ platform: { compose } }) => {
      if (value === undefined) compose.addDeletionOverride(path as string);
      else compose.addOverride(path as string, value);
    }),
  ),
];

/** How much of it goes into props, and when the rest is called: at once, or when the platform is complete. */
interface Telling {
  readonly order: readonly number[];
  readonly inProps: readonly boolean[];
  readonly late: readonly boolean[];
}

const flags = fc.array(fc.boolean(), { minLength: SAYINGS.length, maxLength: SAYINGS.length });
const tellings: fc.Arbitrary<Telling> = fc.record({
  order: fc.shuffledSubarray(
    SAYINGS.map((_, i) => i),
    { minLength: SAYINGS.length },
  ),
  inProps: flags,
  late: flags,
});

function merge(props: readonly Partial<NexusServiceProps>[]): Partial<NexusServiceProps> {
  const publishLoopback = props.find((part) => part.publishLoopback !== undefined)?.publishLoopback;
  return {
    ...(publishLoopback !== undefined && { publishLoopback }),
    environment: Object.assign({}, ...props.map((part) => part.environment)) as Record<string, string>,
    labels: Object.assign({}, ...props.map((part) => part.labels)) as Record<string, string>,
    secrets: props.flatMap((part) => part.secrets ?? []),
    uses: props.flatMap((part) => part.uses ?? []),
  };
}

function told({ order, inProps, late }: Telling, reversed = false): Record<string, string> {
  const platform = new NexusPlatform(newProject(), 'shop');
  const made = {
    platform,
    secrets: ['first', 'second'].map((id) => new Secret(platform, id)),
    volumes: ['one', 'two'].map((id) => new Volume(platform, id)),
    postgres: new PostgresDatabase(platform, 'postgres', { database: 'shop' }),
    redis: new RedisCache(platform, 'redis'),
    users: new NexusService(platform, 'users', { port: 5003, image: 'users:1' }),
  };
  const sayings = order.map((i) => ({ ...(SAYINGS[i] as Saying), inProps: inProps[i], late: late[i] }));
  const props = sayings.flatMap(({ prop, inProps: said }) => (prop && said ? [prop(made)] : []));
  const rest = sayings.filter(({ prop, inProps: said }) => !(prop && said));
  const make = {
    crm: () =>
      new NexusService(platform, 'crm', {
        port: 5004,
        dockerfile: SecureDockerfile.node({ context: 'crm', orm: Orm.prisma() }),
        ...merge(props),
      }),
    stock: () => new NexusService(platform, 'stock', { port: 5005, image: 'stock:1', uses: [made.redis] }),
  };
  // Both must be there for what is called; the order in which they are made is that of the output.
  const [stock, crm] = reversed
    ? [make.stock(), make.crm()]
    : (([c, s]) => [s, c] as const)([make.crm(), make.stock()] as const);
  const parts: Parts = { ...made, crm, stock };
  for (const { call: act } of rest.filter((saying) => !saying.late)) act(parts);
  new NexusService(platform, 'last', { port: 5006, image: 'last:1', uses: [made.postgres, crm] });
  for (const { call: act } of rest.filter((saying) => saying.late)) act(parts);
  return renderAll(platform);
}

const PLAIN: Telling = { order: SAYINGS.map((_, i) => i), inProps: [], late: [] };

test('props and methods, in whatever order, give the same bytes: the files and the model as data', () => {
  const expected = told(PLAIN);
  expect(Object.keys(expected)).toEqual(
    expect.arrayContaining(['.nexus/shop.model.json', 'out/docker-compose.yml', 'out/crm/Dockerfile', 'out/a.conf']),
  );
  fc.assert(
    fc.property(tellings, (telling) => {
      expect(told(telling)).toEqual(expected);
    }),
  );
});

test('the order in which constructs are made is the order of the output', () => {
  const services = (files: Record<string, string>) =>
    [...(files['out/docker-compose.yml'] ?? '').matchAll(/^ {2}(crm|stock|last):$/gm)].map(([, name]) => name);
  expect(services(told(PLAIN))).toEqual(['crm', 'stock', 'last']);
  expect(services(told(PLAIN, true))).toEqual(['stock', 'crm', 'last']);
});

test('a variable of the .env file that is said in two ways is refused, and not decided by the order', () => {
  for (const values of [
    ['1', '2'],
    ['2', '1'],
  ] as const) {
    const platform = new NexusPlatform(newProject(), 'shop');
    const add = (value: string) => {
      platform.addVariable({ name: 'X', description: 'd', value });
    };
    add(values[0]);
    add(values[0]);
    expect(() => {
      add(values[1]);
    }).toThrow(`[shop] variable X is in .env.example already, as "${values[0]}". Add it once, or with the same value`);
  }
});
