import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Duration } from '../../src/model/duration.js';
import { filledFrom, fillText, Patterns, sameFilled } from '../../src/model/pattern.js';

interface Made {
  readonly title: string;
  readonly list: readonly unknown[];
  readonly shared: { readonly for: Duration; readonly texts: readonly string[] };
}

function make(subject: string, target: string, isLong: boolean): Made[] {
  const shared = { for: Duration.minutes(5), texts: ['{job}', '{{instance}}', 'subject'] };
  return [
    {
      title: `${subject} asks ${target}${isLong ? ` for long, says ${subject}` : ''}`,
      list: [1, [`{job="${target}"}`, true], { a: subject }],
      shared,
    },
    { title: 'nobody', list: [], shared },
  ];
}

const PATTERNS = new Patterns(['subject', 'target'], ({ subject, target }, { isLong }: { readonly isLong: boolean }) =>
  make(subject, target, isLong),
);

const name = fc.oneof(fc.string(), fc.constantFrom('{subject}', '{target}', '$&', '$1', '__proto__', '"', ''));

test('is what would be made of the names themselves, whatever these are', () => {
  fc.assert(
    fc.property(name, name, fc.boolean(), (subject, target, isLong) => {
      expect(PATTERNS.fill({ subject, target }, { isLong })).toEqual(make(subject, target, isLong));
    }),
  );
});

test('a text is filled as a value is', () => {
  fc.assert(
    fc.property(name, name, (subject, target) => {
      const [made] = PATTERNS.fill({ subject, target }, { isLong: true });
      const { pattern, names } = filledFrom(made as object) ?? { pattern: {}, names: {} };
      expect(fillText((pattern as Made).title, names)).toBe(made?.title);
    }),
  );
});

test('of what has no name in it there is one, which nobody can change', () => {
  const [one, other] = ['a', 'b'].map((subject) => PATTERNS.fill({ subject, target: 'c' }, { isLong: false })[0]);
  expect(one?.shared).toBe(other?.shared);
  expect(() => ((one?.shared.texts as string[])[0] = 'x')).toThrow(TypeError);
  expect(() => ((one as { title: string }).title = 'x')).toThrow(TypeError);
  expect(() => ((one?.list[1] as unknown[])[0] = 'x')).toThrow(TypeError);
});

test('knows what a value was made from, and what says the same; of others nothing', () => {
  const [first, second] = PATTERNS.fill({ subject: 'a', target: 'b' }, { isLong: false });
  const [again] = PATTERNS.fill({ subject: 'c', target: 'd' }, { isLong: false });
  expect(filledFrom(first as object)?.pattern).toBe(filledFrom(again as object)?.pattern);
  expect(filledFrom(first as object)?.pattern).not.toBe(filledFrom(second as object)?.pattern);
  expect(filledFrom(first as object)?.names).toEqual({ subject: 'a', target: 'b' });
  expect(filledFrom({ ...(first as object) })).toBeUndefined();
  expect(filledFrom(sameFilled(first as object, { ...(first as object) }))).toBe(filledFrom(first as object));
});

test('a name in a key is refused', () => {
  const patterns = new Patterns(['subject'], ({ subject }) => [{ [`x ${subject}`]: 1 }]);
  expect(() => patterns.fill({ subject: 'a' }, {})).toThrow('a name in the key x {subject}');
});
