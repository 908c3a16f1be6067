import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  ApiGateway,
  Duration,
  Frontend,
  MonitoringStack,
  type NexusPlatform,
  NexusService,
  type NexusServiceProps,
  Phase,
  ReverseProxy,
  SecureDockerfile,
  ServiceMetrics,
  Tls,
} from '../../../src/index.js';
import { messageOf, newPlatform, render, renderAll } from '../../support/project.js';

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      { readonly environment?: Readonly<Record<string, string>>; readonly networks?: readonly string[] } | undefined
    >
  >;
}
interface Prometheus {
  readonly scrape_configs: readonly {
    readonly job_name: string;
    readonly metrics_path?: string;
    readonly scrape_interval?: string;
    readonly dns_sd_configs?: readonly { readonly names: readonly string[]; readonly port: number }[];
  }[];
}

/** Nothing that watches but Prometheus and Alertmanager. */
const ALONE = { containers: false, host: false, grafana: false } as const;

const built = (): Partial<NexusServiceProps> => ({ dockerfile: SecureDockerfile.node({ context: 'modules/crm' }) });
const IMAGE: Partial<NexusServiceProps> = { image: 'shop/crm:1.0' };

function crm(platform: NexusPlatform, props: Partial<NexusServiceProps> = built()): NexusService {
  return new NexusService(platform, 'crm', { port: 5004, ...props });
}

function watched(props?: Partial<NexusServiceProps>, rollout = Phase.Advanced): NexusPlatform {
  const platform = newPlatform({ rollout });
  crm(platform, props);
  new MonitoringStack(platform, 'monitoring', ALONE);
  return platform;
}

const serviceOf = (files: Readonly<Record<string, string>>, name = 'crm') =>
  (parse(files['docker-compose.yml'] ?? '', { merge: true }) as Compose).services[name];
const portOf = (files: Readonly<Record<string, string>>) => serviceOf(files)?.environment?.METRICS_PORT;
const jobsOf = (files: Readonly<Record<string, string>>) =>
  (parse(files['infrastructure/monitoring/prometheus.yml'] ?? '') as Prometheus).scrape_configs.filter(
    ({ job_name }) => !['prometheus', 'alertmanager'].includes(job_name),
  );

/** Besides its readiness, which is another subject. */
const ofCrm = (platform: NexusPlatform) =>
  platform.toModel().contributions.filter(({ subject, kind }) => subject === 'crm' && kind !== 'probe');

describe('a service whose image is built from a Node Dockerfile', () => {
  test('is scraped on a separate port, over a network that only Prometheus shares', () => {
    const platform = watched();
    const files = render(platform);
    expect(jobsOf(files)).toMatchObject([
      { job_name: 'crm', metrics_path: '/metrics', dns_sd_configs: [{ names: ['crm'], port: 9464 }] },
    ]);
    expect(portOf(files)).toBe('9464');
    expect(serviceOf(files)?.networks).toEqual(['prometheus_crm']);
    const { edges, workloads } = platform.toModel();
    expect(edges.filter(({ provider }) => provider === 'crm')).toMatchObject([
      { consumer: 'prometheus', provider: 'crm', ports: [9464], tier: 'monitoring' },
    ]);
    expect(workloads[0]?.ports).toEqual([5004, 9464]);
  });

  test('gets METRICS_PORT wherever the monitoring is declared', () => {
    const late = newPlatform();
    new MonitoringStack(late, 'monitoring', ALONE);
    crm(late);
    expect(serviceOf(render(late))?.environment).toEqual(serviceOf(render(watched()))?.environment);
  });

  test('gets no METRICS_PORT if nothing collects metrics, even if another service uses it', () => {
    const platform = newPlatform();
    new NexusService(platform, 'shop', { port: 5005, image: 'shop/shop:1.0', uses: [crm(platform)] });
    expect(portOf(render(platform))).toBeUndefined();
    expect(platform.toModel().workloads.map(({ ports }) => ports)).toEqual([[5004], [5005]]);
  });

  test('has nothing of it before the phase of the monitoring', () => {
    const files = renderAll(watched(undefined, Phase.Build));
    const none = renderAll(watched({ ...built(), metrics: ServiceMetrics.none() }, Phase.Build));
    expect(files).toEqual(none);
    expect(newPlatform({ rollout: Phase.Build }).toModel().contributions).toEqual([]);
    expect(watched(undefined, Phase.Build).toModel().contributions).toEqual([]);
    expect(watched(undefined, Phase.Observability).toModel().contributions).not.toEqual([]);
  });

  test('is not scraped with ServiceMetrics.none()', () => {
    const files = render(watched({ ...built(), metrics: ServiceMetrics.none() }));
    expect(jobsOf(files)).toEqual([]);
    expect(portOf(files)).toBeUndefined();
    expect(ofCrm(watched({ ...built(), metrics: ServiceMetrics.none() }))).toEqual([]);
  });

  test('has no way from the proxy or the gateway to its metrics', () => {
    const platform = newPlatform();
    const service = crm(platform);
    const dockerfile = SecureDockerfile.node({ context: 'modules/gateway' });
    const gateway = new ApiGateway(platform, 'gateway', { port: 5001, dockerfile, routes: { '/crm': service } });
    new ReverseProxy(platform, 'nginx', {
      routes: { '/': gateway },
      tls: Tls.terminatedUpstream({ trustedProxies: ['10.0.0.0/8'] }),
    });
    new MonitoringStack(platform, 'monitoring', ALONE);
    const { edges } = platform.toModel();
    expect(edges.filter(({ ports }) => ports.includes(9464)).map(({ consumer }) => consumer)).toEqual([
      'prometheus',
      'prometheus',
    ]);
    expect(edges.find(({ consumer, provider }) => consumer === 'gateway' && provider === 'crm')?.ports).toEqual([5004]);
    const files = render(platform);
    expect(serviceOf(files, 'gateway')?.environment?.GATEWAY_ROUTES).toBe('{"/crm":"http://crm:5004"}');
    expect(Object.entries(files).filter(([path, text]) => path.includes('nginx') && text.includes('9464'))).toEqual([]);
  });
});

