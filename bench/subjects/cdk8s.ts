import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import type { Clock } from '../measure.js';
import type { Job } from './subject.js';

/**
 * A chart for each service, with a Deployment and a Service as plain API objects.
 *
 * Each manifest has a file of its own: the most files that cdk8s makes of them. With a file for each chart it would read
 * the whole app anew for every chart. cdk8s validates, renders and writes in one call, which counts as `synth`.
 */
export function cdk8s({ services, outdir }: Job, clock: Clock): void {
  const app = clock.time('construct', () => {
    const made = new App({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
    for (let i = 0; i < services; i++) addService(made, `service-${i}`, 10_000 + i);
    return made;
  });
  clock.time('synth', () => app.synth());
}

function addService(app: App, name: string, port: number): void {
  const chart = new Chart(app, name, { labels: { app: name } });
  const probe = (path: string) => ({ httpGet: { path, port }, periodSeconds: 10, timeoutSeconds: 3 });
  new ApiObject(chart, 'deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name,
              image: `bench/${name}:local`,
              ports: [{ containerPort: port }],
              env: [
                { name: 'NODE_ENV', value: 'production' },
                { name: 'LOG_LEVEL', value: 'info' },
                { name: 'PORT', value: String(port) },
                { name: 'FEATURES', value: `basic,${name}` },
                { name: 'HMAC_FILE', value: '/run/secrets/hmac' },
              ],
              livenessProbe: probe('/health'),
              readinessProbe: probe('/health/deep'),
              resources: { limits: { cpu: '0.5', memory: '256Mi' }, requests: { cpu: '0.1', memory: '128Mi' } },
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
              volumeMounts: [
                { name: 'tmp', mountPath: '/tmp' },
                { name: 'secrets', mountPath: '/run/secrets', readOnly: true },
              ],
            },
          ],
          volumes: [
            { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
            { name: 'secrets', secret: { secretName: `${name}-secrets` } },
          ],
        },
      },
    },
  });
  new ApiObject(chart, 'service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ name: 'http', port, targetPort: port }] },
  });
}
