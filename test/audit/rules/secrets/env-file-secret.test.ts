import { expect, test } from 'vitest';
import { check } from '../../../../src/audit/check.js';
import { loadCompose } from '../../../../src/read/compose/load.js';
import { envFileSecret } from '../../../../src/audit/rules/secrets/env-file-secret.js';
import { alone } from '../../support.js';
import { service } from '../service.js';

function found(files: Readonly<Record<string, string>>): string[] {
  const read = (path: string) => files[path];
  const { project } = loadCompose([Object.keys(files)[0] ?? ''], { read });
  if (!project) throw new Error('this is no Compose file');
  return check([project], [envFileSecret], { ...alone(), hasFolders: true, read }).map(
    ({ line, message }) => `${line}: ${message.split(',', 1)[0] ?? ''}`,
  );
}

const NAMES = service('env_file: [db.env, conf/app.env]');
const SECRET = 'POSTGRES_USER=app\nPOSTGRES_PASSWORD=Yukon900dK\n';

test('a file with a secret that nothing keeps out of the repository', () => {
  expect(found({ 'compose.yml': NAMES, 'db.env': SECRET })).toEqual(['4: db.env has POSTGRES_PASSWORD']);
  expect(found({ 'compose.yml': service('env_file: db.env'), 'db.env': SECRET, '.gitignore': '*.log\n' })).toHaveLength(
    1,
  );
  expect(found({ 'a/compose.yml': service('env_file:\n  - path: ../db.env'), 'db.env': SECRET })).toEqual([
    '5: db.env has POSTGRES_PASSWORD',
  ]);
});

test('the file beside it that gives its variables', () => {
  expect(found({ 'a/compose.yml': service('restart: always'), 'a/.env': SECRET })).toEqual([
    '1: a/.env has POSTGRES_PASSWORD',
  ]);
});

test.each([['*.env'], ['db.env'], ['/db.env'], ['conf\n**/db.env'], ['*\n!compose.yml']])('.gitignore: %j', (text) => {
  expect(found({ 'compose.yml': NAMES, 'db.env': SECRET, '.gitignore': text })).toEqual([]);
});

test('a .gitignore of a folder above, a negated one, one of another folder', () => {
  const files = { 'a/b/compose.yml': service('env_file: db.env'), 'a/b/db.env': SECRET };
  expect(found({ ...files, '.gitignore': '*.env' })).toEqual([]);
  expect(found({ ...files, '.gitignore': 'a/b/*.env' })).toEqual([]);
  expect(found({ ...files, '.gitignore': '*.env\n!db.env' })).toHaveLength(1);
  expect(found({ ...files, '.gitignore': '/db.env' })).toHaveLength(1);
});

test('no secret, no file, no knowledge of files', () => {
  expect(found({ 'compose.yml': NAMES, 'db.env': 'TAG=1\nDB_PASSWORD=\nDB_PASSWORD_FILE=/run/secrets/x\n' })).toEqual(
    [],
  );
  expect(found({ 'compose.yml': NAMES })).toEqual([]);
  const { project } = loadCompose(['c.yml'], { read: (path) => ({ 'c.yml': NAMES, 'db.env': SECRET })[path] });
  expect(project && check([project], [envFileSecret], alone())).toEqual([]);
});
