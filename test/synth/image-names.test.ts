import { describe, expect, it, test } from 'vitest';
import { Frontend, MigrationJob, NexusPlatform, NexusService, PostgresDatabase } from '../../src/index.js';
import { NodeRuntime, Orm, PackageManager, SecureDockerfile } from '../../src/index.js';
import { imageProblems, imageWarnings } from '../../src/synth/image-names.js';
import { messageOf, newPlatform, newProject } from '../support/project.js';

/** Two platforms with a front end each, on the same registry. */
function pair(registry: string | undefined, ...given: readonly (readonly [platform: string, name: string])[]) {
  const project = newProject();
  const platforms = given.map(([id, name]) => {
    const platform = new NexusPlatform(project, id, { outdir: id, ...(registry && { registry }) });
    new Frontend(platform, name, { dockerfile: SecureDockerfile.staticSite({ context: name }) });
    return platform;
  });
  return { project, models: () => platforms.map((platform) => platform.toModel()) };
}

describe('images of one name', () => {
  it('are refused, with both lines and what to do: Docker Hub has folders of one level', () => {
    const { project } = pair('docker.io/acme', ['shop', 'crm-api'], ['shop-crm', 'api']);
    expect(messageOf(() => project.synth())).toMatch(
      /\[shop-crm\/api\] image acme\/shop-crm-api is the name of what is built for shop\/crm-api, too \(test\/synth\/image-names\.test\.ts:\d+\)\. Rename api or crm-api, or give one of the platforms another "registry"\. \(test\/synth\/image-names\.test\.ts:\d+\)/,
    );
  });

  it('are two images in a registry with folders, and without one', () => {
    for (const registry of ['ghcr.io/acme', undefined])
      expect(imageProblems(pair(registry, ['shop', 'crm-api'], ['shop-crm', 'api']).models())).toEqual([]);
  });

  it('are refused in one platform: a stage of one and the service of another', () => {
    const platform = newPlatform();
    const database = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
    const dockerfile = (context: string) =>
      SecureDockerfile.node({
        context,
        runtime: NodeRuntime.alpine(),
        packageManager: PackageManager.npm(),
        orm: Orm.prisma(),
      });
    const crm = new NexusService(platform, 'crm', { port: 5000, dockerfile: dockerfile('crm'), migrate: false });
    new MigrationJob(platform, 'schema', { service: crm, database });
    new NexusService(platform, 'crm-migrate', { port: 5001, dockerfile: dockerfile('other'), migrate: false });
    const problems = imageProblems([platform.toModel()]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      /^\[shop\/crm-migrate\] image shop\/crm-migrate is the name of what is built for shop\/schema, too \(.*\)\. Rename crm-migrate or schema\. \(/,
    );
  });

  it('are right where two workloads run the same one', () => {
    const platform = newPlatform();
    const dockerfile = SecureDockerfile.staticSite({ context: 'site' });
    for (const name of ['one', 'two']) new Frontend(platform, name, { dockerfile });
    expect(imageProblems([platform.toModel()])).toEqual([]);
  });
});

test.each<[string, string | undefined, string, string[]]>([
  [
    'is warned of',
    undefined,
    'shop/crm:1.0',
    [
      'other: image shop/crm:1.0 of app is called like the one that platform shop builds, and comes from Docker Hub, where that name may be somebody else\'s. Give shop a "registry", push it, and name the image as it is called there',
    ],
  ],
  [
    'is warned of with the name that it has in the registry',
    'ghcr.io/acme',
    'docker.io/shop/crm:1',
    [
      "other: image docker.io/shop/crm:1 of app is called like the one that platform shop builds, and comes from Docker Hub, where that name may be somebody else's. What shop pushes is called ghcr.io/acme/shop/crm",
    ],
  ],
  ['is right by the name that it has in the registry', 'ghcr.io/acme', 'ghcr.io/acme/shop/crm:1.0', []],
  ['is none of ours', undefined, 'shop/crm2:1.0', []],
])('an image called like one that another platform builds %s', (_, registry, image, said) => {
  const project = newProject();
  const shop = new NexusPlatform(project, 'shop', { outdir: 'shop', ...(registry && { registry }) });
  new Frontend(shop, 'crm', { dockerfile: SecureDockerfile.staticSite({ context: 'crm' }) });
  const other = new NexusPlatform(project, 'other', { outdir: 'other' });
  new NexusService(other, 'app', { port: 5000, image });
  expect(imageWarnings([shop.toModel(), other.toModel()])).toEqual(said);
});

test('a synthesis says the warnings', () => {
  const project = newProject();
  const shop = new NexusPlatform(project, 'shop', { outdir: 'shop' });
  new Frontend(shop, 'crm', { dockerfile: SecureDockerfile.staticSite({ context: 'crm' }) });
  new NexusService(new NexusPlatform(project, 'other', { outdir: 'other' }), 'app', {
    port: 5000,
    image: 'shop/crm:1',
  });
  const said: string[] = [];
  project.logger.warn = (...text: unknown[]) => said.push(text.join(' '));
  project.synth();
  expect(said.join('\n')).toContain('is called like the one that platform shop builds');
});
