import { expect, test } from 'vitest';
import { parseShell } from '../../../src/read/shell/parse.js';

const redirects = (text: string) =>
  parseShell(text, () => 1).commands.map(({ name, redirects: of }) => [
    name,
    ...of.map(({ operator, target, content }) => [operator, target?.value ?? content]),
  ]);

test('GIVEN a here-document WHEN read THEN its text is known', () => {
  expect(redirects('cat > /etc/pip.conf <<EOF\n[global]\nEOF\n')).toEqual([
    ['cat', ['>', '/etc/pip.conf'], ['<<', '[global]\n']],
  ]);
});

test('GIVEN a group WHEN its output is redirected THEN each of its commands writes there', () => {
  expect(redirects('{ echo a; echo b > c; } > d && true')).toEqual([
    ['echo', ['>', 'd']],
    ['echo', ['>', 'c'], ['>', 'd']],
    ['true'],
  ]);
});
