import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { check as prettierCheck, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import {
  CutOver,
  NexusService,
  Orm,
  Phase,
  PostgresDatabase,
  RedisCache,
  RedisPersistence,
  SecureDockerfile,
  Volume,
} from '../../src/index.js';
import { loadErpNexus } from '../support/erp-nexus.js';
import { modeOf, newPlatform, newProject, render } from '../support/project.js';
import { layScripts } from '../support/scripts.js';

const erpNexus = await loadErpNexus();
const files = render(erpNexus(newProject(), Phase.Advanced));
const shellcheck = spawnSync('shellcheck', ['--version']).status === 0;

/** What ERP Nexus has no need of: data that was elsewhere before. */
function scriptsOfMoves(): Record<string, string> {
  const platform = newPlatform();
  new PostgresDatabase(platform, 'store', {
    database: 'store',
    volume: 'store_new',
    movedFrom: { volume: 'store_data', version: 15, distribution: 'bookworm', superuser: 'nexus_user' },
  });
  const crm = new NexusService(platform, 'crm', { port: 5001, dockerfile: SecureDockerfile.node({ context: 'crm' }) });
  crm.addVolume(new Volume(platform, 'uploads', { movedFrom: 'files' }), '/data');
  new RedisCache(platform, 'queue', {
    persistence: RedisPersistence.Snapshot,
    volume: 'queue_new',
    movedFrom: 'queue',
  });
  const scripts = Object.entries(render(platform)).filter(([path]) => path.endsWith('-move.sh'));
  expect(scripts.map(([path]) => path)).toEqual([
    'scripts/store-move.sh',
    'scripts/uploads-move.sh',
    'scripts/queue-new-move.sh',
  ]);
  return Object.fromEntries(scripts);
}

/** With everything that ERP Nexus does not need: tables that come from elsewhere. */
function scriptsOfTakeOver(): Record<string, string> {
  const platform = newPlatform();
  const store = new PostgresDatabase(platform, 'stock', { database: 'store', owner: 'boss' });
  const crm = new NexusService(platform, 'crm', {
    port: 5001,
    dockerfile: SecureDockerfile.node({ context: 'crm', orm: Orm.prisma({ version: 6 }) }),
    uses: [store],
  });
  const queue = new RedisCache(platform, 'queue', { persistence: RedisPersistence.AppendOnly });
  const schemas = [
    { from: 'public', to: crm, tables: ['Customer'] },
    { from: 'sales', to: crm },
  ];
  new CutOver(platform, 'cut-over', {
    project: 'old',
    data: [
      store.from({ service: 'pg', version: 14, database: 'erp', schemas, unread: ['audit'] }),
      queue.from({ service: 'keys', version: 7, user: 'admin', port: 6380 }),
    ],
  });
  const scripts = Object.entries(render(platform)).filter(([path]) => /(?:cut|take)-over\.sh$/.test(path));
  expect(scripts.map(([path]) => path)).toEqual([
    'scripts/stock-take-over.sh',
    'scripts/queue-take-over.sh',
    'scripts/cut-over.sh',
  ]);
  return Object.fromEntries(scripts.map(([path, text]) => [path.replace('cut-over', 'cut-over-of-more'), text]));
}

describe('scripts', () => {
  let laid: string | undefined;
  const scripts = Object.entries({ ...files, ...scriptsOfMoves(), ...scriptsOfTakeOver() }).filter(([path]) =>
    path.endsWith('.sh'),
  );

  it.skipIf(!shellcheck).each(scripts)('%s passes ShellCheck', (_path, content) => {
    // What is sourced stands beside it.
    const folder = (laid ??= layScripts(files));
    const args = ['--severity=style', '--external-sources', `--source-path=${folder}`, '-'];
    const run = spawnSync('shellcheck', args, { input: content, encoding: 'utf8' });
    expect(run.stdout).toBe('');
  });

  // Parts that are sourced are under the rules of the script that does it.
  const programs = scripts.filter(([path]) => !path.startsWith('scripts/lib/'));

  it.each(programs)('%s stops at the first failure', (_path, content) => {
    expect(content).toMatch(/^set -(?:Eeuo pipefail|eu)$/m);
  });
});

describe('what is rendered', () => {
  it.each(Object.entries(files).filter(([path]) => /\.(?:ya?ml|mjs|json)$/.test(path)))(
    '%s is formatted as prettier would',
    async (path, content) => {
      const config = await resolveConfig(join(import.meta.dirname, '../../src/index.ts'));
      const width = path.endsWith('.yml') ? 1000 : (config?.printWidth ?? 120);
      expect(
        await prettierCheck(content, {
          ...config,
          printWidth: width,
          singleQuote: !path.endsWith('.yml'),
          filepath: path,
        }),
      ).toBe(true);
    },
  );

  it.each(Object.entries(files))(
    '%s ends in one line break, has no carriage return, no trailing blank and no path of a machine',
    (_path, content) => {
      expect(content).toMatch(/[^\n]\n$/);
      expect(content).not.toMatch(/\r|[ \t]$/m);
      expect(content).not.toContain(process.cwd());
      expect(content).not.toMatch(/\b20\d\d-\d\d-\d\dT/);
    },
  );

  it('keeps execute bits on scripts alone', () => {
    const project = newProject();
    erpNexus(project, Phase.Advanced);
    project.synth();
    for (const path of Object.keys(files)) {
      expect(modeOf(join(project.outdir, 'out', path)), path).toBe(
        /(?<!scripts\/lib\/[a-z-]+)\.sh$/.test(path) ? '755' : '644',
      );
    }
    chmodSync(join(project.outdir, 'out', 'docker-compose.yml'), 0o600);
    rmSync(join(project.outdir, 'out', 'scripts'), { recursive: true });
    project.synth();
    expect(modeOf(join(project.outdir, 'out', 'docker-compose.yml'))).toBe('644');
    expect(modeOf(join(project.outdir, 'out', 'scripts/secrets-init.sh'))).toBe('755');
  });
});
