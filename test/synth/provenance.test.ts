import { beforeAll, describe, expect, test } from 'vitest';
import {
  Environment,
  MemorySize,
  NexusService,
  Phase,
  type PlatformModel,
  type Provenance,
  RedisCache,
  Resources,
  Secret,
  Volume,
} from '../../src/index.js';
import { originOf, provenanceOf } from '../../src/model/where.js';
import { renderPlatform, type RenderedFile } from '../../src/synth/index.js';
import { loadErpNexus } from '../support/erp-nexus.js';
import { newPlatform, newProject } from '../support/project.js';

/** Kinds of files whose printers do not say yet where their lines come from. Nothing is added here. */
const SILENT: readonly string[] = [];

const PHASES = [Phase.Security, Phase.Build, Phase.Observability, Phase.Advanced] as const;

const kindOf = ({ path, document }: RenderedFile): string =>
  document?.kind ?? (/docker-compose[^/]*\.yml$/.test(path) ? 'compose' : path.endsWith('.model.json') ? 'data' : path);

/** The lines of a file whose origin nobody knows. */
function unknown(model: PlatformModel, file: RenderedFile): string[] {
  const lines = file.content.replace(/\n$/, '').split('\n');
  return lines.flatMap((text, i) => {
    const path = file.says?.(i + 1);
    const provenance = path && provenanceOf(model, path);
    return provenance ? [] : [`${file.path}:${i + 1}: ${text} (${path?.join('/') ?? 'says nothing'})`];
  });
}

describe('the output of ERP Nexus', () => {
  const models = new Map<Phase, { readonly model: PlatformModel; readonly files: readonly RenderedFile[] }>();
  beforeAll(async () => {
    const compose = await loadErpNexus();
    for (const phase of PHASES) {
      const model = compose(newProject(), phase).toModel();
      models.set(phase, { model, files: renderPlatform(model) });
    }
  });
  const of = (phase: Phase) => models.get(phase) as { model: PlatformModel; files: RenderedFile[] };

  test.each(PHASES)('has in phase %i no line without an origin', (phase) => {
    const { model, files } = of(phase);
    const spoken = files.filter((file) => !SILENT.includes(kindOf(file)));
    expect(spoken.map(kindOf)).toContain('compose');
    expect(spoken.flatMap((file) => unknown(model, file))).toEqual([]);
  });

  test('has no kind of file in the list of silent ones that speaks', () => {
    const files = PHASES.flatMap((phase) => of(phase).files);
    const silent = new Set(files.filter(({ says }) => !says).map(kindOf));
    expect([...silent].sort()).toEqual(SILENT);
  });

  test('lines that begin an entry lead to what they name', () => {
    const { model, files } = of(Phase.Advanced);
    const file = files.find(({ path }) => path === 'out/docker-compose.yml');
    const lines = (file?.content ?? '').split('\n');
    // Above them are what services have in common.
    const entries = [...lines.entries()].filter(
      ([i, text]) => i > lines.indexOf('services:') && /^ {2}\S.*:$/.test(text),
    );
    expect(entries.length).toBeGreaterThan(40);
    for (const [i, text] of entries) {
      const [section = '', name] = file?.says?.(i + 1) ?? [];
      expect(['workloads', 'networks', 'secrets', 'volumes']).toContain(section);
      expect(name).toBe(text.trim().slice(0, -1));
    }
    // A comment above an entry is of the entry.
    const comment = lines.indexOf('  # Customers and their contacts.');
    expect(file?.says?.(comment + 1).slice(0, 2)).toEqual(['workloads', 'crm']);
    expect(model.workloads.length).toBeGreaterThan(10);
  });
});

