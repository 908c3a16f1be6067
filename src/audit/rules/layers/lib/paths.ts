/** Whether a path does not depend on the working directory, on Linux or Windows; unknown where it starts with a variable. */
export function isAbsolute(path: string): boolean {
  return /^(?:[/\\$]|[A-Za-z]:(?:[/\\]|$)|%[A-Za-z_])/.test(path.replace(/^["']/, ''));
}
