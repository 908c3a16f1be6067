import { describe, expect, it } from 'vitest';
import {
  Frontend,
  MemorySize,
  NexusService,
  type NexusServiceProps,
  PostgresDatabase,
  type NexusPlatform,
  Packaging,
  Secret,
  SecureDockerfile,
  Volume,
} from '../../../src/index.js';
import { newPlatform } from '../../support/project.js';

type Props = Omit<NexusServiceProps, 'port' | 'dockerfile' | 'image' | 'readiness' | 'developmentPort'>;

/** What synthesis says of a site with these props. */
function siteWith(props: (platform: NexusPlatform) => Props, kind: 'front end' | 'service' = 'front end') {
  const platform = newPlatform();
  const dockerfile = SecureDockerfile.staticSite({ context: 'web' });
  if (kind === 'front end') new Frontend(platform, 'web', { dockerfile, ...props(platform) });
  else new NexusService(platform, 'web', { dockerfile, port: 8080, ...props(platform) });
  const { problems, warnings } = platform.toModel();
  return { problems: problems.join('\n'), warnings: warnings.filter((text) => text.includes('nginx, which')) };
}

describe('a site', () => {
  it.each(['front end', 'service'] as const)('as a %s reads no secrets', (kind) => {
    const secrets = (platform: NexusPlatform) => ({ secrets: [Secret.supplied(platform, 'api_key')] });
    expect(siteWith(secrets, kind).problems).toMatch(
      /\[shop\/web\] web serves files with nginx, and nothing there reads the secret api_key\. Give it, .*\(test\/constructs\/image\/\S+:\d+\)/,
    );
    const command = (platform: NexusPlatform) => ({ ...secrets(platform), command: ['sh', '-c', 'fill && nginx'] });
    expect(siteWith(command, kind).problems).toBe('');
  });

  it('and no database', () => {
    expect(
      siteWith((platform) => ({ uses: [new PostgresDatabase(platform, 'db', { database: 'shop' })] })).problems,
    ).toContain('nothing there reads the secret db_web_password');
  });

  it('and no variables, but for the time zone of its log', () => {
    expect(siteWith(() => ({ environment: { TZ: 'UTC' } })).warnings).toEqual([]);
    expect(siteWith(() => ({ environment: { TZ: 'UTC', VITE_API: '/api' } }))).toEqual({
      problems: '',
      warnings: [
        'VITE_API of web reaches nginx, which serves files and reads no variables: what the build of the site reads is set with addStep("deps", Instruction.env({ … })) of the Dockerfile',
      ],
    });
  });
});

/** What synthesis says of a volume of a service. */
function mounted(target: string, options: { readonly tmpfs?: boolean; readonly packaging?: Packaging } = {}): string {
  const platform = newPlatform();
  const { packaging } = options;
  const dockerfile = SecureDockerfile.node({ context: 'crm', ...(packaging && { packaging }) });
  const crm = new NexusService(platform, 'crm', { port: 5000, dockerfile });
  try {
    if (options.tmpfs) crm.addTmpfs(target, MemorySize.mebibytes(1));
    else crm.addVolume(new Volume(platform, 'files'), target);
  } catch (error) {
    return (error as Error).message;
  }
  return platform.toModel().problems.join('\n');
}

describe('a mount', () => {
  it.each([
    ['/', 'is the root of the container. Mount it on'],
    ['//./', 'is the root of the container'],
    ['/proc', "is the kernel's"],
    ['/dev/x', "is the kernel's"],
    ['/run/secrets', 'is where secrets are'],
    ['/run/secrets/', 'is where secrets are'],
  ])('on %s is refused', (target, problem) => {
    expect(mounted(target)).toContain(problem);
    expect(mounted(target, { tmpfs: true })).toContain(problem);
  });

  it.each(['/app', '/app/', '/app/dist', '/app/node_modules'])('on %s would hide what the image runs', (target) => {
    expect(mounted(target)).toMatch(
      /\[shop\/crm\] the volume on "\/app\S*" of crm hides \/app\/.*Mount it beside that/,
    );
    expect(mounted(target, { tmpfs: true })).toContain('the folder in memory on');
  });

  it.each(['/data', '/app/data', '/app/dist/uploads', '/application', '/dev/shm'])('on %s is fine', (target) =>
    expect(mounted(target)).toBe(''),
  );

  it('goes by the output of the build', () => {
    const packaging = Packaging.pruned({ output: 'build/server.js' });
    expect(mounted('/app/build', { packaging })).toContain('hides /app/build');
    expect(mounted('/app/dist', { packaging })).toBe('');
  });
});

it('an address with a zone is refused', () => {
  const platform = newPlatform();
  const web = new Frontend(platform, 'web', { dockerfile: SecureDockerfile.staticSite({ context: 'web' }) });
  expect(() => web.publish(8080, 8080, 'fe80::1%eth0')).toThrow(
    '"fe80::1%eth0" has a zone, which Docker does not take',
  );
  expect(() => web.publish(8080, 8080, 'fe80::1')).not.toThrow();
});
