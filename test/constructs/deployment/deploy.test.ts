import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Host } from '../../support/deploy.js';
import { volumeOf } from '../../support/deploy-engine.js';

const release = async (host: Host): Promise<Host> => {
  const run = await host.run('deploy.sh', '--yes');
  expect(run.status, run.stderr).toBe(0);
  host.calls();
  return host;
};
const idle = await Host.make();
const first = await release(await Host.make());
/** A host with release 1. */
const deployed = () => first.copy();
const touching = (calls: readonly string[]) =>
  calls.filter((call) => /^(?:compose (?:--\S+ \S+ )?up|rm|stop)\b/.test(call));

describe('arguments', () => {
  it.each([
    [['--what'], 2, 'deploy: unknown argument: --what (see --help)'],
    [['--service'], 2, 'deploy: --service needs a value'],
    [
      ['--plan', '--service', 'shop'],
      2,
      'deploy: there is no service shop; there are crm, crm-migrate, db, db-roles, nginx',
    ],
  ])('%j', async (args, code, message) => {
    const run = await idle.run('deploy.sh', ...args);
    expect([run.status, run.stderr.trim()]).toEqual([code, message]);
  });

  it.each(['deploy.sh', 'emergency-rollback.sh', 'rollback-phase.sh'])('%s says how it is called', async (script) => {
    const run = await idle.run(script, '--help');
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(new RegExp(`^scripts/${script.replace('.', '\\.')} `));
  });

  it('asks nobody who is not there', async () => {
    const run = await idle.run('deploy.sh');
    expect([run.status, run.stderr]).toEqual([2, expect.stringContaining('add --yes')]);
    expect(idle.engine.containers).toEqual([]);
    expect(existsSync(join(idle.folder, 'releases/1.json'))).toBe(false);
  });
});

describe('a plan', () => {
  it('says what would be done, and touches nothing', async () => {
    const host = await deployed();
    host.source('two');
    host.compose({ nginx: { labels: { 'nexus.files': 'other' } }, db: { command: ['postgres', '-c', 'x=1'] } });
    host.migration('2_drop', 'ALTER TABLE "customer" DROP COLUMN "name";');
    const run = await host.run('deploy.sh', '--plan');
    expect(run.stdout.split('\n')).toEqual([
      'Update of shop, rollout phase 4:',
      '  ~ db: replaced in place (other settings); it has a volume, so it does not answer for the seconds in between',
      '  ~ nginx: replaced in place (other configuration files); it has a port of this host, so nobody answers there for the seconds in between',
      '  . volume shop_db_data is mounted by a new container; its data stays',
      '  ? crm-migrate: its sources have changed: replaced, if its image comes out another',
      '  ? crm: its sources have changed: replaced, if its image comes out another',
      '  > crm-migrate applies migration 2_drop',
      '  ! the running release may fail after crm-migrate 2_drop: ALTER TABLE "customer" DROP COLUMN "name"',
      '',
    ]);
    expect(touching(host.calls())).toEqual([]);
  });

  it('is one object for programs', async () => {
    const run = await (await Host.make()).run('deploy.sh', '--plan', '--json');
    const { state, release, plan } = JSON.parse(run.stdout) as {
      state: string;
      release: unknown;
      plan: { first: boolean };
    };
    expect([state, release, plan.first]).toEqual(['planned', null, true]);
    expect(run.stderr).toContain('Update of shop');
  });
});

describe('what is in the way', () => {
  it.each([
    [
      'an old engine',
      (host: Host) => void (host.engine.engine = '24.0.7'),
      'the engine has version 24.0.7: 25 or newer is needed',
    ],
    ['an old Compose', (host: Host) => void (host.engine.compose = '2.20.0'), 'docker compose has version 2.20.0'],
    ['what preflight.sh finds', (host: Host) => host.program('scripts/preflight.sh', 'echo taken; exit 1'), 'taken'],
    ['wrong secrets', (host: Host) => host.program('scripts/secrets.sh', 'echo short >&2; exit 3'), 'short'],
    [
      'a volume that would be born empty beside its old self',
      (host: Host) => void host.engine.volumes.push(volumeOf('old_db_data', 'db_data', 'old')),
      'volume shop_db_data would be made empty, and no container uses the old old_db_data',
    ],
  ])('%s', async (_, prepare, message) => {
    const host = await Host.make();
    prepare(host);
    const run = await host.run('deploy.sh', '--yes');
    expect(run.status).toBe(3);
    expect(run.stderr).toContain(message);
    expect(run.stderr).toContain('deploy: refused: 1 in the way, nothing was touched');
    expect(touching(host.calls())).toEqual([]);
  });

  it('a build that fails leaves all as it was', async () => {
    const host = await deployed();
    const before = host.engine;
    host.source('syntax error');
    const run = await host.run('deploy.sh', '--yes');
    expect([run.status, run.stderr]).toEqual([1, expect.stringContaining('SyntaxError: unexpected token')]);
    expect(host.engine).toEqual(before);
  });

  it('a hook that says no: nothing was touched, and names mean the images from before', async () => {
    const host = await Host.make({ hooks: { before: 'ops/before.sh' } });
    host.program('ops/before.sh', 'exit 0');
    await release(host);
    const before = host.engine;
    host.program('ops/before.sh', 'echo "$NEXUS_RELEASE after $NEXUS_PREVIOUS_RELEASE: $NEXUS_SERVICES"; exit 1');
    host.source('two');
    const run = await host.run('deploy.sh', '--yes');
    expect([run.status, run.stderr]).toEqual([3, expect.stringContaining('2 after 1: crm\n')]);
    expect(host.engine.images['shop/crm:local']).toBe(before.images['shop/crm:local']);
    expect(host.engine.containers).toEqual(before.containers);
    expect(existsSync(join(host.folder, 'releases/2.json'))).toBe(false);
  });

  it('migrations that the running release may not survive are asked for', async () => {
    const host = await deployed();
    host.migration('2_rename', 'ALTER TABLE "a" RENAME TO "b";');
    host.source('two');
    expect(await host.run('deploy.sh', '--yes')).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('--breaking') as string,
    });
    expect(touching(host.calls())).toEqual([]);
    expect((await host.run('deploy.sh', '--yes', '--breaking')).status).toBe(0);
  });
});

