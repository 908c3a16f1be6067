import { describe, expect, test } from 'vitest';
import { inspect } from '../../../src/audit/inspect.js';
import type { FindingMemory, Kept } from '../../../src/audit/memory.js';
import type { AuditInput } from '../../../src/audit/source/discover.js';
import { AliasOf, Anchored, printYaml } from '../../../src/synth/render/yaml.js';

/** A memory that says what it was asked for in vain. */
class Notebook implements FindingMemory {
  public missed = 0;
  public readonly kept = new Map<string, readonly Kept[]>();

  public recall(key: string): readonly Kept[] | undefined {
    const known = this.kept.get(key);
    if (!known) this.missed++;
    return known;
  }

  public remember(key: string, kept: readonly Kept[]): void {
    // As on the disk.
    this.kept.set(key, JSON.parse(JSON.stringify(kept)) as Kept[]);
  }
}

const ANCHORS = { 'x-common': new Anchored('common', { privileged: true, logging: { driver: 'none' } }) };

/** Three services, two of which are built, with findings of all kinds: own, of an anchor, of a Dockerfile. */
const SERVICES: Readonly<Record<string, object>> = {
  db: { image: 'postgres', environment: { POSTGRES_PASSWORD: 'hunter2' }, healthcheck: { test: ['CMD', 'true'] } },
  crm: { build: { context: 'crm' }, '<<': new AliasOf('common'), depends_on: ['db'], ports: ['80:80'] },
  stock: { build: { context: 'stock' }, environment: { DEBUG: '${DEBUG:-true}' }, volumes: ['/etc/ssl:/ssl'] },
};
const DOCKERFILE = 'FROM node:latest AS runtime\nRUN curl -k https://x\nHEALTHCHECK CMD true\nCOPY . .\n';

interface Files {
  readonly services?: Readonly<Record<string, object>>;
  readonly top?: object;
  readonly overlay?: object;
  readonly texts?: Readonly<Record<string, string>>;
}

function inputsOf({ services = SERVICES, top = ANCHORS, overlay = {}, texts = {} }: Files): AuditInput[] {
  const compose = (path: string, value: object): AuditInput => {
    const { text, tree } = printYaml(value, { file: path, spaced: ['services'] });
    return { path, text, kind: 'compose', tree };
  };
  const all = { 'crm/Dockerfile': DOCKERFILE, 'stock/Dockerfile': `# stock\n${DOCKERFILE}`, ...texts };
  return [
    compose('docker-compose.yml', { ...top, services }),
    compose('docker-compose.override.yml', { services: { stock: { labels: { a: 'b' } }, ...overlay } }),
    ...Object.entries(all).map(([path, text]) => ({ path, text })),
  ];
}

function found(inputs: readonly AuditInput[], memory?: FindingMemory) {
  const texts = new Map(inputs.map(({ path, text }) => [path, text]));
  const { found, problems } = inspect(inputs, {
    own: true,
    read: (path) => texts.get(path),
    ...(memory && { memory }),
  });
  // That comments suppress nothing in our own output is said each time.
  expect(problems.filter(({ kind }) => kind !== 'suppression')).toEqual([]);
  return found.map(({ finding: { rule, ...finding }, exposure }) => ({ rule: rule.id, ...finding, exposure }));
}

const CHANGES: Readonly<Record<string, Files>> = {
  nothing: {},
  'a comment above everything': { top: { 'x-note': 'new', ...ANCHORS } },
  'an anchor': { top: { 'x-common': new Anchored('common', { logging: { driver: 'none' } }) } },
  'a service': { services: { ...SERVICES, stock: { build: { context: 'stock' }, user: 'root' } } },
  'a service between': { services: { db: SERVICES.db ?? {}, new: { image: 'a' }, ...SERVICES } },
  'one that is gone': { services: { crm: SERVICES.crm ?? {}, stock: SERVICES.stock ?? {} } },
  'the health check of another': { services: { ...SERVICES, db: { image: 'postgres' } } },
  'one that others wait for': {
    services: {
      ...SERVICES,
      stock: { image: 'x', depends_on: { crm: { condition: 'service_completed_successfully' } } },
    },
  },
  'one that builds the image of another': { services: { ...SERVICES, b: { build: './b', image: 'postgres' } } },
  'the version of the format': { top: { version: '2.4', ...ANCHORS } },
  'a network': { top: { ...ANCHORS, networks: { default: { external: true, name: 'host' } } } },
  'the overlay': { overlay: { crm: { privileged: false }, db: { command: ['--password=hunter2'] } } },
  'a Dockerfile': { texts: { 'crm/Dockerfile': 'FROM node\nUSER 1\n' } },
  'the health check of an image': { texts: { 'crm/Dockerfile': DOCKERFILE.replace(/HEALTH.*\n/, '') } },
  'an ignore file': { texts: { 'crm/.dockerignore': 'node_modules\n' } },
  'a comment that suppresses': { texts: { 'crm/Dockerfile': `# nexus-audit: ignore-file x -- y\n${DOCKERFILE}` } },
  'an .env': { texts: { '.env': 'DEBUG=false\n' } },
  variables: { services: { ...SERVICES, v: { image: '${IMAGE:-a}', privileged: '${P:-true}' } } },
};

describe('what is remembered', () => {
  test('is asked for nothing twice where nothing has changed', () => {
    const memory = new Notebook();
    found(inputsOf({}), memory);
    memory.missed = 0;
    found(inputsOf({}), memory);
    expect(memory.missed).toBe(0);
  });

  test('is asked anew for one service and what it builds, where that alone has changed', () => {
    const memory = new Notebook();
    found(inputsOf({}), memory);
    memory.missed = 0;
    found(inputsOf(CHANGES['a service'] ?? {}), memory);
    // Once in the base, once with the overlay; and its Dockerfile.
    expect(memory.missed).toBe(3);
  });

  test.each(Object.keys(CHANGES))('gives what would be found, with the same lines, after a change of %s', (change) => {
    // GIVEN
    const memory = new Notebook();
    const before = found(inputsOf({}), memory);
    expect(before).toEqual(found(inputsOf({})));
    expect(before.length).toBeGreaterThan(20);
    const after = inputsOf(CHANGES[change] ?? {});

    // WHEN
    const remembered = found(after, memory);

    // THEN
    expect(remembered).toEqual(found(after));
    // And back again.
    expect(found(inputsOf({}), memory)).toEqual(before);
  });

  test('is no finding of a rule that has failed', async () => {
    const { RULES } = await import('../../../src/audit/rules/index.js');
    const rule = RULES.find(({ id }) => id === 'privileged');
    if (!rule || rule.kind !== 'compose') throw new Error('there is no such rule');
    const memory = new Notebook();
    const { checkService } = rule;
    const inputs = inputsOf({});
    try {
      Object.assign(rule, { checkService: () => { throw new Error('oh'); } }); // prettier-ignore
      const texts = new Map(inputs.map(({ path, text }) => [path, text]));
      const { problems } = inspect(inputs, { own: true, read: (path) => texts.get(path), memory });
      expect(problems.map(({ message }) => message).join()).toContain('the rule privileged has failed');
    } finally {
      Object.assign(rule, { checkService });
    }
    expect(found(inputs, memory)).toEqual(found(inputs));
  });
});
