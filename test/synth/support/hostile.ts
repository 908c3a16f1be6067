import fc from 'fast-check';

/** Texts that have broken out of some format before. */
export const HOSTILE: readonly string[] = [
  '',
  ' ',
  '\n',
  'a\nb',
  'a\r\nUSER root',
  '\t',
  '\0',
  '"; rm -rf /',
  "'; DROP TABLE users; --",
  '../../etc/passwd',
  '${X}',
  '$X',
  '$$',
  '${X:-y}',
  '$(id)',
  '`id`',
  '{{x}}',
  '{{{x}}}',
  '"',
  "'",
  '\\',
  'ends in a backslash\\',
  'a" b="c',
  "it's <<EOF",
  '<<EOF',
  '<<',
  '--mount=type=secret',
  '-x',
  'A=b',
  '["a"]',
  'a: b',
  'a #b',
  '# a',
  '- a',
  '? a',
  '*a',
  '&a',
  '!override',
  '!!str a',
  '|',
  '>-',
  '%YAML 1.1',
  '---',
  '...',
  '@a',
  '[a, b]',
  '{a: b}',
  'yes',
  'on',
  'n',
  'null',
  '~',
  '22:22',
  '190:20:30',
  '1e3',
  '.5e3',
  '0o17',
  '017',
  '0x1f',
  '1_000',
  '.inf',
  '.NaN',
  '=',
  '2001-01-01',
  '__proto__',
  'constructor',
  'é',
  '日本語',
  '👩‍💻',
  '\u007f\u0080\u009f',
  '\u0085',
  '\u2028\u2029',
  '\ufeff',
  '\u202e',
  '\uffff',
  ' leading',
  'trailing ',
  'x'.repeat(64),
  'x'.repeat(1500),
];

const SPECIAL = Array.from('"\'\\$`#:;,&|<>(){}[]*?!~%@=^-+./ \t\n\r\0aB0_é\u2028');

/** Any character but half a surrogate pair. fast-check's own unit for this takes a second to make. */
const codePoint = fc.oneof(fc.nat(0x2fff), fc.nat(0x10ffff)).filter((point) => point < 0xd800 || point > 0xdfff);

/** Hostile texts, alone and in pieces, and any Unicode text. */
export function hostileText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.array(fc.constantFrom(...SPECIAL), { maxLength: 12 }).map((chars) => chars.join('')),
    fc.tuple(fc.constantFrom(...HOSTILE), fc.constantFrom(...HOSTILE)).map(([a, b]) => a + b),
    fc.array(codePoint, { maxLength: 20 }).map((points) => String.fromCodePoint(...points)),
  );
}

/** As {@link hostileText}, without what ends a line or a C string. */
export function hostileLine(): fc.Arbitrary<string> {
  // eslint-disable-next-line no-control-regex
  return hostileText().map((text) => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, ''));
}
