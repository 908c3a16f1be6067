import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { MonitoringStack, type MonitoringStackProps, Phase, RedisCache } from '../../../../src/index.js';
import { messageOf, newPlatform, render, renderAll } from '../../../support/project.js';

interface Service {
  readonly image: string;
  readonly user: string;
  readonly ports: readonly string[];
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly networks: readonly string[];
  readonly secrets: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly depends_on?: object;
}

function shop(props: MonitoringStackProps = {}, language: 'en' | 'pt-BR' = 'en'): Record<string, string> {
  const platform = newPlatform({ language });
  new RedisCache(platform, 'redis');
  new MonitoringStack(platform, 'monitoring', props);
  return render(platform);
}

function monitoringOf(files: Readonly<Record<string, string>>): {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
} {
  return parse(files['docker-compose.monitoring.yml'] ?? '', { merge: true }) as ReturnType<typeof monitoringOf>;
}

describe('the container', () => {
  const { services, networks } = monitoringOf(shop());
  const grafana = services['grafana'];

  test('runs without rights and writes to its volume alone', () => {
    expect(grafana).toMatchObject({
      image: 'grafana/grafana:12.4.12',
      user: '472:0',
      read_only: true,
      cap_drop: ['ALL'],
    });
  });

  test('is reached from the host, and reaches Prometheus alone', () => {
    expect(grafana?.ports).toEqual(['127.0.0.1:3001:3000']);
    expect(grafana?.networks).toEqual(['grafana_prometheus', 'grafana_ingress']);
    expect(networks['grafana_prometheus']).toMatchObject({ internal: true });
    const members = Object.entries(services).filter(([, service]) => service.networks.includes('grafana_prometheus'));
    expect(members.map(([name]) => name).sort()).toEqual(['grafana', 'prometheus']);
  });

  test('lets nobody in without a password, which is in a file', () => {
    expect(grafana?.environment).toMatchObject({
      GF_SECURITY_ADMIN_PASSWORD__FILE: '/run/secrets/grafana_admin_password',
      GF_AUTH_ANONYMOUS_ENABLED: 'false',
      GF_USERS_ALLOW_SIGN_UP: 'false',
    });
    expect(grafana?.secrets).toEqual(['grafana_admin_password']);
    expect(shop()['scripts/secrets.sh']).toContain('random grafana_admin_password 32');
  });

  test('calls nobody outside, and keeps the plugins of its image', () => {
    const on = Object.entries(grafana?.environment ?? {}).filter(([, value]) => value === 'true');
    expect(on.map(([name]) => name)).toEqual([
      'GF_SECURITY_DISABLE_GRAVATAR',
      'GF_PLUGINS_PREINSTALL_DISABLED',
      'GF_PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED',
    ]);
  });

  test('does not wait for Prometheus: it shows that it is down', () => {
    expect(grafana).not.toHaveProperty('depends_on');
  });
});

test('port, version and language are those that are given', () => {
  const { services } = monitoringOf(shop({ grafana: { port: 3333, version: '13.0.1-security-01' } }, 'pt-BR'));
  expect(services['grafana']).toMatchObject({
    image: 'grafana/grafana:13.0.1-security-01',
    ports: ['127.0.0.1:3333:3000'],
    environment: { GF_USERS_DEFAULT_LANGUAGE: 'pt-BR' },
  });
});

test.each(['11.6.0', '12.4', 'latest', '12.4.12-ubuntu', '12.4.12\n'])('version %j is refused', (version) => {
  expect(messageOf(() => shop({ grafana: { version } }))).toContain('is not a release of version 12 or 13');
});

test.each(['docs/RUNBOOK.md', 'javascript:alert(1)', 'https://a b', 'https://a.example/b#c', 'https://'])(
  'runbookUrl %j is refused',
  (runbookUrl) => {
    expect(messageOf(() => shop({ runbookUrl }))).toContain('is not the address of a page');
  },
);

test('it comes and goes with the phase of the stack', () => {
  const early = newPlatform({ rollout: Phase.Build });
  new RedisCache(early, 'redis');
  new MonitoringStack(early, 'monitoring');
  expect(Object.entries(renderAll(early)).filter(([path, text]) => /grafana/i.test(path + text))).toEqual([]);
});

test('a workload that is called grafana already is a problem with a fix, and nothing is written', () => {
  const platform = newPlatform();
  new RedisCache(platform, 'grafana');
  new MonitoringStack(platform, 'monitoring');
  expect(messageOf(() => render(platform))).toContain('there is a workload "grafana" already');
});

test('its password is rotated by its own command', () => {
  const platform = newPlatform();
  new MonitoringStack(platform, 'monitoring');
  const rotation = platform.toModel().contributions.find((one) => one.kind === 'rotation');
  expect(rotation).toMatchObject({
    subject: 'grafana',
    secret: 'grafana_admin_password',
    how: {
      kind: 'command',
      argv: expect.arrayContaining(['reset-admin-password', '--password-from-stdin']) as unknown,
    },
  });
});
