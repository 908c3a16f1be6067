import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  type Contributed,
  MonitoringStack,
  type MonitoringStackProps,
  NexusService,
  Phase,
  type PlatformModel,
} from '../../../src/index.js';
import { auditOutput } from '../../../src/synth/audit-output.js';
import { renderPlatform } from '../../../src/synth/index.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

interface Service {
  readonly volumes?: readonly { readonly source: string; readonly target: string; readonly read_only?: boolean }[];
  readonly networks: readonly string[];
  readonly group_add?: readonly string[];
  readonly user: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const watched = (props: MonitoringStackProps = {}, rollout = Phase.Advanced) => {
  const platform = newPlatform({ rollout });
  new NexusService(platform, 'web', { port: 8080, image: 'example/web:1' });
  new MonitoringStack(platform, 'monitoring', props);
  return platform;
};
const servicesOf = (files: Readonly<Record<string, string>>) =>
  (parse(files['docker-compose.monitoring.yml'] ?? '', { merge: true }) as { services: Record<string, Service> })
    .services;
const observablesOf = (model: PlatformModel, job: string) =>
  model.contributions.filter(
    (one): one is Extract<Contributed, { kind: 'observable' }> => one.kind === 'observable' && one.subject === job,
  );

describe('the metrics of containers', () => {
  test('come from one container with the socket, which the exporter alone can reach', () => {
    const services = servicesOf(render(watched()));
    const mounting = Object.entries(services).filter(([, { volumes }]) =>
      /docker\.sock/.test(JSON.stringify(volumes ?? '')),
    );
    expect(mounting.map(([name]) => name)).toEqual(['engine-proxy']);
    const proxy = services['engine-proxy'];
    expect(proxy).toMatchObject({
      user: '65534:65534',
      group_add: ['${DOCKER_GID:-999}'],
      environment: { COMPOSE_PROJECT_NAME: '${COMPOSE_PROJECT_NAME}' },
      networks: ['container-exporter_engine-proxy'],
    });
    expect(proxy?.volumes?.find(({ target }) => target === '/var/run/docker.sock')).toEqual({
      type: 'bind',
      source: '${DOCKER_SOCKET:-/var/run/docker.sock}',
      target: '/var/run/docker.sock',
      read_only: true,
      bind: { create_host_path: false },
    });
    const members = Object.entries(services).filter(([, { networks }]) =>
      networks.includes('container-exporter_engine-proxy'),
    );
    expect(members.map(([name]) => name).sort()).toEqual(['container-exporter', 'engine-proxy']);
  });

  test('leave no trace where they are turned off, in variables, files, findings or scrapes', () => {
    const files = render(watched({ containers: false, host: false, grafana: false }));
    expect(Object.keys(servicesOf(files))).toEqual(['prometheus', 'alertmanager']);
    expect(Object.keys(files).filter((path) => /\.mjs$|nexus-audit/.test(path))).toEqual([]);
    for (const text of Object.values(files))
      expect(text).not.toMatch(/DOCKER_(?:GID|SOCKET)|engine-proxy|node-exporter/);
  });

  test('are scraped at one address, so that an exporter that is down is seen', () => {
    const { scrape_configs: jobs } = parse(render(watched())['infrastructure/monitoring/prometheus.yml'] ?? '') as {
      scrape_configs: { job_name: string; static_configs?: unknown }[];
    };
    expect(jobs.find(({ job_name }) => job_name === 'container-exporter')).toEqual({
      job_name: 'container-exporter',
      metrics_path: '/metrics',
      static_configs: [{ targets: ['container-exporter:9338'] }],
    });
  });

  test('are not there before the phase of the monitoring', () => {
    const files = render(watched({}, Phase.Build));
    expect(Object.keys(files).filter((path) => /monitoring|nexus-audit/.test(path))).toEqual([]);
    expect(files['.env.example']).not.toContain('DOCKER_GID');
  });

  test.each(['engine-proxy', 'container-exporter', 'node-exporter'])('need the name %s', (id) => {
    const platform = watched();
    new NexusService(platform, id, { port: 8080, image: 'example/web:1' });
    expect(messageOf(() => render(platform))).toMatch(
      new RegExp(
        `there is a workload "${id}" already, made at test/.*watchers\\.test\\.ts:\\d+\\. Choose another name`,
      ),
    );
  });
});

describe('what watches the machine', () => {
  test('sees it read-only, without rights, and with disks that are mounted later', () => {
    const exporter = servicesOf(render(watched({ containers: false })))['node-exporter'];
    expect(exporter).toMatchObject({ user: '65534:65534', networks: ['prometheus_node-exporter'] });
    expect(exporter?.volumes).toEqual([
      {
        type: 'bind',
        source: '/',
        target: '/host',
        read_only: true,
        bind: { create_host_path: false, propagation: 'rslave' },
      },
    ]);
  });
});

describe('what the audit says of them', () => {
  test('is accepted by rule, with the reason, for these two alone', () => {
    const model = watched().toModel();
    const { report, problems, files } = auditOutput(model, renderPlatform(model)) ?? {};
    expect(problems).toEqual([]);
    expect(report?.suppressed.map(({ finding }) => [finding.rule.id, finding.subject])).toEqual([
      ['privileged-groups', 'engine-proxy'],
      ['docker-socket', 'engine-proxy'],
      ['mount-propagation-slave', 'node-exporter'],
      ['sensitive-host-directory', 'node-exporter'],
    ]);
    expect(report?.findings.filter(({ rule }) => rule.severity === 'critical' || rule.severity === 'high')).toEqual([]);
    expect(files?.[0]?.content).toContain('rule: docker-socket');
  });

  test('stays said of anybody else who mounts the socket', () => {
    const platform = watched();
    platform.compose.addOverride('services.web.volumes', ['/var/run/docker.sock:/var/run/docker.sock']);
    const model = platform.toModel();
    const { report } = auditOutput(model, renderPlatform(model)) ?? {};
    expect(report?.findings.filter(({ rule }) => rule.id === 'docker-socket').map(({ subject }) => subject)).toEqual([
      'web',
    ]);
  });
});

describe('the observables', () => {
  const model = watched().toModel();
  const scrapes = model.contributions.flatMap((one) => (one.kind === 'scrape' ? [one] : []));

  test.each([
    [
      'container-exporter',
      'memory-used cpu-used cpu-throttled threads-used restarts oom-kills unhealthy exit-code engine-unseen',
    ],
    [
      'node-exporter',
      'disk-free disk-free-tomorrow inodes-free disk-read-only memory-available load cpu-used file-descriptors-used clock-synchronized clock-offset',
    ],
  ])('of %s have names that are contract', (job, names) => {
    expect(observablesOf(model, job).map(({ name }) => name)).toEqual(names.split(' '));
  });

  test.each(['container-exporter', 'node-exporter'])(
    'of %s ask for families that it serves, by labels that they have',
    (job) => {
      const served = new Map(
        scrapes.flatMap(({ subject, metrics = [] }) =>
          subject === job ? metrics.map((family) => family.replace('}', '').split('{') as [string, string]) : [],
        ),
      );
      for (const { query } of observablesOf(model, job)) {
        const series = [...query.matchAll(/\b((?:container|node)_\w+)\{([^}]*)\}/g)];
        expect(series.length, query).toBeGreaterThan(0);
        for (const [, name = '', inside = ''] of series) {
          expect(served.has(name), name).toBe(true);
          const labels = [...inside.matchAll(/(\w+)="/g)].map(([, label]) => label);
          expect(
            labels.filter(
              (label) =>
                label !== 'job' &&
                !served
                  .get(name)
                  ?.split(',')
                  .includes(label ?? ''),
            ),
          ).toEqual([]);
          expect(inside).toContain(`job="${job}"`);
        }
      }
    },
  );

  test.each(['container-exporter', 'node-exporter'])('of %s are for people: both languages, and what to do', (job) => {
    for (const { name, description, nextSteps, interpretation, warning, critical } of observablesOf(model, job)) {
      const texts = [description, ...((warning ?? critical) ? [nextSteps] : [interpretation])];
      for (const text of texts) expect(Object.keys(text ?? {}), name).toEqual(['en', 'pt-BR']);
      // Commands are the same in both.
      const commands = (text: unknown) => String(text).match(/docker compose \w+|timedatectl|vmstat|dmesg/g) ?? [];
      if (typeof nextSteps === 'object') expect(commands(nextSteps['pt-BR'])).toEqual(commands(nextSteps.en));
    }
  });
});
