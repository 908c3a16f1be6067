/**
 * The comment of a line of a Dockerfile, from its `#`: a line that begins with one, or what follows a command of RUN. A `#`
 * in quotes, as in `ENV A="b # c"`, is none. A text in quotes that goes on over several lines is not known here.
 */
export function dockerfileComment(line: string): string | undefined {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === '\\' && quote !== "'") at++;
    else if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '#' && (at === 0 || /\s/.test(line.charAt(at - 1)))) return line.slice(at);
  }
  return undefined;
}
