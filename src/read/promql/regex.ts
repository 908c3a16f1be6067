import { onceForText } from '../../model/once.js';

/** Classes of POSIX, which JavaScript does not have. */
const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  punct: '!-\\/:-@\\[-`{-~',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
  blank: ' \\t',
};

/** What Prometheus refuses: its regular expressions are RE2's (the page "Syntax" of RE2), which never look back. */
const REFUSED: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\(\?<?[=!]/, 'it looks ahead or behind, which RE2 can not'],
  [/\\[1-9]/, 'it refers back to a group, which RE2 can not'],
  [/\{\d*(?:100[1-9]|10[1-9]\d|1[1-9]\d\d|[2-9]\d{3}|\d{5,})/, 'it repeats more than 1,000 times'],
  [/\\[^\WdDsSwWbBAzfnrtvaQECpPx0-7]/, 'it has an escape that RE2 does not know'],
];

/** A pattern of a label matcher as JavaScript has it, for the whole value; a text says why it is none. */
export const regexOf: (pattern: string) => RegExp | string = onceForText(read);

function read(pattern: string): RegExp | string {
  const bare = pattern.replaceAll('\\\\', '');
  const refused = REFUSED.find(([what]) => what.test(bare));
  if (refused) return refused[1];
  const flags = /^\(\?([ims]+)\)/.exec(pattern)?.[1] ?? '';
  const translated = pattern
    .replace(/^\(\?[imsU]+\)/, '')
    .replace(/\(\?[imsU]+:/g, '(?:')
    .replace(/\(\?P</g, '(?<')
    .replace(/\[:(\w+):\]/g, (all, name: string) => CLASSES[name] ?? all)
    .replace(/\\Q(.*?)\\E/gs, (_all, text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .replace(/\\z/g, '$')
    .replace(/\\A/g, '^');
  try {
    // Without "u", which refuses escapes of what needs none.
    return new RegExp(`^(?:${translated})$`, `s${flags.includes('i') ? 'i' : ''}`);
  } catch {
    return 'it is no regular expression';
  }
}
