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
])('in %s it is called %s', (registry, name) => {
  expect(services('docker-compose.yml', { registry }).crm?.image).toBe(`${name}:\${SHOP_TAG:-local}`);
});

test.each([
  ['acme', 'write "docker.io/acme"'],
  ['acme/shop', 'write "docker.io/acme/shop"'],
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
