import { toUSVString } from 'node:util';

// Names of files and messages come from repositories that nobody has looked at yet: in no report may they be more than text.

/** Characters that steer a terminal, break a line, or turn the direction of what follows. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const STEERING = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text as one line in which nothing is hidden: `\u{1b}[31m`. */
export function visible(text: string): string {
  return toUSVString(text).replace(STEERING, (character) => {
    return SHORT[character] ?? `\\u{${character.charCodeAt(0).toString(16)}}`;
  });
}

/** Text within an element or a quoted attribute of HTML. */
export function html(text: string): string {
  return visible(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Text within a paragraph or a cell of a Markdown table. An empty comment keeps GitHub from making a link or a call of
 * what looks like one: it looks for them where the marks of Markdown are gone.
 */
export function markdown(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[@#]|:(?=\/\/)|\bwww(?=\.)/gi, '$&<!-- -->')
    .replace(/^(?:[-+=]|\d+(?=[.)]))/, '<!-- -->$&');
}

/** Text as code within a line of Markdown, a cell of a table included: HTML, because a code span has no way to hold `|`. */
export function markdownCode(text: string): string {
  return `<code>${markdown(text)}</code>`;
}

/** A path as a relative reference: percent-encoded, segment by segment. */
export function uri(path: string): string {
  const encoded = toUSVString(path)
    .split('/')
    .map((segment) =>
      encodeURIComponent(segment).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join('/');
  return encoded.replace(/^\.\//, '');
}

/** JSON may hold characters that steer a terminal or turn the direction of text; as escapes they mean the same. */
export function printable(json: string): string {
  return json.replace(/[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Our own prose, in which `code` is marked as in Markdown; what is not ours goes through the functions above. */
export function prose(text: string, code: (text: string) => string, plain: (text: string) => string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? code(part.slice(1, -1)) : plain(part)))
    .join('');
}

export const proseHtml = (text: string): string => prose(text, (part) => `<code>${html(part)}</code>`, html);

/** Code spans stay what they are, but for what would end the cell of a table. */
export const proseMarkdown = (text: string): string =>
  prose(
    text,
    (part) => `\`${part.replaceAll('|', '\\|')}\``,
    (part) => part.replace(/[*<|]/g, '\\$&'),
  );

/** Code in Markdown, in a fence that is longer than any within. */
export function fenced(code: string, language = ''): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}
