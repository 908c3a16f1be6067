import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { NexusService, Secret } from '../../../src/index.js';
import { modeOf, newPlatform, render } from '../../support/project.js';
import { layScripts, runScript } from '../../support/scripts.js';

const platform = newPlatform();
const stripe = Secret.supplied(platform, 'stripe');
new NexusService(platform, 'crm', { port: 5000, image: 'shop/app:1.0', secrets: [stripe] });
const files = render(platform);

const LEFT = {
  '.env.secrets': 'JWT_SECRET=abc\n',
  'docker-compose.yml.backup': 'services:\n  postgres:\n    environment:\n      - POSTGRES_PASSWORD=hunter2\n',
  'modules/crm/Dockerfile.backup': 'FROM node\nENV DATABASE_URL=postgresql://u:hunter2@db/x\n',
  'secrets/old.backup': 'x',
};
const KEPT = {
  'Dockerfile.backup': 'FROM node\nENV TOKEN_FILE=/run/secrets/x\n',
  'docker-compose.yml.bak': 'services:\n  a:\n    environment:\n      PASSWORD: ${PASSWORD}\n',
  'node_modules/x/a.backup': 'PASSWORD=hunter2\n',
};

describe('purge-legacy', () => {
  let folder = '';
  const purge = (...args: string[]) => runScript(folder, 'secrets.sh', ['purge-legacy', ...args]);

  beforeEach(() => {
    folder = layScripts(files);
    for (const [path, text] of Object.entries({ ...LEFT, ...KEPT })) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const env = [
      'SHOP_TAG=1.2',
      'POSTGRES_PASSWORD=hunter2',
      'export STRIPE=sk',
      'EMPTY_TOKEN=',
      'TZ=UTC',
      '# PASSWORD=x',
    ];
    writeFileSync(join(folder, '.env'), `${env.join('\n')}\n`);
    chmodSync(join(folder, '.env'), 0o640);
  });

  it('lists them and removes nothing, without a word of what is in them', () => {
    const run = purge('--dry-run');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout.trim().split('\n')).toEqual([
      ...Object.keys(LEFT),
      '.env: the variable POSTGRES_PASSWORD',
      '.env: the variable STRIPE',
    ]);
    expect(run.stdout).not.toContain('hunter2');
    expect(purge().status).toBe(2);
    expect(readdirSync(folder)).toContain('.env.secrets');
  });

  it('removes them when it may, and nothing else', () => {
    const run = purge('--yes');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain('Removed: 4 files, 2 variables of .env.');
    expect(run.stdout).toContain("Git's history, backups and other hosts were not touched");
    for (const [path, text] of Object.entries(KEPT)) expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe('SHOP_TAG=1.2\nEMPTY_TOKEN=\nTZ=UTC\n# PASSWORD=x\n');
    expect(modeOf(join(folder, '.env'))).toBe('640');
    expect(readdirSync(folder).filter((name) => name.startsWith('.env'))).toEqual(['.env']);
    expect(purge('--yes').stdout).toContain('No copies of secrets were found.');
  });
});
