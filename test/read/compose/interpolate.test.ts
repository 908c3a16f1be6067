import { describe, expect, test } from 'vitest';
import { interpolate, readEnvironment } from '../../../src/read/compose/interpolate.js';
import { project, service } from './project.js';

const known = { SET: 'value', EMPTY: '', NESTED: 'n' };

describe('variables', () => {
  test.each([
    ['$SET', 'value'],
    ['${SET}', 'value'],
    ['a-${SET}-b', 'a-value-b'],
    ['${SET:-x}', 'value'],
    ['${GONE:-x}', 'x'],
    ['${GONE-x}', 'x'],
    ['${EMPTY:-x}', 'x'],
    ['${EMPTY-x}', ''],
    ['${GONE:-}', ''],
    ['${SET:+x}', 'x'],
    ['${GONE:+x}', ''],
    ['${EMPTY:+x}', ''],
    ['${EMPTY+x}', 'x'],
    ['${SET:?must be set}', 'value'],
    ['${GONE:-${SET}}', 'value'],
    ['${GONE:-${ALSO:-${NESTED}}}', 'n'],
    ['${GONE:-a${SET}b}', 'avalueb'],
    ['${SET:+${NESTED}}', 'n'],
    ['${GONE:-http://x:80/{id}}', 'http://x:80/{id}'],
    ['$$SET', '$SET'],
    ['$${SET}', '${SET}'],
    ['100$', '100$'],
    ['$1', '$1'],
    ['${SET', '${SET'],
    ['$SET:$NESTED', 'value:n'],
  ])('%s is %s', (text, expected) => {
    expect(interpolate(text, known)).toMatchObject({ value: expected, dynamic: false });
  });

  test.each(['${GONE}', '$GONE', '${GONE:?error}', '${GONE?}', 'a${GONE}b', '${SET/a/b}', '${-x}', '${}'])(
    '%s is not known',
    (text) => {
      expect(interpolate(text, known)).toMatchObject({ value: text, dynamic: true, interpolated: true });
    },
  );

  test('of a default what is known is filled in', () => {
    expect(interpolate('${GONE:-a${SET}/${ALSO}}', known)).toMatchObject({ value: 'avalue/${ALSO}', dynamic: true });
  });

  test('thousands of them take no time', () => {
    const start = performance.now();
    interpolate('${A:-'.repeat(20_000), {});
    interpolate('${A:-${'.repeat(20_000) + '}'.repeat(40_000), {});
    interpolate('$'.repeat(100_000), {});
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

test('a .env file', () => {
  const text = [
    'A=1',
    'export B=two',
    'C="three # no comment"',
    "D='four'",
    'E=five # a comment',
    '# F=6',
    '  G = seven ',
    'H=',
    'I=a=b',
    'no line',
    'J.K=dot',
    '',
  ].join('\r\n');
  expect(readEnvironment(text)).toEqual({
    ...{ A: '1', B: 'two', C: 'three # no comment', D: 'four', E: 'five', G: 'seven', H: '', I: 'a=b', 'J.K': 'dot' },
  });
});

test('the .env file beside a Compose file is read', () => {
  const files = {
    'stack/compose.yml': 'services:\n  a: { image: "app:${TAG}", user: "${UNKNOWN}" }\n',
    'stack/.env': 'TAG=7\n',
    '.env': 'TAG=8\n',
  };
  const app = service(project(files));
  expect(app.image).toBe('app:7');
  expect(app.get('user')).toMatchObject({ value: '${UNKNOWN}', dynamic: true });
});

test('names of keys are not interpolated, and a prototype is no variable', () => {
  expect(interpolate('${constructor}', {})).toMatchObject({ dynamic: true });
});
