import { expect, test } from 'vitest';
import { parseShell } from '../../../src/read/shell/parse.js';

const pipes = (text: string) =>
  parseShell(text, () => 1).pipes.map(({ pipefail, shell, commands }) => [
    commands.map(({ name }) => name).join(' '),
    pipefail,
    shell,
  ]);

test.each([
  ['a && b || c', []],
  ['a | b', [['a b', false, undefined]]],
  ['set -o pipefail; a | b', [['a b', true, undefined]]],
  ['set -euxo pipefail && a | b', [['a b', true, undefined]]],
  ['a | b; set -o pipefail', [['a b', false, undefined]]],
  ['a | while read -r x; do b; done', [['a', false, undefined]]],
  ['bash -c "a | b"', [['a b', false, 'bash']]],
  ['bash -o pipefail -c "a | b"', [['a b', true, 'bash']]],
  ['bash -c -o pipefail "a | b"', [['a b', true, 'bash']]],
  ['bash -c -e "a | b"', [['a b', false, 'bash']]],
  ['bash +x -c "a | b"', [['a b', false, 'bash']]],
  ['eval a "|" b', [['a b', false, undefined]]],
  ['su app -c "a | b"', [['a b', false, 'su']]],
  ['runuser -u app --command "a | b"', [['a b', false, 'runuser']]],
  ['bash script.sh', []],
  ['bash -euo pipefail -c "a | b"; c | d', [['a b', true, 'bash'], ['c d', false, undefined]]], // prettier-ignore
  ['sh <<EOF\nset -o pipefail\na | b\nEOF', [['a b', true, 'sh']]],
])('GIVEN %j WHEN it is read THEN its pipes are known', (text, expected) => {
  expect(pipes(text)).toEqual(expected);
});