describe('a value', () => {
  /** Where the line of a Compose file comes from that has `text`, in the entry `service`. */
  function ask(build: (platform: ReturnType<typeof newPlatform>) => void, props = {}) {
    const platform = newPlatform(props);
    build(platform);
    const model = platform.toModel();
    const files = new Map(renderPlatform(model).map((file) => [file.path, file]));
    return (service: string, text: string, name = 'docker-compose.yml'): Provenance & { at: string | undefined } => {
      const file = files.get(`out/${name}`);
      const lines = (file?.content ?? '').split('\n');
      const from = lines.indexOf(`  ${service}:`);
      const line = lines.findIndex((candidate, i) => i >= from && candidate.trim() === text);
      expect([from >= 0, line >= 0], text).toEqual([true, true]);
      const path = file?.says?.(line + 1) ?? [];
      const provenance = provenanceOf(model, path);
      if (!provenance) throw new Error(`${text}: nobody knows`);
      return { ...provenance, at: originOf(model, path)?.location.resolve() };
    };
  }

  /** `provenance.test.ts:<line of the caller, plus more>`. */
  const line = (more: number) => {
    const here = /provenance\.test\.ts:(\d+)/.exec(new Error().stack?.split('\n')[2] ?? '')?.[1];
    return `test/synth/provenance.test.ts:${Number(here) + more}`;
  };

  test('of a prop is found in the prop, with the line of the construct', () => {
    let at = '';
    const asked = ask((platform) => {
      at = line(1);
      new NexusService(platform, 'crm', {
        port: 5004,
        image: 'crm:1',
        environment: { A: 'a' },
        labels: { team: 'x' },
        replicas: 2,
        restart: 'on-failure',
        resources: Resources.of({ memory: MemorySize.mebibytes(99), cpus: 0.3 }),
        security: { readOnlyRootFilesystem: false },
        secrets: [new Secret(platform, 'key')],
      });
    });
    for (const [text, name] of [
      ['A: a', 'environment'],
      ['team: x', 'labels'],
      ['replicas: 2', 'replicas'],
      ['restart: on-failure', 'restart'],
      ['memory: 99M', 'resources'],
      ['- key', 'secrets'],
      ['KEY_FILE: /run/secrets/key', 'secrets'],
    ] as const)
      expect(asked('crm', text), text).toMatchObject({ by: 'prop', name, at });
  });

  test('of a method is found in the call, with its line', () => {
    let at = '';
    const asked = ask((platform) => {
      const crm = new NexusService(platform, 'crm', { port: 5004, image: 'crm:1' });
      at = line(1);
      crm.addEnvironment('A', 'a');
      crm.addLabel('team', 'x');
      crm.publish(9000, 5004);
      crm.addVolume(new Volume(platform, 'data'), '/data');
      crm.addTmpfs('/cache', MemorySize.mebibytes(3));
    });
    expect(asked('crm', 'A: a')).toMatchObject({ by: 'call', name: 'addEnvironment', at });
    expect(asked('crm', 'team: x')).toMatchObject({ by: 'call', name: 'addLabel' });
    expect(asked('crm', '- 127.0.0.1:9000:5004')).toMatchObject({ by: 'call', name: 'publish' });
    expect(asked('crm', 'source: data')).toMatchObject({ by: 'call', name: 'addVolume' });
    expect(asked('crm', '- /cache:size=3M,uid=65534,gid=65534,mode=1777')).toMatchObject({
      by: 'call',
      name: 'addTmpfs',
    });
  });

  test('that nobody has said is a default, with its reason and source', () => {
    const asked = ask((platform) => new NexusService(platform, 'crm', { port: 5004, image: 'crm:1' }));
    expect(asked('crm', 'restart: unless-stopped')).toMatchObject({
      by: 'default',
      reason: expect.stringContaining('reboot') as string,
    });
    expect(asked('crm', 'user: 65534:65534')).toMatchObject({ by: 'default', source: 'CIS Docker Benchmark 4.1' });
    expect(asked('crm', 'memory: 512M')).toMatchObject({ by: 'default' });
    expect(asked('crm', 'stop_grace_period: 30s')).toMatchObject({ by: 'default' });
  });

  test("that the platform's defaults say is a prop of the platform", () => {
    const asked = ask((platform) => new NexusService(platform, 'crm', { port: 5004, image: 'crm:1' }), {
      defaults: { restart: 'never' },
    });
    expect(asked('crm', 'restart: "no"')).toMatchObject({ by: 'prop', name: 'defaults.restart' });
  });

  test('that follows from a relation names both ends', () => {
    const asked = ask((platform) => {
      const redis = new RedisCache(platform, 'redis');
      new NexusService(platform, 'crm', { port: 5004, image: 'crm:1', uses: [redis] });
    });
    const relation = { by: 'relation', consumer: 'crm', provider: 'redis' };
    expect(asked('crm', 'REDIS_PASSWORD_FILE: /run/secrets/redis_password')).toMatchObject(relation);
    expect(asked('crm', '- redis_password')).toMatchObject(relation);
    expect(asked('crm', 'condition: service_healthy')).toMatchObject(relation);
    expect(asked('crm', '- crm_redis')).toMatchObject(relation);
  });

  test('that comes with a phase names the phase', () => {
    const asked = ask((platform) => new NexusService(platform, 'crm', { port: 5004, image: 'crm:1' }));
    expect(asked('crm', 'nexus.readiness: http://crm:5004/health/deep')).toMatchObject({
      by: 'phase',
      phase: Phase.Advanced,
    });
  });

  test('that an override sets is found in the override, with its line', () => {
    let at = '';
    const asked = ask((platform) => {
      new NexusService(platform, 'crm', { port: 5004, image: 'crm:1' });
      platform.compose.addOverride('services.crm.hostname', 'first');
      at = line(1);
      platform.compose.addOverride('services.crm.hostname', 'second');
      platform.compose.addOverride('services.crm.deploy', { replicas: 3 });
    });
    expect(asked('crm', 'hostname: second')).toMatchObject({ by: 'override', at });
    expect(asked('crm', 'replicas: 3')).toMatchObject({ by: 'override' });
  });

  test('that its kind always has is a rule, with its reason', () => {
    const asked = ask((platform) => new RedisCache(platform, 'redis'));
    expect(asked('redis', 'image: redis:8-alpine')).toMatchObject({ by: 'rule' });
    expect(asked('redis', 'interval: 10s')).toMatchObject({ by: 'default', source: 'CIS Docker Benchmark 4.6' });
    expect(asked('redis', 'service: redis')).toMatchObject({
      by: 'rule',
      reason: expect.stringContaining('told apart') as string,
    });
  });

  test('of an overlay is found in its environment', () => {
    const staging = Environment.overlay('staging', { environment: { A: 'staging' } });
    const asked = ask((platform) => new NexusService(platform, 'crm', { port: 5004, image: 'crm:1' }), {
      environments: [staging, Environment.development()],
    });
    expect(asked('crm', 'A: staging', 'docker-compose.staging.yml')).toMatchObject({
      by: 'prop',
      name: 'environments',
    });
    expect(asked('crm', '- 127.0.0.1:5004:5004', 'docker-compose.dev.yml')).toMatchObject({ by: 'rule' });
  });
});

test('a path that nothing stands behind is unknown', () => {
  const platform = newPlatform();
  new NexusService(platform, 'crm', { port: 5004, image: 'crm:1' });
  const model = platform.toModel();
  expect(provenanceOf(model, ['workloads', 'crm', 'restart'])).toBeDefined();
  for (const path of [
    [],
    ['workloads'],
    ['workloads', 'none'],
    ['workloads', 'crm', 'none'],
    ['networks', 'none'],
    ['nothing', 'x'],
  ])
    expect(provenanceOf(model, path), path.join('/')).toBeUndefined();
});
