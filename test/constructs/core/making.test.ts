import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import {
  type Binding,
  finishes,
  NexusPlatform,
  NexusService,
  NexusWorkload,
  RedisCache,
  Resources,
  Secret,
  Volume,
  type WorkloadImage,
} from '../../../src/index.js';
import { Minio } from '../../fixtures/extending/minio.js';
import { messageOf, newPlatform, renderAll } from '../../support/project.js';

const SPEC = { kind: 'resource', resources: Resources.SMALL, user: '1000:1000', ports: [1025] } as const;

/** A kind that adds to everything within its reach, and then throws, or not. */
class Box extends NexusWorkload {
  static {
    finishes(this);
  }

  public constructor(scope: Construct, id: string, bad: boolean, other?: NexusService) {
    super(scope, id, SPEC, {});
    const platform = NexusPlatform.of(this);
    platform.addDocument({ path: `box/${id}.txt`, kind: 'lines', lines: ['hello'], syntax: 'hash' });
    platform.addVariable({ name: 'BOX', description: 'A box.', value: id });
    platform.addAggregate(() => [{ path: `all/${id}.txt`, kind: 'lines', lines: ['x'], syntax: 'hash' }]);
    platform.compose.addOverride(['services', id, 'init'], false);
    platform.acknowledge('read-only-root', 'A box.', this);
    new Secret(this, 'box_secret');
    new Volume(this, 'box_data');
    other?.addUse(this);
    other?.startAfter(this, 'started');
    if (bad) throw new Error('boom');
    this.declared(Box);
  }

  public bind(): Binding {
    return { provider: this, ports: [1025] };
  }

  protected override image(): WorkloadImage {
    return { kind: 'registry', reference: 'example/box:2.1' };
  }
}

const service = (platform: NexusPlatform, id = 'a') => new NexusService(platform, id, { port: 4001, image: 'a:1' });

/** Everything that is rendered, without the report of what was accepted. */
function after(act: (platform: NexusPlatform, a: NexusService) => unknown): Record<string, string> {
  const platform = newPlatform();
  act(platform, service(platform));
  return renderAll(platform);
}

describe('what the constructor of a forgotten workload has added', () => {
  const NOTHING = after(() => undefined);

  test('is forgotten with it: documents, variables, aggregates, overrides, acknowledgements, uses by others', () => {
    expect(after((platform, a) => messageOf(() => new Box(platform, 'box', true, a)))).toEqual(NOTHING);
  });

  test('is there once when it is made again, in a loop at one line', () => {
    const once = after((platform, a) => new Box(platform, 'box', false, a));
    expect(Object.keys(once)).toEqual(expect.arrayContaining(['out/box/box.txt', 'out/all/box.txt']));
    const looped = after((platform, a) => {
      for (const bad of [true, true, false])
        try {
          new Box(platform, 'box', bad, a);
        } catch {
          // Tried again.
        }
    });
    expect(looped).toEqual(once);
  });

  test('does not take with it what others add, at the same line or from another constructor', () => {
    const files = after((platform) => {
      for (const [id, bad] of [
        ['one', true],
        ['two', false],
      ] as const)
        try {
          new Box(platform, id, bad);
        } catch {
          // The next one is another.
        }
    });
    expect(files['out/box/two.txt']).toContain('hello');
    expect(files['out/.env.example']).toContain('BOX=two');
    expect(files).not.toHaveProperty(['out/box/one.txt']);
    class Stack extends Construct {
      public constructor(platform: NexusPlatform) {
        super(platform, 'stack');
        messageOf(() => new Box(platform, 'box', true));
        platform.addDocument({ path: 'stack.txt', kind: 'lines', lines: ['mine'], syntax: 'hash' });
      }
    }
    expect(after((platform) => new Stack(platform))['out/stack.txt']).toContain('mine');
  });

  test('and a workload that is being made is not forgotten because another wants its name', () => {
    class Outer extends NexusWorkload {
      static {
        finishes(this);
      }

      public constructor(scope: Construct, id: string) {
        super(scope, id, SPEC, {});
        expect(messageOf(() => new RedisCache(scope, id))).toContain(`a workload "${id}" already`);
        this.declared(Outer);
      }

      protected override image(): WorkloadImage {
        return { kind: 'registry', reference: 'example/box:2.1' };
      }
    }
    const platform = newPlatform();
    new Outer(platform, 'outer');
    expect(platform.workloads.map(({ name }) => name)).toEqual(['outer']);
  });
});

describe("a class of a user's that says nothing of when it is finished", () => {
  const taken = (platform: NexusPlatform) => {
    const own = new Secret(platform, 'minio_secret_key');
    new NexusService(platform, 'orders', { port: 4002, image: 'example/orders:1.4', secrets: [own] });
  };

  test('is forgotten when a part of it is refused: every attempt has the same reason, and the rest is synthesized', () => {
    const platform = newPlatform();
    taken(platform);
    for (let i = 0; i < 3; i++)
      expect(messageOf(() => new Minio(platform, 'minio'))).toContain('there is a secret "minio_secret_key" already');
    expect(platform.workloads.map(({ name }) => name)).toEqual(['orders']);
    const files = renderAll(platform);
    expect(Object.keys(files).filter((path) => path.includes('minio'))).toEqual([]);
    expect(files['out/docker-compose.yml']).not.toContain('minio_access_key');
    expect(platform.toModel().warnings).toContain(
      'shop/minio is left out: a part of it was refused in its constructor. If that is no reason, end the constructor with this.declared(…)',
    );
  });

  test('is made under its name by a second attempt', () => {
    class Late extends Minio {
      public constructor(scope: Construct, id: string, bad: boolean) {
        super(scope, id);
        if (bad) throw this.error('boom');
      }
    }
    const made = (failures: number) => {
      const platform = newPlatform();
      for (let i = 0; i < failures; i++) messageOf(() => new Late(platform, 'minio', true));
      new Late(platform, 'minio', false);
      return renderAll(platform);
    };
    expect(made(2)).toEqual(made(0));
  });

  test('stays when it is refused something after it was made, or goes on and says so', () => {
    class Tolerant extends NexusWorkload {
      public constructor(scope: Construct, id: string) {
        super(scope, id, SPEC, {});
        messageOf(() => new Secret(this, 'taken'));
        this.declared(Tolerant);
      }

      protected override image(): WorkloadImage {
        return { kind: 'registry', reference: 'example/box:2.1' };
      }
    }
    const platform = newPlatform();
    new Secret(platform, 'taken');
    new Tolerant(platform, 'tolerant');
    const minio = new Minio(platform, 'minio');
    expect(messageOf(() => new Secret(minio, 'taken'))).toContain('there is a secret "taken" already');
    expect(renderAll(platform)['out/docker-compose.yml']).toMatch(/\n {2}tolerant:\n[^]*\n {2}minio:\n/);
  });
});
