/**
 * Whether lines of an ignore file leave a path out: the last that matches it, or a folder around it, decides (Docker's
 * documentation, ".dockerignore files").
 *
 * @param path of a file, from the context
 */
export function isIgnored(lines: readonly string[], path: string): boolean {
  const parts = path.split('/');
  const around = parts.map((_, i) => parts.slice(0, i + 1).join('/'));
  let ignored = false;
  for (const line of lines) {
    if (line === '' || line.startsWith('#')) continue;
    const back = line.startsWith('!');
    if (back !== ignored) continue;
    const pattern = globToRegExp((back ? line.slice(1) : line).trim().replace(/^\//, '').replace(/\/$/, ''));
    if (around.some((part) => pattern.test(part))) ignored = !back;
  }
  return ignored;
}

const known = new Map<string, RegExp>();

/** `*.md`: any number of folders, and any name of an ending. As in Go's filepath.Match, with `**` besides. */
export function globToRegExp(pattern: string): RegExp {
  const found = known.get(pattern);
  if (found) return found;
  const text = pattern.replace(/\*\*\/?|[*?]|[.+^${}()|[\]\\]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : `\\${part}`;
  });
  const expression = new RegExp(`^${text}$`);
  known.set(pattern, expression);
  return expression;
}
