import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { templateSource } from '../../../src/synth/render/template.js';
import { temporaryFolder } from '../../support/temporary.js';

/** Functions of the script by their names, up to the brace that closes them. */
function functions(template: string, ...names: readonly string[]): string {
  const source = templateSource(template);
  return names.map((name) => new RegExp(`^${name}\\(\\) \\{[^]*?\\n\\}\\n`, 'm').exec(source)?.[0] ?? '').join('');
}
const bash = (script: string, ...args: readonly string[]) =>
  execFileSync('bash', ['-euc', script, 'bash', ...args], { encoding: 'utf8' })
    .split('\n')
    .slice(0, -1);

test('dates of openssl are seconds since 1970', () => {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const second = fc.integer({ min: Date.UTC(1950, 0) / 1000, max: Date.UTC(9999, 11, 31) / 1000 });
  const leaps = ['2000-02-29', '2000-03-01', '2024-02-29', '2100-02-28', '2100-03-01', '1999-12-31', '1970-01-01'];
  const moments = [
    ...fc.sample(second, { numRuns: 300, seed: 3 }),
    ...leaps.map((day) => Date.parse(`${day}T08:09:09Z`) / 1000),
  ];
  const dates = moments.map((moment) => {
    const at = new Date(moment * 1000);
    const day = String(at.getUTCDate()).padStart(2);
    return `${months[at.getUTCMonth()]} ${day} ${at.toISOString().slice(11, 19)} ${at.getUTCFullYear()} GMT`;
  });
  const script = `${functions('shell/pem.sh', 'seconds')}\nfor date; do seconds "$date"; echo "$moment"; done`;
  expect(bash(script, ...dates).map(Number)).toEqual(moments);
});

test('what needs no closer look would pass it', () => {
  const unit = fc.constantFrom(' ', '\t', '\n', '\r', '\0', '\u001b', '\u007f', 'a', '~', '!', '0', '\u00e4', '\u00a0');
  const content = fc.oneof(fc.string({ unit, maxLength: 6 }), fc.string({ maxLength: 6 }));
  const contents = [...fc.sample(content, { numRuns: 250, seed: 5 }), 'a', 'ab\n', 'a b', '-----BEGIN\nx\n-----END\n'];
  const FOLDER = temporaryFolder();
  contents.forEach((each, i) => {
    writeFileSync(join(FOLDER, String(i)), each);
  });
  const parts = `${templateSource('shell/secret-rule.sh')}${functions('operations/secrets.sh.hbs', 'plain')}`;
  const loop = `FOLDER=$1
    for kind in one-line lines; do for ((i = 0; i < ${contents.length}; i++)); do
      if plain "$i" "$kind"; then echo "plain:$(secret_fault "$FOLDER/$i" "$kind")"; else echo no; fi
    done; done`;
  const said = bash(`${parts}${loop}`, FOLDER);
  expect(new Set(said)).toEqual(new Set(['plain:', 'no']));
  // Passwords of this script's own making, JSON and PEM need none.
  const plainAt = (i: number) => said[i] === 'plain:';
  expect(contents.slice(-4).map((_, i) => plainAt(contents.length - 4 + i))).toEqual([true, true, true, false]);
  expect(plainAt(said.length - 1)).toBe(true);
});
