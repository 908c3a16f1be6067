import { describe, expect, it } from 'vitest';
import { Deployment, Duration, MemorySize, NexusService } from '../../../src/index.js';
import { shop } from '../../support/deploy.js';
import { messageOf, newPlatform, render } from '../../support/project.js';

const scripts = (files: Record<string, string>) => Object.keys(files).filter((path) => path.startsWith('scripts/'));

describe('Deployment', () => {
  it('leaves no trace where there is none', () => {
    const platform = newPlatform();
    new NexusService(platform, 'crm', { port: 5000, image: 'shop/crm:1.0' });
    expect(scripts(render(platform)).filter((path) => /deploy|rollback|plan|release|rollout/.test(path))).toEqual([]);
  });

  it('knows from the graph what is replaced when, what waits for what, and what can not run twice', () => {
    const platform = shop()['scripts/lib/platform.sh'] ?? '';
    expect(platform).toContain('readonly JOBS=(db-roles crm-migrate)');
    expect(platform).toContain('readonly INNER=(\n  db\n  crm\n)\nreadonly PROXIES=(nginx)');
    expect(platform).toContain("  [crm]='db-roles crm-migrate'");
    expect(platform).toContain('  [db]=volume\n  [nginx]=port');
    expect(platform).toMatch(/\[crm-migrate\]=db\$'\\t'postgres\$'\\t'shop\$'\\t'crm/);
  });

  it.each([
    [{ keep: 1 }, 'keep 1 is not a who'],
    [{ watch: Duration.hours(1) }, 'watch is 1h. Give one from 0s to 10m'],
    [{ healthTimeout: Duration.seconds(1) }, 'healthTimeout is 1s. Give one from 10s to 1h'],
    [{ freeDisk: MemorySize.mebibytes(1) }, 'freeDisk is 1M. Give one of 64 MiB or more'],
    [{ hooks: { before: '../x.sh' } }, 'hooks.before "../x.sh" is not a path inside the platform'],
  ])('refuses %j', (props, message) => {
    const text = messageOf(() => new Deployment(newPlatform(), 'deployment', props));
    expect(text).toContain(message);
    expect(text).toContain('deployment.test.ts:');
  });

  it('is there once, and says where the first one is', () => {
    const platform = newPlatform();
    new Deployment(platform, 'one');
    expect(messageOf(() => new Deployment(platform, 'two'))).toMatch(
      /there is a Deployment in shop already, made at .*deployment\.test\.ts:\d+\. Remove one of them/,
    );
  });
});
