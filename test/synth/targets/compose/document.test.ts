import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  Duration,
  Environment,
  MemorySize,
  NexusService,
  Resources,
  ReverseProxy,
  Secret,
  Tls,
  Volume,
} from '../../../../src/index.js';
import { dropEmptySections, finish } from '../../../../src/synth/targets/compose/values.js';
import { newPlatform, render } from '../../../support/project.js';
import { HOSTILE } from '../../support/hostile.js';

function shop() {
  const platform = newPlatform({
    environments: [Environment.development(), Environment.overlay('staging', { environment: { LEVEL: '$x' } })],
  });
  const key = new Secret(platform, 'api_key', { description: 'For the bank.' });
  const crm = new NexusService(platform, 'crm', {
    description: 'Customers.',
    port: 5004,
    image: 'crm:1',
    secrets: [key],
    environment: Object.fromEntries(HOSTILE.filter((text) => !text.includes('\0')).map((text, i) => [`V${i}`, text])),
    resources: Resources.of({ memory: MemorySize.mebibytes(96), cpus: 0.3 }),
    stopGracePeriod: Duration.seconds(75),
  });
  crm.addVolume(new Volume(platform, 'data'), '/data', { readOnly: true });
  crm.addTmpfs('/scratch', MemorySize.mebibytes(5), { uid: 7, mode: '0700' });
  new ReverseProxy(platform, 'nginx', {
    routes: { '/': crm },
    tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
  });
  return platform;
}

describe('the Compose document of a small platform', () => {
  const files = render(shop());
  const document = parse(files['docker-compose.yml'] ?? '', { merge: true }) as {
    services: Record<string, Record<string, unknown>>;
  };
  const crm = document.services.crm ?? {};

  test('has every literal variable as it was given, after interpolation', () => {
    const environment = crm.environment as Record<string, string>;
    HOSTILE.filter((text) => !text.includes('\0')).forEach((text, i) => {
      expect(environment[`V${i}`]?.replaceAll('$$', '$')).toBe(text);
      expect(environment[`V${i}`]?.replaceAll('$$', '')).not.toContain('$');
    });
  });

  test('has resources, times and mounts in the units of the specification', () => {
    expect(crm.deploy).toEqual({
      resources: { limits: { cpus: '0.3', memory: '96M', pids: 128 }, reservations: { cpus: '0.15', memory: '48M' } },
    });
    expect(crm.stop_grace_period).toBe('1m15s');
    expect(crm.volumes).toEqual([{ type: 'volume', source: 'data', target: '/data', read_only: true }]);
    expect(crm.tmpfs).toContain('/scratch:size=5M,uid=7,mode=0700');
    expect(crm.secrets).toEqual(['api_key']);
  });

  test('has descriptions as comments', () => {
    expect(files['docker-compose.yml']).toContain('  # Customers.\n  crm:\n');
    expect(files['docker-compose.yml']).toContain('  # For the bank.\n  api_key:\n');
  });

  test('is the same at every rendering', () => {
    expect(render(shop())).toEqual(files);
  });
});

describe('the overlays', () => {
  const files = render(shop());

  test('read as YAML, and say how they are used', () => {
    for (const name of ['dev', 'staging']) {
      const text = files[`docker-compose.${name}.yml`] ?? '';
      expect(text).toContain(`docker compose -f docker-compose.yml -f docker-compose.${name}.yml up`);
      expect(parse(text, { logLevel: 'silent' })).toHaveProperty('services.crm');
    }
  });

  test('replace the ports of production with those of the loopback address', () => {
    expect(files['docker-compose.dev.yml']).toMatch(
      /nginx:(?:\n {4}.*)*\n {4}ports: !override\n {6}- "?127\.0\.0\.1:8080:8080"?\n/,
    );
  });

  test('have literal variables too', () => {
    expect(files['docker-compose.staging.yml']).toContain('LEVEL: $$x\n');
  });
});

test('sections that are empty are left out, other empty maps stay', () => {
  expect(dropEmptySections(finish({ services: {}, volumes: {}, networks: { a: {} }, x: undefined }) as object)).toEqual(
    {
      services: {},
      networks: { a: {} },
    },
  );
});
