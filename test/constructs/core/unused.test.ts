import { expect, test } from 'vitest';
import { NexusService, Phase, Secret } from '../../../src/index.js';
import { newPlatform, newProject, readTree, temporaryFolder } from '../../support/project.js';
import { synthesize } from '../../synth/support/site.js';

test('a secret that nothing uses is named in a warning, and made by no script', () => {
  // GIVEN
  const folder = temporaryFolder();
  const { warnings } = synthesize(
    folder,
    {},
    {
      compose: (platform) => {
        new Secret(platform, 'spare_key');
        new Secret(platform, 'other_key');
        new NexusService(platform, 'app', {
          port: 5000,
          image: 'shop/app:1.0',
          secrets: [new Secret(platform, 'app_key')],
        });
      },
    },
  );
  // THEN
  expect(warnings.filter((text) => text.includes('secrets'))).toEqual([
    expect.stringContaining('secrets that nothing uses: spare_key, other_key'),
  ]);
  const files = readTree(folder);
  expect(files['out/docker-compose.yml']).toContain('app_key');
  expect(Object.values(files).join('\n')).not.toContain('spare_key');
});

test.each([Phase.Security, Phase.Build, Phase.Observability])(
  'in phase %i a later phase may still use it: no warning',
  (rollout) => {
    const platform = newPlatform({ rollout }, newProject());
    new Secret(platform, 'spare_key');
    expect(platform.toModel().warnings).toEqual([]);
  },
);