describe('a service of another kind', () => {
  test('out of a registry is not scraped, unless it implements the contract', () => {
    expect(jobsOf(render(watched(IMAGE)))).toEqual([]);
    const files = render(watched({ ...IMAGE, metrics: ServiceMetrics.contract({ port: 9500 }) }));
    expect(jobsOf(files)).toMatchObject([{ job_name: 'crm', dns_sd_configs: [{ port: 9500 }] }]);
    expect(portOf(files)).toBe('9500');
  });

  test('is watched for the event loop and the heap of Node.js only where it has one', () => {
    const names = (props: Partial<NexusServiceProps>) =>
      ofCrm(watched(props)).flatMap((one) => (one.kind === 'observable' ? [one.name] : []));
    const node = ['event-loop-lag', 'heap-used'];
    const requests = ['request-rate', 'error-ratio', 'latency-p95'];
    expect(names(built())).toEqual([...requests, ...node]);
    expect(names({ ...IMAGE, metrics: ServiceMetrics.contract() })).toEqual(requests);
    expect(names({ ...IMAGE, metrics: ServiceMetrics.contract({ runtime: 'node' }) })).toEqual([...requests, ...node]);
    expect(names({ ...built(), metrics: ServiceMetrics.contract({ runtime: 'other' }) })).toEqual(requests);
  });

  test('is scraped at the port and path of ServiceMetrics.at, without METRICS_PORT', () => {
    const metrics = ServiceMetrics.at({
      port: 5004,
      path: '/actuator/prometheus',
      interval: Duration.seconds(30),
      metrics: ['http_server_requests_seconds_count{method,status}'],
    });
    const platform = watched({ ...IMAGE, metrics });
    expect(jobsOf(render(platform))).toMatchObject([
      {
        job_name: 'crm',
        metrics_path: '/actuator/prometheus',
        scrape_interval: '30s',
        dns_sd_configs: [{ port: 5004 }],
      },
    ]);
    expect(portOf(render(platform))).toBeUndefined();
    expect(platform.toModel().workloads[0]?.ports).toEqual([5004]);
    const apart = watched({ ...IMAGE, metrics: ServiceMetrics.at({ port: 9102 }) });
    expect(apart.toModel().workloads[0]?.ports).toEqual([5004, 9102]);
    expect(portOf(render(apart))).toBeUndefined();
    expect(ofCrm(platform)).toMatchObject([
      { kind: 'scrape', metrics: ['http_server_requests_seconds_count{method,status}'] },
    ]);
  });

  test('that is a front end is not scraped', () => {
    const platform = newPlatform();
    new Frontend(platform, 'site', { dockerfile: SecureDockerfile.staticSite({ context: 'frontend' }) });
    new MonitoringStack(platform, 'monitoring', ALONE);
    expect(jobsOf(render(platform))).toEqual([]);
  });
});

describe('what is refused', () => {
  const refused = (props: Partial<NexusServiceProps>, rollout?: Phase) =>
    messageOf(() => render(watched(props, rollout)));

  test('metrics on the port that routes lead to, in whatever phase', () => {
    for (const rollout of [Phase.Security, Phase.Advanced])
      expect(refused({ ...built(), metrics: ServiceMetrics.contract({ port: 5004 }) }, rollout)).toMatch(
        /\[shop\/crm\] the metrics of crm are on port 5004, which routes lead to\. Use another port: metrics: ServiceMetrics\.contract\(\{ port: 9465 \}\)/,
      );
  });

  test('a METRICS_PORT that is not the port that is scraped', () => {
    expect(refused({ ...built(), environment: { METRICS_PORT: '9500' } })).toMatch(
      /\[shop\/crm\] METRICS_PORT of crm is "9500", and its metrics are scraped on port 9464\. Remove the variable, and write metrics: ServiceMetrics\.contract\(\{ port: … \}\)\. \(.*metrics\.test\.ts:\d+\)/,
    );
    expect(portOf(render(watched({ ...built(), environment: { METRICS_PORT: '9464' } })))).toBe('9464');
    expect(portOf(render(watched({ ...IMAGE, environment: { METRICS_PORT: '9500' } })))).toBe('9500');
  });

  test.each<[string, () => unknown, RegExp]>([
    ['a privileged port', () => ServiceMetrics.contract({ port: 80 }), /metrics port 80 is below 1024/],
    ['no port at all', () => ServiceMetrics.at({ port: 70_000 }), /metrics port 70000 is not a whole number/],
    [
      'a path that is none',
      () => ServiceMetrics.at({ port: 9000, path: 'metrics' }),
      /path "metrics" is not a URL path/,
    ],
    [
      'a metric with values of labels',
      () => ServiceMetrics.at({ port: 9000, metrics: ['requests_total{job="crm"}'] }),
      /metrics\[0\] "requests_total\{job=\\"crm\\"\}" is not a metric with the names of its labels\. Write "http_requests_total\{method,route,code\}"/,
    ],
    [
      'something else than ServiceMetrics',
      () => crm(newPlatform(), { ...built(), metrics: 9464 as unknown as ServiceMetrics }),
      /metrics 9464 is not a ServiceMetrics\. Write ServiceMetrics\.contract\(\)/,
    ],
  ])('%s', (_, act, message) => {
    expect(messageOf(act)).toMatch(message);
  });
});
