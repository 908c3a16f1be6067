/**
 * Whether a value names the variable that it is for, `/opt/bin:$PATH`: text is literal here, and whoever wrote that wanted
 * what the variable holds already.
 */
export function namesItself(name: string, value: string): boolean {
  return [...value.matchAll(/\$\{?([A-Za-z_][A-Za-z0-9_]*)/g)].some(([, each]) => each === name);
}
