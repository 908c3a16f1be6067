import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expectThat } from './checks.js';
import { secretOf } from './context.js';
import type { Stack } from './stack.js';

/** The secrets of a stack, and a look for them where they must not be. */
export interface SecretSearch {
  readonly names: readonly string[];
  /** @throws Error if `text` holds one of them, or is empty: then it shows nothing */
  readonly absent: (where: string, text: string) => void;
}

export function lookForSecrets(stack: Stack): SecretSearch {
  const names = readdirSync(join(stack.folder, 'secrets')).filter((name) => !name.startsWith('.'));
  const traces = names.map((name) => [name, tracesOf(secretOf(stack, name).trim())] as const);
  for (const [name, found] of traces) expectThat(found.length > 0, `${name} is too short to be looked for`);
  const absent = (where: string, text: string): void => {
    expectThat(text.trim() !== '', `${where} is empty: this shows nothing`);
    for (const [name, found] of traces)
      expectThat(
        !found.some((trace) => text.includes(trace)),
        `${where} holds the value of the secret ${name}, for all to read`,
      );
  };
  return { names, absent };
}

/** Forms in which a secret may turn up: its lines, as they are, in a URL, and in base64. */
function tracesOf(value: string): string[] {
  const lines = value.split('\n').filter((line) => line.length >= 12 && !line.startsWith('-----'));
  return lines.flatMap((line) => [line, encodeURIComponent(line), Buffer.from(line).toString('base64').slice(0, 16)]);
}
