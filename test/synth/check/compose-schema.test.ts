import { describe, expect, test } from 'vitest';
import { checkComposeSchema } from '../../../src/synth/check/compose-schema.js';
import { Tagged } from '../../../src/synth/render/yaml.js';
import { messageOf, newPlatform, render } from '../../support/project.js';
import { NexusService } from '../../../src/index.js';

/** `path: message` of every finding. */
function problems(document: object): string[] {
  return checkComposeSchema(document).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const service = (crm: object) => ({ services: { crm } });

describe('a document that fits the specification', () => {
  test.each([
    {},
    service({ image: 'crm:1' }),
    service({ build: './crm' }),
    service({ build: { context: './crm', target: 'runtime' } }),
    service({ ports: ['80:80', 81, { target: 82 }], depends_on: ['a'] }),
    service({ depends_on: { a: { condition: 'service_healthy' } }, 'x-mine': { any: ['thing'] } }),
    { name: 'shop', services: {}, volumes: { data: null }, networks: { a: { internal: true } }, 'x-own': 5 },
  ])('has no findings: %j', (document) => {
    expect(checkComposeSchema(document)).toEqual([]);
  });

  test('may have tags, as overlays do', () => {
    expect(problems(service({ ports: new Tagged('!override', ['80:80']), image: new Tagged('!reset', null) }))).toEqual(
      ['crm.image: must be string'.replace(/^/, 'services.')],
    );
    expect(problems(service({ ports: new Tagged('!override', ['80:80']) }))).toEqual([]);
  });
});

describe('a document that does not', () => {
  test('names an unknown key, and where it is', () => {
    const [problem, ...others] = checkComposeSchema(service({ image: 'a:1', imagee: 'b:1' }));
    expect(others).toEqual([]);
    expect(problem).toEqual({
      path: ['services', 'crm'],
      key: 'imagee',
      message: '"imagee" is no key of the Compose specification here',
    });
  });

  test.each([
    [service({ image: 5 }), 'services.crm.image: must be string'],
    [service({ deploy: { replicas: {} } }), 'services.crm.deploy.replicas: must be integer or string'],
    [service({ command: 5 }), 'services.crm.command: must be null or string or array'],
    [{ services: [] }, 'services: must be object'],
    [
      service({ deploy: { resources: { limits: { memry: '1G' } } } }),
      'services.crm.deploy.resources.limits: "memry" is no key of the Compose specification here',
    ],
  ])('says what should be there: %j', (document, expected) => {
    expect(problems(document)).toEqual([expected]);
  });

  test('of several forms names what is wrong in the one that was meant', () => {
    expect(problems(service({ build: { contxt: '.' } }))).toEqual([
      'services.crm.build: "contxt" is no key of the Compose specification here',
    ]);
    expect(problems(service({ ports: [{ target: 80, publishd: 81 }] }))).toEqual([
      'services.crm.ports.0: "publishd" is no key of the Compose specification here',
    ]);
    expect(problems(service({ depends_on: { a: { condition: 'service_helthy' } } }))).toEqual([
      'services.crm.depends_on.a.condition: must be one of "service_started", "service_healthy", "service_completed_successfully"',
    ]);
  });

  test('names every problem, also one above another', () => {
    // GIVEN
    const document = { services: { crm: { imagee: 'a:1', image: 5, other: 1 }, users: { init: [] } } };
    // THEN
    const found = problems(document).join('\n');
    for (const part of [
      'services.crm: "imagee"',
      'services.crm: "other"',
      'services.crm.image: must be string',
      'services.users.init',
    ])
      expect(found).toContain(part);
  });

  test('names keys with slashes and tildes as they are', () => {
    const [problem] = checkComposeSchema(service({ environment: { 'a~b/c': {} } }));
    expect(problem?.path).toEqual(['services', 'crm', 'environment', 'a~b/c']);
  });
});

test('synthesis says which file and which construct', () => {
  // GIVEN
  const platform = newPlatform();
  new NexusService(platform, 'crm', { port: 5004, image: 'crm:1' });
  platform.compose.addOverride('services.crm.imagee', 'x');
  // THEN
  expect(messageOf(() => render(platform))).toMatch(
    /\[shop\] docker-compose\.yml: services\.crm: "imagee" is no key .* \(test\/synth\/check\/compose-schema\.test\.ts:\d+\)/,
  );
});
