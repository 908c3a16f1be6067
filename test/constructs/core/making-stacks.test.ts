import type { Construct } from 'constructs';
import { afterEach, describe, expect, test } from 'vitest';
import {
  finishes,
  NexusPlatform,
  NexusService,
  NexusWorkload,
  Resources,
  Secret,
  type WorkloadImage,
} from '../../../src/index.js';
import { messageOf, newPlatform } from '../../support/project.js';

const SPEC = { kind: 'resource', resources: Resources.SMALL, user: '1000:1000', ports: [1025] } as const;

/** What a constructor does when its own part begins. */
type Act = (self: NexusWorkload, platform: NexusPlatform) => void;

abstract class Base extends NexusWorkload {
  protected override image(): WorkloadImage {
    return { kind: 'registry', reference: 'example/box:2.1' };
  }
}

/** Says nothing of when it is finished. */
class Silent extends Base {
  public constructor(scope: Construct, id: string, act: Act) {
    super(scope, id, SPEC, {});
    act(this, NexusPlatform.of(this));
  }
}

/** Says it. */
class Finishing extends Base {
  static {
    finishes(this);
  }

  public constructor(scope: Construct, id: string, act: Act) {
    super(scope, id, SPEC, {});
    act(this, NexusPlatform.of(this));
    this.declared(Finishing);
  }
}

class Further extends Silent {
  public constructor(scope: Construct, id: string, act: Act) {
    super(scope, id, () => undefined);
    act(this, NexusPlatform.of(this));
  }
}

/** Without an explicit constructor. */
class Bare extends Silent {}

class Renamed extends Base {
  public static override get name(): string {
    return 'Anything';
  }

  public constructor(scope: Construct, id: string, act: Act) {
    super(scope, id, SPEC, {});
    act(this, NexusPlatform.of(this));
  }
}

const Anonymous = (() =>
  class extends Base {
    public constructor(scope: Construct, id: string, act: Act) {
      super(scope, id, SPEC, {});
      act(this, NexusPlatform.of(this));
    }
  })();

type Make = (Above: unknown, spec: unknown) => Class;

/** As a minifier writes it: one line, and names that mean nothing, here that of the class above. */
const MINIFIED =
  'class a extends b{constructor(c,d,e){super(c,d,s,{});e(this,this.platform)}}return class extends a{static name="a";constructor(c,d,e){super(c,d,()=>0);e(this,this.platform)}}';
// eslint-disable-next-line @typescript-eslint/no-implied-eval -- what no formatter lays out again
const Minified = (new Function('b', 's', MINIFIED) as Make)(Base, SPEC);

/** Called like the class that it extends. */
const Namesake = (() => {
  const Above = Silent;
  return class Silent extends Above {
    public constructor(scope: Construct, id: string, act: Act) {
      super(scope, id, () => undefined);
      act(this, NexusPlatform.of(this));
    }
  };
})();

type Class = new (scope: Construct, id: string, act: Act) => NexusWorkload;

const CLASSES: Readonly<Record<string, Class>> = { Silent, Further, Bare, Renamed, Anonymous, Minified, Namesake };

const WAYS: Readonly<Record<string, (Kind: Class, platform: NexusPlatform, act: Act) => unknown>> = {
  'with new': (Kind, platform, act) => new Kind(platform, 'kind', act),
  'by Reflect.construct': (Kind, platform, act) => Reflect.construct(Kind, [platform, 'kind', act]),
  'in a callback of a native function': (Kind, platform, act) => [0].map(() => new Kind(platform, 'kind', act)),
  'in a getter': (Kind, platform, act) => ({ get made() { return new Kind(platform, 'kind', act); } }).made, // prettier-ignore
  'deep in a recursion': (Kind, platform, act) => deep(60, () => new Kind(platform, 'kind', act)),
};

function deep<T>(levels: number, act: () => T): T {
  return levels === 0 ? act() : deep(levels - 1, act);
}

const limit = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit') ?? {};
const prepare = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
afterEach(() => {
  Object.defineProperty(Error, 'stackTraceLimit', limit);
  Reflect.deleteProperty(Error, 'prepareStackTrace');
  if (prepare) Object.defineProperty(Error, 'prepareStackTrace', prepare);
});

const STACKS: Readonly<Record<string, () => void>> = {
  'as usual': () => undefined,
  'with Error.stackTraceLimit = 0': () => {
    Error.stackTraceLimit = 0;
  },
  'with Error.stackTraceLimit = 1': () => {
    Error.stackTraceLimit = 1;
  },
  'where Error.stackTraceLimit can not be set': () => {
    Object.defineProperty(Error, 'stackTraceLimit', { value: 100, writable: false, configurable: true });
  },
  'where Error.stackTraceLimit is gone': () => {
    Reflect.deleteProperty(Error, 'stackTraceLimit');
  },
  'where stacks are lists of call sites': () => {
    Error.prepareStackTrace = (_, sites) => sites;
  },
};

/** A part that is refused. */
const refusedPart: Act = (self) => new Secret(self, 'taken');
const names = (platform: NexusPlatform) => platform.toModel().workloads.map(({ name }) => name);

function shop(): NexusPlatform {
  const platform = newPlatform();
  const secrets = [new Secret(platform, 'taken')];
  new NexusService(platform, 'other', { port: 4001, image: 'a:1', secrets });
  return platform;
}