describe('a release', () => {
  it('replaces what has changed, jobs first, and nothing else', async () => {
    const host = await deployed();
    host.source('two');
    const run = await host.run('deploy.sh', '--yes');
    expect(run.status, run.stderr).toBe(0);
    expect(run.stdout).toMatch(/Release 2 runs, after \d+ s\n$/);
    expect(touching(host.calls()).map((call) => call.replace(/[0-9a-f]{64}/g, 'ID'))).toEqual([
      'compose up --detach --no-deps --no-build crm-migrate',
      'compose up --detach --no-deps --no-build --no-recreate --scale crm=2 crm',
      'rm ID',
    ]);
    expect(host.current).toBe('2');
    expect(host.release(2).state).toBe('deployed');
  });

  it('is not made where nothing changes', async () => {
    const host = await deployed();
    const run = await host.run('deploy.sh', '--yes');
    expect([run.status, run.stdout]).toEqual([
      0,
      expect.stringContaining('Nothing to do: release 1 is what lies here'),
    ]);
    expect(touching(host.calls())).toEqual([]);
  });

  it('that never gets healthy is taken back, its log shown, and the old one served throughout', async () => {
    const host = await deployed();
    const old = host.imageOf('crm');
    host.source('bad');
    const run = await host.run('deploy.sh', '--yes', '--json');
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('what the application has to say');
    expect(run.stderr).toMatch(/release 2 has failed; release 1 runs again, after \d+ s/);
    expect(JSON.parse(run.stdout)).toMatchObject({ state: 'rolled-back', release: 2, previous: 1 });
    expect([host.imageOf('crm'), host.engine.images['shop/crm:local']]).toEqual([old, old]);
    expect([host.current, host.release(2).state]).toEqual(['1', 'failed']);
    expect(host.calls().filter((call) => call.startsWith('rm '))).toHaveLength(1);
  });

  it('that is not ready is taken back with its files', async () => {
    const host = await deployed();
    const old = host.imageOf('crm');
    host.source('two');
    host.compose({ crm: { environment: { MODE: 'new' } } });
    host.engine.unready = ['crm'];
    const run = await host.run('deploy.sh', '--yes');
    // The old one is asked in the same way, and is not ready either: said so, and that a person must look.
    expect([run.status, run.stderr]).toEqual([
      5,
      expect.stringContaining('crm runs, and says that what it depends on does not answer'),
    ]);
    expect(host.imageOf('crm')).toBe(old);
    expect(readFileSync(join(host.folder, 'docker-compose.yml'), 'utf8')).not.toContain('MODE');
  });

  it('is told to a hook at its end', async () => {
    const host = await Host.make({ hooks: { after: 'ops/after.sh' } });
    host.program('ops/after.sh', 'echo "$NEXUS_RESULT" >>told');
    await release(host);
    host.source('bad');
    await host.run('deploy.sh', '--yes');
    expect(readFileSync(join(host.folder, 'told'), 'utf8')).toBe('deployed\nrolled-back\n');
  });

  it('keeps the images of as many releases as it is told, and removes no others', async () => {
    const host = await Host.make({ keep: 2 });
    for (const source of ['one', 'two', 'three']) {
      host.source(source);
      await release(host);
    }
    const names = Object.keys(host.engine.images);
    expect(names.filter((name) => name.includes('/crm:')).sort()).toEqual([
      'nexus-releases/shop/crm:2',
      'nexus-releases/shop/crm:3',
      'shop/crm:local',
    ]);
    expect(names).toContain('postgres:17');
    expect(existsSync(join(host.folder, 'releases/1.tar'))).toBe(false);
  });
});

describe('an interruption', () => {
  it.each(['compose --progress plain build', 'tag ', 'no-build crm-migrate', '--scale crm=2'])(
    'at "%s" is gone on with',
    async (call) => {
      const host = await deployed();
      host.source('two');
      host.endAt(call);
      const run = await host.run('deploy.sh', '--yes');
      expect(run.status, run.stderr).toBe(130);
      const again = await host.run('deploy.sh', '--yes');
      expect(again.status, again.stderr).toBe(0);
      expect(host.engine.containers.filter(({ service }) => service === 'crm')).toHaveLength(1);
      expect(host.imageOf('crm')).toBe(host.engine.images['shop/crm:local']);
    },
  );

  it('in the middle is taken back by emergency-rollback.sh, to the release that it began from', async () => {
    const host = await deployed();
    const old = host.imageOf('crm');
    host.source('two');
    host.endAt('no-build crm-migrate');
    expect((await host.run('deploy.sh', '--yes')).stderr).toContain('run scripts/deploy.sh again to go on');
    const back = await host.run('emergency-rollback.sh', '--yes');
    expect(back.status, back.stderr).toBe(0);
    expect([host.current, host.imageOf('crm'), host.engine.images['shop/crm:local']]).toEqual(['1', old, old]);
  });
});
