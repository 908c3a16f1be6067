import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import {
  Environment,
  type EnvironmentValue,
  type NexusPlatform,
  type NexusPlatformProps,
  NexusService,
  PublicValue,
} from '../../../src/index.js';
import { originOf, provenanceOf } from '../../../src/model/where.js';
import { auditOutput } from '../../../src/synth/audit-output.js';
import { renderPlatform } from '../../../src/synth/index.js';
import { nexus } from '../../cli/nexus.js';
import { messageOf, newPlatform, newProject, render, temporaryFolder } from '../../support/project.js';

const REASON = 'Write-only key of the browser SDK';
const service = (platform: NexusPlatform, environment: Readonly<Record<string, EnvironmentValue>> = {}) =>
  new NexusService(platform, 'crm', { port: 4000, image: 'example/crm:1', environment });

/** Every way to set a variable that somebody else reads in the repository, and the file that it comes to stand in. */
const WAYS: readonly (readonly [
  what: string,
  file: string,
  set: (name: string, value: EnvironmentValue) => NexusPlatform,
])[] = [
  [
    'a prop',
    'docker-compose.yml',
    (name, value) => {
      const platform = newPlatform();
      service(platform, { [name]: value });
      return platform;
    },
  ],
  [
    'a call',
    'docker-compose.yml',
    (name, value) => {
      const platform = newPlatform();
      service(platform).addEnvironment(name, value);
      return platform;
    },
  ],
  [
    'an overlay',
    'docker-compose.staging.yml',
    (name, value) => with_({ environments: [Environment.overlay('staging', { environment: { [name]: value } })] }),
  ],
  [
    "a developer's overlay",
    'docker-compose.dev.yml',
    (name, value) => with_({ environments: [Environment.development({ environment: { [name]: value } })] }),
  ],
  ['an override of one variable', 'docker-compose.yml', override((name) => `services.crm.environment.${name}`)],
  [
    'an override of all',
    'docker-compose.yml',
    override(
      () => 'services.crm.environment',
      (name, value) => ({ [name]: value }),
    ),
  ],
  [
    'an override of the service',
    'docker-compose.yml',
    override(
      () => 'services.crm',
      (name, value) => ({ image: 'example/crm:1', environment: { [name]: value } }),
    ),
  ],
];

function with_(props: NexusPlatformProps): NexusPlatform {
  const platform = newPlatform(props);
  service(platform);
  return platform;
}

function override(
  path: (name: string) => string,
  of: (name: string, value: EnvironmentValue) => unknown = (_, value) => value,
): (name: string, value: EnvironmentValue) => NexusPlatform {
  return (name, value) => {
    const platform = with_({});
    platform.compose.addOverride(path(name), of(name, value));
    return platform;
  };
}

describe.each(WAYS)('by %s', (_what, file, set) => {
  it('a secret is refused with one message, its place and the way to answer', () => {
    const message = messageOf(() => set('DB_PASSWORD', 'hunter2'));
    expect(message).toContain(
      'variable DB_PASSWORD holds a secret: it is called like a secret. Make it Secret.supplied(platform, "db_password"), or new Secret(…) for a random one, and give it in "secrets": the application finds its path in DB_PASSWORD_FILE. If anyone may read it, write PublicValue.of("…", "the reason"). (test/constructs/core/public-values.test.ts:',
    );
    expect(message).not.toContain('hunter2');
  });

  it('its answer stands beside the variable, and the audit repeats it', () => {
    const model = set('POSTHOG_API_KEY', PublicValue.of('phc_public', REASON)).toModel();
    const files = renderPlatform(model);
    const text = files.find(({ path }) => path === `out/${file}`)?.content ?? '';
    expect(text).toMatch(
      new RegExp(`\\n( +)# nexus-audit: ignore literal-secret -- ${REASON}\\n\\1POSTHOG_API_KEY: phc_public\\n`),
    );
    const report = auditOutput(model, files)?.report;
    expect(report?.suppressed.map(({ finding, suppression }) => [finding.rule.id, suppression.reason])).toEqual([
      ['literal-secret', REASON],
    ]);
    expect(report?.problems).toEqual([]);
  });

  it('a well-known password is answered likewise', () => {
    const model = set('DB_PASSWORD', PublicValue.of('postgres', 'On 127.0.0.1 alone')).toModel();
    const files = renderPlatform(model);
    expect(auditOutput(model, files)?.report).toMatchObject({
      suppressed: [{ finding: { rule: { id: 'default-password' } } }],
      problems: [],
    });
  });

  it('an answer that answers nothing is refused', () => {
    const message = messageOf(() => set('LOG_FORMAT', PublicValue.of('json', REASON)));
    expect(message).toContain(
      'variable LOG_FORMAT is a PublicValue, but does not look like a secret. Write the value itself.',
    );
  });

  it('what comes out of JSON is checked like the rest', () => {
    const json = (text: string) => JSON.parse(text) as EnvironmentValue;
    expect(messageOf(() => set('API_TOKEN', json('"abc"')))).toContain('holds a secret');
    const answer = json('{ "value": "abc", "reason": "public" }');
    expect(messageOf(() => set('API_TOKEN', answer))).toContain('Write PublicValue.of("…", "why anyone may read it")');
  });
});

test('a text with dollar signs is found again where they are doubled', () => {
  const platform = newPlatform();
  service(platform, { A_TOKEN: PublicValue.of('pa$w0rd', 'r'), B_TOKEN: PublicValue.of('pa$$w0rd$x', 'r') });
  const model = platform.toModel();
  const report = auditOutput(model, renderPlatform(model))?.report;
  expect(report?.problems).toEqual([]);
  expect(report?.suppressed.map(({ finding }) => finding.message)).toEqual([
    'A_TOKEN of crm is a literal secret, by its name',
  ]);
  expect(report?.findings.filter(({ rule }) => rule.theme === 'secrets')).toEqual([]);
});

