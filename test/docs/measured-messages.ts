import {
  Duration,
  MonitoringStack,
  type NexusPlatform,
  NexusService,
  type NexusServiceProps,
  RedisCache,
  ServiceMetrics,
} from '../../src/index.js';
import { render } from '../support/project.js';

type Mistake = (platform: NexusPlatform) => unknown;

function crm(platform: NexusPlatform, props: Partial<NexusServiceProps> = {}): NexusService {
  const metrics = ServiceMetrics.contract();
  return new NexusService(platform, 'crm', { port: 5000, image: 'example/crm:1.0', metrics, ...props });
}

const metrics: readonly Mistake[] = [
  (p: NexusPlatform): unknown => crm(p, { metrics: ServiceMetrics.contract({ port: 5000 }) }),
  (p: NexusPlatform): unknown => {
    crm(p, { environment: { METRICS_PORT: '9500' } });
    new MonitoringStack(p, 'monitoring');
    return render(p);
  },
  (): unknown => ServiceMetrics.at({ port: 9500, metrics: ['requests_total{status="200"}'] }),
];

const objectives: readonly Mistake[] = [
  (p: NexusPlatform): unknown => new MonitoringStack(p, 'monitoring', { slo: { availability: 90 } }),
  (p: NexusPlatform): unknown => new MonitoringStack(p, 'monitoring', { slo: { availability: 99.9999 } }),
  (p: NexusPlatform): unknown => {
    crm(p);
    new MonitoringStack(p, 'monitoring', { slo: { latency: { p95: Duration.milliseconds(400) } } });
    return render(p);
  },
  (p: NexusPlatform): unknown => {
    crm(p);
    new MonitoringStack(p, 'monitoring').setObjective(new RedisCache(p, 'redis'), { availability: 99.9 });
    return render(p);
  },
];

/** What makes the errors that the guides of what is measured quote. */
export const MEASURED_MESSAGES: Readonly<Record<string, readonly Mistake[]>> = {
  'docs/guides/service-metrics.md': metrics,
  'docs/guides/slo.md': objectives,
};
