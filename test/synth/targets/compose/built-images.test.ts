import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import {
  NexusPlatform,
  type NexusPlatformProps,
  NexusService,
  Orm,
  Packaging,
  PostgresDatabase,
  SecureDockerfile,
} from '../../../../src/index.js';
import { messageOf, newProject, render } from '../../../support/project.js';

interface Service {
  readonly image?: string;
  readonly pull_policy?: string;
  readonly build?: unknown;
}

function services(file: string, props: NexusPlatformProps = {}): Record<string, Service> {
  const platform = new NexusPlatform(newProject(), 'shop', props);
  const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
  const dockerfile = SecureDockerfile.node({ context: 'crm', orm: Orm.prisma(), packaging: Packaging.bundle() });
  new NexusService(platform, 'crm', { port: 5000, dockerfile, uses: [postgres] });
  return (
    parse(render(platform)[file] ?? '', { merge: true, logLevel: 'silent' }) as { services: Record<string, Service> }
  ).services;
}
const built = (all: Record<string, Service>) =>
  Object.fromEntries(
    Object.entries(all)
      .filter(([, { build }]) => build !== undefined)
      .map(([name, { image, pull_policy }]) => [name, [image, pull_policy]]),
  );

describe('an image that is built', () => {
  it('is looked for in no registry, whatever it is called, migrations and development too', () => {
    expect(built(services('docker-compose.yml'))).toEqual({
      crm: ['shop/crm:${SHOP_TAG:-local}', 'never'],
      'crm-migrate': ['shop/crm-migrate:${SHOP_TAG:-local}', 'never'],
    });
    // Over production's "never", which stays.
    expect(Object.values(services('docker-compose.dev.yml')).flatMap(({ pull_policy }) => pull_policy ?? [])).toEqual(
      [],
    );
  });

  it('is pushed to and pulled from the registry that is named; what only a developer builds is not', () => {
    const props = { registry: 'ghcr.io/acme' };
    expect(built(services('docker-compose.yml', props))).toEqual({
      crm: ['ghcr.io/acme/shop/crm:${SHOP_TAG:-local}', undefined],
      'crm-migrate': ['ghcr.io/acme/shop/crm-migrate:${SHOP_TAG:-local}', undefined],
    });
    expect(services('docker-compose.dev.yml', props).crm).toMatchObject({
      image: 'shop/crm-development:${SHOP_TAG:-local}',
      pull_policy: 'never',
    });
  });

  it('leaves what others have built to be pulled', () => {
    expect(services('docker-compose.yml').postgres).not.toHaveProperty('pull_policy');
  });
});

test.each([
  ['registry.example.com:5000', 'registry.example.com:5000/shop/crm'],
  ['localhost/team', 'localhost/team/shop/crm'],
  ['docker.io/acme', 'docker.io/acme/shop-crm'],
  ['registry-1.docker.io/acme', 'registry-1.docker.io/acme/shop-crm'],
  ['quay.io/acme', 'quay.io/acme/shop/crm'],
  ['registry.gitlab.com/acme/team', 'registry.gitlab.com/acme/team/shop/crm'],
])('in %s it is called %s', (registry, name) => {
  expect(services('docker-compose.yml', { registry }).crm?.image).toBe(`${name}:\${SHOP_TAG:-local}`);
});

test.each([
  ['acme', 'write "docker.io/acme"'],
  ['acme/shop', 'write "docker.io/acme-shop"'],
  // Everybody pushes there: without a namespace the platform's name is one, and may be a stranger's.
  ['docker.io', 'as in "docker.io/acme"'],
  ['docker.io:443', 'as in "docker.io/acme"'],
  ['index.docker.io', 'as in "index.docker.io/acme"'],
  ['registry-1.docker.io', 'as in "registry-1.docker.io/acme"'],
  ['ghcr.io', 'as in "ghcr.io/acme"'],
  ['quay.io', 'as in "quay.io/acme"'],
  ['public.ecr.aws', 'as in "public.ecr.aws/a1b2c3d4"'],
  ['registry.gitlab.com', 'as in "registry.gitlab.com/acme"'],
  ['gcr.io', 'as in "gcr.io/acme-project"'],
  ['europe-docker.pkg.dev/acme', 'as in "europe-docker.pkg.dev/acme-project/images"'],
  ['docker.io/library', 'as in "docker.io/acme"'],
  ['registry-1.docker.io/library', 'as in "registry-1.docker.io/acme"'],
  ['docker.io/acme/team', 'Write "docker.io/acme"'],
  ['https://ghcr.io', 'Write a host'],
  ['ghcr.io/Acme', 'Write a host'],
  ['ghcr.io/acme/', 'Write a host'],
  ['ghcr.io/acme:1', 'Write a host'],
  ['ghcr.io/${X}', 'Write a host'],
  ['', 'Write a host'],
])('registry %j is refused', (registry, fix) => {
  const message = messageOf(() => new NexusPlatform(newProject(), 'shop', { registry }));
  expect(message).toContain(JSON.stringify(registry));
  expect(message).toContain(fix);
});

describe('an image that is called like one that is built', () => {
  const beside = (image: string, props: NexusPlatformProps = {}) => {
    const platform = new NexusPlatform(newProject(), 'shop', { ...props, environments: [] });
    new NexusService(platform, 'crm', { port: 5000, dockerfile: SecureDockerfile.node({ context: 'crm' }) });
    new NexusService(platform, 'jobs', { port: 5001, image });
    const { warnings } = platform.toModel();
    const file = parse(render(platform)['docker-compose.yml'] ?? '', { merge: true, logLevel: 'silent' }) as {
      services: Record<string, Service>;
    };
    return {
      policy: file.services.jobs?.pull_policy,
      said: warnings.filter((text) => text.includes(`image ${image}`)),
    };
  };

  it.each(['shop/crm:local', 'shop/crm:1.0', 'docker.io/shop/crm:local', `shop/crm@sha256:${'0'.repeat(64)}`])(
    '%s is not pulled either, and does not follow the tag of what is built',
    (image) => {
      const { policy, said } = beside(image);
      expect(policy).toBe('never');
      expect(said).toEqual([
        `image ${image} of jobs is called like the one that is built for crm: it is looked for on this host alone, and stays when SHOP_TAG changes. To run the same image give jobs the "dockerfile" of crm`,
      ]);
    },
  );

  it("is somebody else's where what is built has a registry", () => {
    const { policy, said } = beside('shop/crm:local', { registry: 'ghcr.io/acme' });
    expect(policy).toBeUndefined();
    expect(said.join()).toContain("comes from Docker Hub, where its name may be somebody else's");
    expect(said.join()).toContain('what is built for crm is called ghcr.io/acme/shop/crm.');
  });

  it.each(['shop/crm-jobs:1', 'ghcr.io/shop/crm:1', 'crm:1'])('%s is another', (image) => {
    expect(beside(image)).toEqual({ policy: undefined, said: [] });
  });
});
