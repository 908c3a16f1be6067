import { execFileSync, spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary.js';
import { blocks, ROOT } from './markdown.js';

const README = blocks('README.md');
const CONSOLES = README.filter(({ language }) => language === 'console');

/** Lines of the README's console output, by the command that is typed. */
function shown(command: string): string[] {
  const lines = CONSOLES.flatMap(({ text }) => text.split('\n'));
  const from = lines.indexOf(`$ ${command}`) + 1;
  expect(from, command).toBeGreaterThan(0);
  const to = lines.findIndex((line, i) => i >= from && line.startsWith('$ '));
  const end = CONSOLES.flatMap(({ text }) => [
    ...text
      .split('\n')
      .slice(1)
      .map(() => false),
    true,
  ]);
  const block = end.findIndex((last, i) => last && i >= from) + 1;
  return lines.slice(from, to < 0 ? block : Math.min(to, block));
}

test('the first platform of the README says and writes what the README shows, and so does its changed line', () => {
  const folder = temporaryFolder();
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  const source = README.find(({ note }) => note === 'complete')?.text ?? '';
  const synthesize = (text: string): string[] => {
    const library = JSON.stringify(join(ROOT, 'src/index.ts'));
    writeFileSync(join(folder, '.projenrc.ts'), text.replace("'nexus-infra'", library));
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '.projenrc.ts'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PROJEN_DISABLE_POST: 'true', NODE_ENV: '' },
    });
    expect(status, stderr).toBe(0);
    return stripVTControlCharacters(stdout + stderr)
      .split('\n')
      .filter((line) => line.startsWith('👾'));
  };

  expect(synthesize(source)).toEqual(shown('npx tsx .projenrc.ts'));
  git('init', '--quiet');
  git('add', '--force', 'out');

  const change = README.find(({ text }) => text.includes('MemorySize.mebibytes(768)'))?.text ?? '';
  const resources = /^ *resources: .*$/m.exec(change)?.[0] ?? '';
  const changed = source
    .replace('import { ', 'import { MemorySize, Resources, ')
    .replace('  publishLoopback: 4002,', `  publishLoopback: 4002,\n${resources}`);
  const [total] = synthesize(changed).slice(-1);
  expect(total).toBe(shown('npx projen')[0]);
  const hunks = git('diff', '--unified=0', 'out/docker-compose.yml').split('\n').slice(4, -1);
  expect(hunks).toEqual(shown('git diff --unified=0 out/docker-compose.yml'));
}, 60_000);