const cases = Object.entries(CLASSES).flatMap(([name, Kind]) =>
  Object.entries(WAYS).flatMap(([way, make]) =>
    Object.entries(STACKS)
      .filter(([stack]) => way === 'with new' || stack === 'as usual')
      .map(([stack, set]) => ({ name, way, stack, Kind, make, set })),
  ),
);

describe('a class that says nothing of when it is finished', () => {
  test.each(cases)(
    '$name, $way, $stack: is forgotten if a part is refused, and stays if not',
    ({ Kind, make, set }) => {
      set();
      const [refused, whole, late] = [shop(), shop(), shop()];
      expect(messageOf(() => make(Kind, refused, refusedPart))).toContain('there is a secret "taken" already');
      make(Kind, whole, (self) => new Secret(self, 'free'));
      // Refused after it was made.
      make(Kind, late, () => undefined);
      const made = late.workloads.find(({ name }) => name === 'kind');
      expect(messageOf(() => made && new Secret(made, 'taken'))).toContain('there is a secret "taken" already');
      expect([names(refused), names(whole), names(late)]).toEqual([['other'], ['other', 'kind'], ['other', 'kind']]);
    },
  );

  test('is forgotten also where the part is refused deep in helpers', () => {
    const platform = shop();
    messageOf(() => new Silent(platform, 'kind', (self, p) => { deep(60, () => { refusedPart(self, p); }); })); // prettier-ignore
    expect(names(platform)).toEqual(['other']);
  });

  // As decision 0014 says: nothing tells a constructor that threw from one that came to its end.
  test('stays where it throws another error, and is caught', () => {
    const platform = shop();
    messageOf(
      () =>
        new Silent(platform, 'kind', () => {
          throw new Error('mine');
        }),
    );
    expect(names(platform)).toEqual(['other', 'kind']);
  });

  test('is forgotten where it is made after an await', async () => {
    const platform = shop();
    await Promise.resolve();
    await expect(
      (async () => {
        await Promise.resolve();
        return new Silent(platform, 'kind', refusedPart);
      })(),
    ).rejects.toThrow('there is a secret "taken" already');
    expect(names(platform)).toEqual(['other']);
  });
});

/** Nothing is seen of any stack: what is not known to have thrown is kept. */
const BLIND: typeof STACKS = {
  'where no stack can be had': () => {
    Object.defineProperty(Error, 'stackTraceLimit', { value: 0, writable: false, configurable: true });
  },
  'where stacks are something else': () => {
    Error.prepareStackTrace = () => 1;
  },
};

test.each(Object.keys(BLIND))('%s: a class that says nothing stays', (stack) => {
  BLIND[stack]?.();
  const platform = shop();
  expect(messageOf(() => new Silent(platform, 'kind', refusedPart))).toContain('there is a secret "taken" already');
  expect(names(platform)).toEqual(['other', 'kind']);
});

describe('a class that says when it is finished', () => {
  const SEEN_OR_NOT = { ...STACKS, ...BLIND };
  const add: Act = (_, platform) => {
    platform.addVariable({ name: 'ADDED', description: 'x', value: '1' });
  };

  test.each(Object.keys(SEEN_OR_NOT))('%s: keeps what it adds deep in helpers', (stack) => {
    SEEN_OR_NOT[stack]?.();
    const platform = shop();
    new Finishing(platform, 'kind', (self, p) => {
      p.addDocument({ path: 'first.txt', kind: 'lines', syntax: 'hash', lines: ['a'] });
      deep(60, () => {
        p.addDocument({ path: 'second.txt', kind: 'lines', syntax: 'hash', lines: ['b'] });
      });
      deep(120, () => {
        add(self, p);
      });
    });
    const { documents, variables } = platform.toModel();
    expect(documents.map(({ path }) => path)).toEqual(expect.arrayContaining(['first.txt', 'second.txt']));
    expect(variables.map(({ name }) => name)).toHaveLength(1);
  });

  test.each(Object.keys(SEEN_OR_NOT))('%s: loses what it has added when it throws', (stack) => {
    SEEN_OR_NOT[stack]?.();
    const platform = shop();
    messageOf(
      () =>
        new Finishing(platform, 'kind', (_, p) => {
          deep(60, () => {
            p.addDocument({ path: 'first.txt', kind: 'lines', syntax: 'hash', lines: ['a'] });
          });
          throw new Error('boom');
        }),
    );
    expect(platform.toModel().documents.map(({ path }) => path)).not.toContain('first.txt');
    expect(names(platform)).toEqual(['other']);
  });

  test.each(Object.keys(SEEN_OR_NOT))('%s: is not mixed up with another that is being made', (stack) => {
    SEEN_OR_NOT[stack]?.();
    const platform = shop();
    const add = (id: string, p: NexusPlatform) => {
      p.addDocument({ path: `${id}.txt`, kind: 'lines', syntax: 'hash', lines: ['a'] });
    };
    new Finishing(platform, 'outer', (_, p) => {
      add('outer', p);
      new Finishing(platform, 'inner', () => {
        add('inner', p);
      });
      add('later', p);
    });
    const paths = platform.toModel().documents.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['outer.txt', 'inner.txt', 'later.txt']));
  });
});
