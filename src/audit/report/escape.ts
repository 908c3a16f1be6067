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

/** Text within a paragraph or a cell of a Markdown table; every mark that means something is written as an entity. */
export function markdown(text: string): string {
  return visible(text)
    .replace(/[&<>"'`*_[\]|~\\#@:()!{}$]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/^(\d+)([.)])/, '$1&#46;')
    .replace(/^([-+=])/, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/\bwww\./gi, (match) => match.replace('.', '&#46;'));
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
