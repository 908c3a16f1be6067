import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { RotationHost } from '../../support/rotation-host.js';

const YES = ['rotate', '--yes'] as const;

describe('rotate', () => {
  it('gives a secret that only services mount a new file, and them new containers', () => {
    const host = new RotationHost();
    const before = host.value('plain');
    const run = host.run([...YES, 'plain']);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(host.value('plain')).toMatch(/^[0-9a-f]{64}$/);
    expect(host.value('plain')).not.toBe(before);
    expect(host.stale()).toEqual([]);
    expect(host.calls.filter((call) => call.startsWith('compose up'))).toEqual([
      'compose up --detach --no-deps --force-recreate --wait --wait-timeout 120 a',
    ]);
    expect([host.leftovers, run.stdout.includes(before), run.stdout.includes(host.value('plain'))]).toEqual([
      [],
      false,
      false,
    ]);
  });

  it('tells a store that takes two, changes what uses it, and only then takes the old one away', () => {
    const host = new RotationHost();
    const inode = statSync(join(host.folder, 'containers/vault/told')).ino;
    expect(host.run([...YES, 'told'])).toMatchObject({ status: 0 });
    const steps = host.calls
      .filter((call) => /tell|retire|compose up/.test(call))
      .map((call) => call.split(' ').slice(-2).join(' '));
    expect(steps).toEqual(['tell told', '120 a', 'retire told']);
    expect(host.store('told')).toEqual([host.value('told')]);
    expect(host.stale()).toEqual([]);
    // It was not replaced: what it has mounted has the new value.
    expect(statSync(join(host.folder, 'containers/vault/told')).ino).toBe(inode);
  });

  it('lets a job carry the password of a role over, and asks the server', () => {
    const host = new RotationHost();
    const before = host.value('postgres_a_password');
    expect(host.run([...YES, 'postgres_a_password'])).toMatchObject({ status: 0 });
    expect(host.calls.filter((call) => call.startsWith('compose run'))).toEqual([
      'compose run --rm --no-deps --no-TTY postgres-roles',
    ]);
    expect(host.store('postgres_a_password')).toEqual([host.value('postgres_a_password')]);
    expect(host.value('postgres_a_password')).not.toBe(before);
    expect(host.stale()).toEqual([]);
  });

  it('has a key that signs overlap: first all accept the new one, then they sign with it', () => {
    const host = new RotationHost();
    const before = host.value('signing');
    const run = host.run([...YES, 'signing']);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain('stays valid for 5 minutes');
    expect(host.value('signing_previous')).toBe(before);
    expect(host.stale()).toEqual([]);
    const up = host.calls.filter((call) => call.startsWith('compose up')).map((call) => call.split(' ').at(-1));
    expect(up).toEqual(['a', 'b', 'a', 'b']);
    expect(host.run(['check']).stdout).toContain('for 5 more minutes');

    // Another rotation would lose the key that is still accepted.
    expect(host.run([...YES, 'signing'])).toMatchObject({ status: 3 });
    const finish = host.run([...YES, '--finish', 'signing']);
    expect(finish.stdout).toContain('valid for up to 5 more minutes');
    expect([host.value('signing_previous') === before, host.leftovers, host.stale()]).toEqual([false, [], []]);
  });

  it('takes what a person supplies, if it is right', () => {
    const host = new RotationHost();
    const file = join(host.folder, 'new');
    writeFileSync(file, 'with a blank at its end \n');
    const wrong = host.run([...YES, 'bought', '--from', file]);
    expect(wrong.status).toBe(3);
    expect(wrong.stderr).toContain('bought begins or ends with a blank');
    expect([host.value('bought'), host.leftovers]).toEqual(['from-a-shop-0123456789', []]);
    writeFileSync(file, 'from-another-shop');
    expect(host.run([...YES, 'bought', '--from', file])).toMatchObject({ status: 0 });
    expect([host.value('bought'), host.has('a', 'bought')]).toEqual(['from-another-shop', 'from-another-shop']);
    expect(host.run([...YES, 'bought', '--from', file]).stderr).toContain('is the present one');
  });

  it('rotates all that can be, and says what it leaves out', () => {
    const host = new RotationHost();
    const before = new Map(host.names.map((name) => [name, host.value(name)]));
    const run = host.run([...YES, '--all', '--json']);
    expect(run.status).toBe(0);
    expect(run.stderr).toContain('Left out: kept. Reason: kept is not rotated by this script. It is in a table.');
    expect(run.stderr).toContain('Left out: bought.');
    const rotated = (JSON.parse(run.stdout) as { rotated: string[] }).rotated;
    expect(host.names.filter((name) => host.value(name) === before.get(name)).sort()).toEqual(['bought', 'kept']);
    expect([...rotated].sort()).toEqual(
      host.names.filter((name) => !['bought', 'kept', 'signing_previous'].includes(name)).sort(),
    );
    expect(host.stale()).toEqual([]);
  });

  test.each([
    [['kept'], 3, 'kept is not rotated by this script. It is in a table.'],
    [['signing_previous'], 3, 'signing_previous belongs to signing'],
    [['bought'], 3, 'with --from FILE'],
    [['nothing'], 2, 'there is no secret nothing'],
    [['--finish', 'signing'], 3, 'has no overlap'],
    [['--all', 'plain'], 2, '--all takes neither names nor'],
    [['--from', 'x', 'plain'], 2, '--from FILE must follow'],
    [['--nonsense'], 2, 'unknown argument: --nonsense'],
    [[], 2, 'say which'],
  ] as const)('%j ends with %d', (args, status, said) => {
    const host = new RotationHost();
    const before = host.value('plain');
    const run = host.run([...YES, ...args]);
    expect(run.status).toBe(status);
    expect(run.stderr).toContain(said);
    expect([host.value('plain'), host.leftovers]).toEqual([before, []]);
  });

  it('asks first, and with nobody to ask does nothing', () => {
    const host = new RotationHost();
    const run = host.run(['rotate', 'plain']);
    expect(run).toMatchObject({ status: 2 });
    expect(run.stdout).toContain('plain: new file; new containers, in this order: a');
    expect(host.stale()).toEqual([]);
    expect(host.run(['rotate', '--dry-run', '--all'])).toMatchObject({ status: 0 });
    expect(host.calls.some((call) => call.startsWith('compose up'))).toBe(false);
  });

  it('refuses while something is unhealthy, or does not take the value that it should', () => {
    const host = new RotationHost();
    writeFileSync(join(host.folder, 'health/a'), 'unhealthy\n');
    expect(host.run([...YES, 'plain']).stderr).toContain('a is not healthy');
    rmSync(join(host.folder, 'health/a'));
    writeFileSync(join(host.folder, 'stores/told'), 'another\n');
    const run = host.run([...YES, 'told']);
    expect(run.status).toBe(3);
    expect(run.stderr).toContain('secrets/told is not the value that vault accepts');
  });

  it('is one at a time', () => {
    const host = new RotationHost();
    const run = host.run([...YES, 'plain'], { busy: true });
    expect(run.status).toBe(4);
    expect(run.stderr).toContain('another run is at work');
    expect(host.run([...YES, 'plain']).status).toBe(0);
  });
});

