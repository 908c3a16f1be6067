/** A text without any of these characters at its end. A pattern (`/[x]+$/`) would begin anew at each of them. */
export function trimEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** A path without the slashes at its end; `/` stays. */
export function withoutSlash(path: string): string {
  return trimEnd(path, '/') || path.slice(0, 1);
}
