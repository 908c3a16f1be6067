/** What stands for the name of the thing that a text is about. */
export const SUBJECT = '{subject}';

/**
 * `text`, a piece of JSON, with {@link SUBJECT} wherever `name` stands as a whole word; undefined where it would not come
 * back by putting the name there, since the placeholder stands in it already.
 */
export function withoutSubject(text: string, name: string): string | undefined {
  if (text.includes(SUBJECT)) return undefined;
  let result = '';
  let done = 0;
  // Others could be found outside of texts.
  if (!/^[A-Za-z][\w-]*$/.test(name) || RESERVED.has(name)) return text;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (isWord(text.charCodeAt(at - 1)) || isWord(text.charCodeAt(at + name.length))) continue;
    result += text.slice(done, at) + SUBJECT;
    done = at + name.length;
  }
  return done === 0 ? text : result + text.slice(done);
}

/** Words of JSON. */
const RESERVED = new Set(['true', 'false', 'null']);

/** Letters, digits, `_`, `-`; and `\`: behind it stands what is no letter, such as a line break. */
function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45 ||
    code === 92
  );
}