describe('what fails is undone', () => {
  const KINDS = ['plain', 'told', 'signing', 'postgres_a_password'] as const;

  test.each(KINDS)('%s, where its new containers do not get healthy', (name) => {
    const host = new RotationHost();
    const before = host.value(name);
    // The first replacement fails; going back works.
    const first = new RotationHost();
    first.run([...YES, name]);
    const failAt = first.calls.findIndex((call) => call.startsWith('compose up')) + 1;
    const run = host.run([...YES, name], { failAt });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain(name);
    expect(run.stderr).toContain('has its old value again');
    expect([host.value(name), host.stale(), host.leftovers]).toEqual([before, [], []]);
    if (name !== 'plain' && name !== 'signing') expect(host.store(name)).toEqual([before]);
  });

  it('says so where it cannot go back, and goes back when it is run again', () => {
    const host = new RotationHost();
    const before = host.value('plain');
    const run = host.run([...YES, 'plain'], { failOn: 'compose up *' });
    expect(run.status).toBe(1);
    const told = host.value('told');
    const broken = host.run([...YES, 'told'], { failOn: '*retire told' });
    expect(broken.status).toBe(5);
    expect(broken.stderr).toContain('run scripts/secrets.sh rotate again');
    expect(host.run(['check']).stderr).toContain('a rotation was interrupted: told');
    expect(host.run([...YES]).status).toBe(0);
    expect([host.value('plain'), host.value('told'), host.store('told'), host.leftovers, host.stale()]).toEqual([
      before,
      told,
      [told],
      [],
      [],
    ]);
  });
});

describe('killed at a call of the engine, and run again', () => {
  test.each(['told', 'signing', 'postgres_a_password'])('%s has one value everywhere', (name) => {
    const whole = new RotationHost();
    whole.run([...YES, name]);
    const { length } = whole.calls;
    expect(length).toBeGreaterThan(8);
    let kills = 0;
    for (let killAt = 4; killAt < length - 2; killAt += Math.ceil(length / 4)) {
      const host = new RotationHost();
      const before = host.value(name);
      // A call more or less: the last may be past the end.
      if (host.run([...YES, name], { killAt }).status !== null) continue;
      kills++;
      const again = host.run([...YES, name]);
      expect(again.status, again.stderr).toBe(0);
      expect(host.value(name)).not.toBe(before);
      expect([host.stale(), host.leftovers.filter((left) => left !== `.overlap.${name}`)]).toEqual([[], []]);
      if (name === 'signing') expect(host.value('signing_previous')).toBe(before);
      else expect(host.store(name)).toEqual([host.value(name)]);
    }
    expect(kills).toBeGreaterThan(2);
  });
});

describe('check', () => {
  it('finds containers on an old secret, and a store that was not told', () => {
    const host = new RotationHost();
    expect(host.run(['check'])).toMatchObject({ status: 0, stderr: '' });
    for (const name of ['plain', 'told']) {
      rmSync(join(host.folder, 'secrets', name));
      writeFileSync(join(host.folder, 'secrets', name), 'by-hand-0123456789', { mode: 0o444 });
    }
    const run = host.run(['check', '--json']);
    expect(run.status).toBe(3);
    expect(run.stderr).toContain(
      'a still uses an old value of plain told. Replace its containers: docker compose up --detach --no-deps --force-recreate --wait a',
    );
    expect(run.stderr).toContain('secrets/told is not the value that vault accepts');
    expect(JSON.parse(run.stdout)).toEqual({ made: 0, missing: [], wrong: [], stale: ['vault', 'a', 'told'] });
    expect(host.run(['check']).stdout + run.stderr).not.toContain('by-hand');
  });

  it('looks at the files alone where no engine answers', () => {
    const host = new RotationHost();
    const run = host.run(['check'], { failOn: 'version *' });
    expect(run).toMatchObject({ status: 0 });
    expect(run.stdout).toContain('No engine answers here');
  });
});

test('a file that has another name is not overwritten when a rotation is forgotten', () => {
  const host = new RotationHost();
  const before = host.value('plain');
  linkSync(join(host.folder, 'secrets/plain'), join(host.folder, 'elsewhere'));
  host.run([...YES, 'plain'], { failOn: 'compose up *' });
  expect(readFileSync(join(host.folder, 'elsewhere'), 'utf8')).toBe(before);
});
