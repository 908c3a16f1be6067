import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import * as nexus from '../../../src/index.js';
import { render } from '../../support/project.js';
import { exported, garbage, isClass, name, platform, refusedOr, type Untyped } from './garbage.js';

/** Exports that are helpers for authors of classes, with arguments that those have checked. */
const HELPERS: readonly string[] = ['finishes', 'prefixed', 'toEnvironmentName', 'toKey'];
/** Private static methods. */
const PRIVATE: readonly string[] = ['Duration.of', 'MemorySize.of'];

const { SecureDockerfile } = nexus;

/** Static methods of classes, members of objects such as SecureDockerfile and Instruction, and functions. */
const factories = exported.flatMap(([key, value]): (readonly [string, Untyped])[] => {
  if (HELPERS.includes(key)) return [];
  if (typeof value === 'function' && !isClass(value)) return [[key, value as Untyped]];
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null || Array.isArray(value))) return [];
  return Object.entries(Object.getOwnPropertyDescriptors(value)).flatMap(([member, descriptor]) => {
    const path = `${key}.${member}`;
    const method: unknown = descriptor.value;
    if (typeof method !== 'function' || isClass(method) || PRIVATE.includes(path)) return [];
    return [[path, (...args: unknown[]) => Reflect.apply(method, value, args) as unknown]];
  });
});
/** Right arguments, of which one at a time becomes wrong. */
const ARGUMENTS: Readonly<Record<string, (p: nexus.NexusPlatform) => readonly unknown[]>> = {
  'Alerting.to': (p) => [[nexus.Receiver.webhook({ url: nexus.Secret.supplied(p, name()) })], {}],
  'MaintenanceWindow.weekly': () => ['night', { from: '02:00', to: '03:00' }],
  'Receiver.webhook': (p) => [{ url: nexus.Secret.supplied(p, name()) }],
  'Receiver.slack': (p) => [{ url: nexus.Secret.supplied(p, name()), channel: '#on-call' }],
  'Receiver.email': () => [{ to: ['a@example.com'], from: 'b@example.com', smarthost: 'smtp.example.com:587' }],
  'Environment.overlay': () => ['staging', { environment: { A: '1' } }],
  'HealthCheck.http': () => ['/health', { retries: 2 }],
  'HealthCheck.command': () => [['node', 'check.js'], { retries: 2 }],
  'HealthCheck.shell': () => ['exit 0', { retries: 2 }],
  'Instruction.copy': () => ['a', 'b', { from: 'build' }],
  'Instruction.run': () => [['npm', 'ci'], { network: 'none' }],
  'LoggingPolicy.driver': () => ['local', { 'max-size': '1m' }],
  'NodeRuntime.custom': () => [{ build: 'a:1', run: 'b:1', family: 'alpine', user: '1000:1000' }, 24],
  'Rotation.overlap': () => [{ lifetime: nexus.Duration.hours(1) }],
  'Rotation.command': () => [['node', 'set.mjs'], { accepts: ['node', 'try.mjs'] }],
  'Secret.pem': (p) => [p, name(), 'key', { description: 'x' }],
  'Secret.supplied': (p) => [p, name(), { description: 'x' }],
  'Tls.fromSecrets': (p) => [nexus.Secret.pem(p, name(), 'certificate'), nexus.Secret.pem(p, name(), 'key'), {}],
  'PublicValue.of': () => ['abc', 'why'],
  'Tls.terminatedUpstream': () => [{ trustedProxies: ['10.0.0.0/8'] }],
  audit: () => [[{ path: 'Dockerfile', text: 'FROM a' }], { config: { rules: { 'read-only-root': 'off' } } }],
};

test('factories are found', () => {
  expect(factories.length).toBeGreaterThan(40);
});

describe.each(factories)('%s', (_key, factory) => {
  it('answers garbage with an error of ours', () => {
    fc.assert(fc.property(fc.array(garbage, { maxLength: 4 }), (args) => void refusedOr(() => factory(...args))));
  });
});

describe.each(Object.keys(ARGUMENTS))('%s', (key) => {
  const factory = new Map(factories).get(key);
  const argumentsOf = ARGUMENTS[key] ?? (() => []);

  it('takes right arguments', () => {
    expect(refusedOr(() => factory?.(...argumentsOf(platform())))).toBe('done');
  });

  it('answers garbage for one argument with an error of ours', () => {
    fc.assert(
      fc.property(fc.nat({ max: argumentsOf(platform()).length - 1 }), garbage, (index, value) => {
        const args = argumentsOf(platform()).with(index, value);
        refusedOr(() => factory?.(...args));
      }),
    );
  });
});

describe.each([
  [
    'SecureDockerfile.node',
    {
      context: 'crm',
      ignore: ['x'],
      keep: ['certs/ca.pem'],
      install: { files: ['patches'], scripts: false, secrets: {} },
      extraSteps: { runtime: [nexus.Instruction.user('1000')] },
      runtime: nexus.NodeRuntime.distroless(),
      packageManager: nexus.PackageManager.yarn(),
      orm: nexus.Orm.prisma({ version: 6 }),
      packaging: nexus.Packaging.pruned(),
      nativeBuild: true,
      shared: ['shared'],
      tsconfig: true,
      devScript: 'dev',
    },
    SecureDockerfile.node,
  ],
  [
    'SecureDockerfile.staticSite',
    {
      context: 'site',
      keep: ['.env.production'],
      install: { scripts: true },
      output: 'dist',
      hashedAssets: '/assets/',
      singlePage: true,
    },
    SecureDockerfile.staticSite,
  ],
] as readonly (readonly [string, object, Untyped])[])('%s', (_key, valid, factory) => {
  const build = (props: object) => {
    const p = platform();
    const dockerfile = factory(props) as nexus.SecureDockerfile;
    new nexus.NexusService(p, 'crm', { port: 5000, dockerfile, migrate: false });
    render(p);
  };

  it('takes right props', () => {
    expect(refusedOr(() => build(valid))).toBe('done');
  });

  it('answers garbage for one prop with an error of ours', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(valid)), garbage, (prop, value) => {
        refusedOr(() => build({ ...valid, [prop]: value }));
      }),
      { numRuns: 300 },
    );
  });
});
