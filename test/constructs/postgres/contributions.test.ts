import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { postgresContributions } from '../../../src/constructs/postgres/contributions.js';
import { temporaryFolder } from '../../support/temporary.js';

const SUBJECT = { name: 'db', database: 'shop', owner: 'shop_owner', port: 5432, version: 17, volume: 'db_data' };

function rotate(password: string): { readonly code: number | null; readonly seen: string; readonly said: string } {
  const rotation = postgresContributions(SUBJECT).find(({ kind }) => kind === 'rotation');
  if (rotation?.kind !== 'rotation' || rotation.how.kind !== 'command') throw new Error('no command');
  const [command = '', ...args] = rotation.how.argv;
  // In place of psql: writes down what it was given.
  const folder = temporaryFolder();
  const seen = join(folder, 'seen');
  writeFileSync(join(folder, 'psql'), `#!/bin/sh\n{ printf '%s\\n' "$NEW"; cat; } >'${seen}'\n`);
  chmodSync(join(folder, 'psql'), 0o755);
  writeFileSync(seen, '');
  const env = { PATH: `${folder}:${process.env.PATH ?? ''}` };
  const { status, stderr } = spawnSync(command, args, { input: password, env, encoding: 'utf8' });
  return { code: status, seen: readFileSync(seen, 'utf8'), said: stderr };
}

// The shell decides which of the two gets standard input; bash and dash do not agree.
test('the superuser’s new password reaches psql beside its statements', () => {
  const { code, seen } = rotate('a\'"$(id) \\b');
  expect(code).toBe(0);
  expect(seen.split('\n')[0]).toBe('a\'"$(id) \\b');
  expect(seen).toContain("ALTER ROLE postgres PASSWORD :'password';");
});

test('an empty password is refused before psql', () => {
  expect(rotate('')).toEqual({ code: 65, seen: '', said: 'no new password on standard input\n' });
});
