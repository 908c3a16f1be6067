import { expect, test } from 'vitest';
import { Environment, MonitoringStack, NexusPlatform, NexusService, Secret, Volume } from '../../../src/index.js';
import { messageOf, newPlatform, newProject, render } from '../../support/project.js';

test.each<[string, (platform: NexusPlatform) => unknown]>([
  ['workload name', (p) => new NexusService(p, 'constructor', { port: 5000, image: 'a:1' })],
  ['platform name', () => new NexusPlatform(newProject(), 'constructor')],
  ['secret', (p) => new Secret(p, 'constructor')],
  ['volume', (p) => new Volume(p, 'constructor')],
  ['environment', () => Environment.overlay('constructor')],
])('%s "constructor" is refused: every object has one', (what, act) => {
  expect(messageOf(() => act(newPlatform()))).toMatch(
    new RegExp(
      `${what} "constructor" is reserved\\. Choose another name\\. \\(test/.*taken-names\\.test\\.ts:\\d+\\)$`,
    ),
  );
});

test('an overlay that is called like a group of workloads is refused, once', () => {
  const platform = newPlatform({ environments: [Environment.overlay('monitoring')] });
  new NexusService(platform, 'a', { port: 5000, image: 'a:1' });
  new MonitoringStack(platform, 'stack');
  const message = messageOf(() => render(platform));
  expect(message).toMatch(/^1 problem, /);
  expect(message).toContain(
    'environment "monitoring" is called like a group of workloads: both are docker-compose.monitoring.yml. Choose another name, as in Environment.overlay("monitoring-staging").',
  );
});
