import { describe, expect, test } from 'vitest';
import { Environment, type NexusPlatformProps, NexusService, Phase } from '../../../src/index.js';
import { originOf, provenanceOf } from '../../../src/model/where.js';
import { modelData } from '../../../src/synth/targets/data/model-data.js';
import { newPlatform } from '../../support/project.js';

describe('what a platform says of itself', () => {
  const VALUES = ['outdir', 'phase', 'environment', 'environments', 'audit'] as const;
  const of = (props: NexusPlatformProps) => {
    const platform = newPlatform(props);
    new NexusService(platform, 'crm', { port: 5004, image: 'crm:1' });
    return platform.toModel();
  };

  test('is a default with its reason where nobody said it, and has a line all the same', () => {
    const model = of({});
    for (const path of [...VALUES.map((name) => [name]), ['environments', 'dev']]) {
      expect(provenanceOf(model, path), path.join('/')).toEqual({
        by: 'default',
        reason: expect.stringMatching(/^[A-Z].{10,}\.$/) as string,
      });
      expect(originOf(model, path), path.join('/')).toBe(model.origin);
    }
    expect(provenanceOf(model, ['registry'])).toBeUndefined();
  });

  test('is a prop where it was given, also with the value of the default', () => {
    const model = of({
      outdir: 'out',
      rollout: Phase.Advanced,
      environment: 'production',
      environments: [Environment.development()],
      audit: { enabled: true },
      registry: 'ghcr.io/acme',
    });
    const said = (...path: string[]) => provenanceOf(model, path);
    expect(VALUES.map((name) => said(name))).toMatchObject(
      ['outdir', 'rollout', 'environment', 'environments', 'audit'].map((name) => ({ by: 'prop', name })),
    );
    expect(said('registry')).toMatchObject({ by: 'prop', name: 'registry', origin: model.origin });
    expect(said('environments', 'dev')).toMatchObject({ by: 'prop', name: 'environments' });
  });

  test('is in the model as data, as declared or as a default', () => {
    const dev = (props: NexusPlatformProps) =>
      (modelData(of(props)).environments as Record<string, { provenance: string }>).dev?.provenance;
    expect(dev({})).toBe('default');
    expect(dev({ environments: [Environment.development()] })).toBe('declared environments');
  });
});
