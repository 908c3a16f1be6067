import { expect, it } from 'vitest';
import {
  Duration,
  HttpClient,
  Instruction,
  MonitoringStack,
  type NexusPlatform,
  NexusService,
  NodeRuntime,
  SecureDockerfile,
} from '../../../src/index.js';
import { newPlatform, renderAll } from '../../support/project.js';
import { refuses, untyped } from './cases.js';

/** One of each kind of what wrong-values.test.ts has found. */
const throwing = {
  get version(): string {
    throw new TypeError('no version today');
  },
};
const dockerfile = (stage: object) => (p: NexusPlatform) => {
  p.addDocument(untyped({ path: 'own/Dockerfile', kind: 'dockerfile', dockerfile: { stages: [stage] } }));
};

refuses('what can not be read', [
  [
    'props with an accessor that throws',
    (p) => new MonitoringStack(p, 'monitoring', untyped(throwing)),
    "[shop/monitoring] MonitoringStack.version can't be read: no version today. Give plain values: an accessor or a Proxy has thrown.",
  ],
  [
    'options of a factory',
    () => Instruction.copy('a', 'b', untyped({ get from(): string { throw new Error('no'); } })), // prettier-ignore
    "Instruction.copy[1].from can't be read: no. Give plain values: an accessor or a Proxy has thrown.",
  ],
]);

refuses('names that the tree can not hold', [
  [
    'none',
    (p) => new MonitoringStack(p, ''),
    'the name of a MonitoringStack is empty. Write new MonitoringStack(platform, "name", { … }).',
  ],
  [
    'one that every object has',
    (p) => new MonitoringStack(p, 'toString'),
    '[shop] there is something called "toString" in shop already. Choose another name.',
  ],
]);

refuses('documents of a shape that the printer does not know', [
  [
    'an instruction that is none',
    dockerfile({ name: 'runtime', from: 'a:1', instructions: [{ kind: 'user', user: 5 }] }),
    '[shop] dockerfile.stages[0].instructions[0].user 5 is not a string. Write it in quotes: "5".',
  ],
  [
    'a comment that is no text',
    dockerfile({ name: 'runtime', from: 'a:1', comment: {}, instructions: [] }),
    '[shop] dockerfile.stages[0].comment {} is not a string.',
  ],
  [
    'an unknown key',
    (p) => {
      p.addDocument(untyped({ path: 'a.txt', kind: 'lines', syntax: 'hash', lines: [], executble: true }));
    },
    '[shop] unknown prop executble. Did you mean "executable"?',
  ],
  [
    'a place that can not say where it is',
    (p) => {
      const origin = { path: 'x', location: {} };
      p.addDocument(untyped({ path: 'a.txt', kind: 'lines', syntax: 'hash', lines: [], origin }));
    },
    '[shop] origin { path: "x", location: {} } is not an origin of the model. Remove it: the platform knows where the document comes from.',
  ],
]);

refuses('folders that no build context can be called like', [
  [
    'one of signs',
    () => SecureDockerfile.node({ context: 'crm', shared: ['modules/_'] }),
    'shared folder "modules/_" has neither a letter nor a digit in its name. Rename it: a build context is called like its folder.',
  ],
]);

it('a shared folder may begin with a sign', () => {
  const platform = newPlatform();
  const dockerfile = SecureDockerfile.node({ context: 'crm', shared: ['modules/_common'] });
  new NexusService(platform, 'crm', { port: 5000, dockerfile });
  expect(renderAll(platform)['out/crm/Dockerfile']).toContain('COPY --from=common ');
});

refuses('what no document can hold', [
  [
    'an object of a class, in an override',
    (p) => {
      p.compose.addOverride('x-a', { every: Duration.seconds(3) });
    },
    '[shop] value.every is a Duration. Give plain data, as JSON has it.',
  ],
  [
    'a number that JSON has not',
    (p) => {
      p.addDocument({ path: 'a.json', kind: 'json', value: [Number.NaN], comments: false });
    },
    '[shop] value["0"] is NaN. Give plain data, as JSON has it.',
  ],
]);

it('an option that is there as undefined is left out', () => {
  const platform = newPlatform();
  const runtime = NodeRuntime.custom(
    untyped({ build: 'a:1', run: 'b:1', family: 'alpine', user: '1000:1000', httpClient: undefined }),
  );
  new NexusService(platform, 'crm', { port: 5000, dockerfile: SecureDockerfile.node({ context: 'crm', runtime }) });
  expect(renderAll(platform)['out/docker-compose.yml']).toContain('crm:');
});

it('an object that only inherits what it must have is copied as it is read', () => {
  const platform = newPlatform();
  const httpClient = Object.create(HttpClient.wget()) as HttpClient;
  const runtime = NodeRuntime.custom({ build: 'a:1', run: 'b:1', family: 'alpine', user: '1000:1000', httpClient });
  new NexusService(platform, 'crm', { port: 5000, dockerfile: SecureDockerfile.node({ context: 'crm', runtime }) });
  expect(renderAll(platform)['.nexus/shop.model.json']).not.toContain('[object');
});