test('an answer holds for its variable and its value alone', () => {
  const platform = newPlatform();
  service(platform, { A_TOKEN: PublicValue.of('a', 'Of a.'), STORAGE_KEY: 'cart' });
  platform.compose.addOverride('services.crm.environment.A_TOKEN', '${A_TOKEN}');
  const model = platform.toModel();
  const files = renderPlatform(model);
  expect(files.map(({ content }) => content).join('\n')).not.toContain('# nexus-audit: ignore');
  const report = auditOutput(model, files)?.report;
  expect(report?.findings.map(({ message }) => message)).toContain(
    'STORAGE_KEY of crm is a literal secret, by its name',
  );
  expect(report?.problems).toEqual([]);
});

test('the model keeps the value, the reason, and where the variable is set', () => {
  const platform = newPlatform();
  service(platform, { POSTHOG_API_KEY: PublicValue.of('phc_public', ` ${REASON} `) });
  const model = platform.toModel();
  expect(model.workloads[0]).toMatchObject({
    environment: { POSTHOG_API_KEY: 'phc_public' },
    publicVariables: { POSTHOG_API_KEY: REASON },
  });
  const path = ['workloads', 'crm', 'environment', 'POSTHOG_API_KEY'];
  expect(provenanceOf(model, path)).toMatchObject({ by: 'prop', name: 'environment' });
  expect(originOf(model, path)?.path).toBe('shop/crm');
});

test('"nexus audit" on the output lists it', async () => {
  const folder = temporaryFolder();
  const project = newProject(folder);
  service(newPlatform({}, project), { POSTHOG_API_KEY: PublicValue.of('phc_public', REASON) });
  project.synth();
  const { status, stdout } = await nexus('--format', 'json', join(folder, 'out'));
  expect(status).toBe(0);
  expect((JSON.parse(stdout) as { suppressed: object[] }).suppressed).toEqual([
    expect.objectContaining({ rule: 'literal-secret', reason: REASON }),
  ]);
});

describe('overrides', () => {
  const refused = (path: string, value: unknown) => messageOf(() => with_({}).compose.addOverride(path, value));

  it.each([
    ['in a list', 'services.crm.environment', ['DB_PASSWORD=hunter2']],
    ['as a default', 'services.crm.environment.DB_PASSWORD', '${DB_PASSWORD:-hunter2}'],
    ['as a default of a default', 'services.crm.environment.DB_PASSWORD', '${A:-${B:-hunter2}}'],
    ['in a URL', 'services.crm.environment.DB', 'postgres://u:hunter2@${HOST}/x'],
    ['among what services share', 'x-shared', { environment: { DB_PASSWORD: 'hunter2' } }],
    ['in arguments of a build', 'services.crm.build', { context: '.', args: { NPM_TOKEN: 'hunter2' } }],
  ])('refuse a secret %s', (_, path, value) => {
    expect(refused(path, value)).toMatch(/^\[shop\] variable \w+ holds a secret: /);
    expect(refused(path, value)).not.toContain('hunter2');
  });

  it.each([
    ['filled in', 'services.crm.environment.DB_PASSWORD', '${DB_PASSWORD}'],
    ['required', 'services.crm.environment.DB_PASSWORD', '${DB_PASSWORD:?set it}'],
    ['an empty default', 'services.crm.environment.DB_PASSWORD', '${DB_PASSWORD:-}'],
    ['in a URL', 'services.crm.environment.DB', 'postgres://u:${DB_PASSWORD}@${HOST:-db}/x'],
    ['taken from outside', 'services.crm.environment', ['DB_PASSWORD']],
  ])('take a value that is %s', (_, path, value) => {
    const platform = with_({});
    platform.compose.addOverride(path, value);
    const text = render(platform)['docker-compose.yml'] ?? '';
    expect(JSON.stringify(parse(text, { merge: true }))).toContain(JSON.stringify(value).slice(1, -1));
  });

  it('refuse an answer that is no variable', () => {
    expect(refused('services.crm.image', PublicValue.of('abc', 'r'))).toContain(
      'override "services.crm.image" is a PublicValue, but sets no variable. Write the value itself.',
    );
  });
});

test('.env.example is checked, and answered, like the rest', () => {
  const platform = with_({});
  const add = (value: string | PublicValue) =>
    platform.addVariable({ name: 'SMTP_PASSWORD', description: 'Of the mail server.', value });
  expect(messageOf(() => add('hunter2'))).toContain('variable SMTP_PASSWORD holds a secret');
  add(PublicValue.of('changeme', 'Of the local mail catcher.'));
  expect(render(platform)['.env.example']).toContain(
    '# Of the mail server. No secret: Of the local mail catcher.\nSMTP_PASSWORD=changeme\n',
  );
});

describe('PublicValue.of', () => {
  const of = (...args: unknown[]) => Reflect.apply(PublicValue.of.bind(PublicValue), PublicValue, args) as unknown;

  it.each([
    [
      'no reason',
      ['abc', ' '],
      'PublicValue.of has no reason. Say why anyone may read the value, as in PublicValue.of("…"',
    ],
    ['a reason that is left out', ['abc'], 'PublicValue.of has no reason. Say why anyone may read the value, as in'],
    ['two lines of reason', ['abc', 'a\nb'], 'reason "a\\nb" has a line break'],
    ['a number', [1, 'r'], 'the value of PublicValue.of is not a string'],
  ])('refuses %s', (_, args, problem) => {
    expect(messageOf(() => of(...args))).toContain(problem);
  });
});
