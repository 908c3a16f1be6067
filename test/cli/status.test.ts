import { spawnSync } from 'node:child_process';
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NexusService } from '../../src/index.js';
import { newPlatform, newProject, temporaryFolder } from '../support/project.js';

const ROOT = join(import.meta.dirname, '..', '..');
const nexus = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', join(ROOT, 'src/cli/main.ts'), ...args], {
    encoding: 'utf8',
    cwd: ROOT,
  });

describe('nexus status', () => {
  it('says what has been changed or removed since it was generated', () => {
    const project = newProject();
    const platform = newPlatform({}, project);
    new NexusService(platform, 'app', { port: 5000, image: 'shop/app:1.0' });
    project.synth();
    expect(nexus('status', '-C', project.outdir)).toMatchObject({
      status: 0,
      stdout: '10 generated files, 0 not as generated\n',
    });

    appendFileSync(join(project.outdir, 'out/docker-compose.yml'), '# mine\n');
    rmSync(join(project.outdir, 'out/.env.example'));
    const after = nexus('status', '-C', project.outdir);
    expect(after.status).toBe(1);
    expect(after.stdout).toBe(
      'missing  out/.env.example\nchanged  out/docker-compose.yml\n10 generated files, 2 not as generated\n',
    );
  });

  it('where nothing was generated says so, and exits with 2', () => {
    expect(nexus('status', '-C', temporaryFolder())).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('.nexus/manifest.json') as string,
    });
  });
});
