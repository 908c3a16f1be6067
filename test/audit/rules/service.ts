/** A Compose file with one service `app`; what it is given begins in line 4. */
export function service(body: string): string {
  const lines = body.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
  return `services:\n  app:\n    image: app:1.2.3\n${lines.join('\n')}\n`;
}

/** Of each text a service. */
export function services(...bodies: readonly string[]): string[] {
  return bodies.map(service);
}
