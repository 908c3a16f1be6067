import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CutOver, RedisCache, RedisPersistence } from '../../../src/index.js';
import { newPlatform, render, temporaryFolder } from '../../support/project.js';

const script = (() => {
  const platform = newPlatform();
  const queue = new RedisCache(platform, 'queue', { persistence: RedisPersistence.AppendOnly });
  new CutOver(platform, 'cut-over', { project: 'shop-old', data: [queue.from()] });
  return render(platform)['scripts/cut-over.sh'] ?? '';
})();

describe('the script means what Compose means', () => {
  it.each([
    ['name: other\nservices: {}', 'other'],
    ['name: "123"\nservices: {}', '123'],
    // Compose says what is wrong later.
    ['', 'shop'],
  ])('by the name of the project: %j', (printed, project) => {
    const folder = temporaryFolder();
    for (const name of ['scripts', 'bin']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'scripts/cut-over.sh'), script);
    // Compose read this, in whatever way it is written.
    writeFileSync(join(folder, '.env'), 'COMPOSE_PROJECT_NAME=read-otherwise\n');
    writeFileSync(
      join(folder, 'bin/docker'),
      `#!/bin/sh\n[ "$*" != 'compose config' ] || printf '%s\\n' '${printed}'\n`,
    );
    chmodSync(join(folder, 'bin/docker'), 0o755);
    // The one message that says the name before anything is done.
    const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, LEGACY_PROJECT: project };
    const { status, stderr } = spawnSync('bash', ['scripts/cut-over.sh', 'back'], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `cut-over: both stacks are Compose project ${project}: give the new one another name, COMPOSE_PROJECT_NAME=…\n`,
    });
  });

  it.each([
    'COMPOSE_FILE=a.yml:b.yml',
    'COMPOSE_FILE = a.yml:b.yml',
    'export COMPOSE_FILE="a.yml:b.yml" # both',
    "COMPOSE_FILE='a.yml:b.yml'",
    'COMPOSE_FILE=a.yml:b.yml # both',
    'COMPOSE_FILE=a.yml:b.yml\r',
    'COMPOSE_FILE: a.yml:b.yml',
    'COMPOSE_FILE=other.yml\nCOMPOSE_FILE=a.yml:b.yml\nNO_COMPOSE_FILE=c.yml',
  ])('by the files that it is given: %j', (lines) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.env'), `${lines}\n`);
    const [setting = ''] = /^setting\(\) \{\n[\s\S]*?^\}$/m.exec(script) ?? [];
    const args = ['-c', `set -euo pipefail\n${setting}\nsetting COMPOSE_FILE`];
    const { stdout } = spawnSync('bash', args, { cwd: folder, env: { PATH: process.env['PATH'] }, encoding: 'utf8' });
    expect(stdout).toBe('a.yml:b.yml\n');
  });
});
