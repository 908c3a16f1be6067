import { join } from 'node:path';
import { expect } from 'vitest';
import type { NexusPlatform } from '../../src/index.js';
import { messageOf, newPlatform, render } from './project.js';

/** What is wrong, and what does it. */
export type Refusal = readonly [what: string, act: (platform: NexusPlatform) => unknown];

/**
 * Compares the whole message of each refusal with a golden file, `test/golden/messages/<name>.txt`: there they can be read
 * one after the other, as a user gets them, from the constructor or from the synthesis. Lines of tests are left out.
 */
export async function expectMessages(name: string, refusals: readonly Refusal[]): Promise<void> {
  const texts = refusals.map(([what, act]) => {
    const message = messageOf(() => {
      const platform = newPlatform();
      act(platform);
      render(platform);
    })
      .replace(/\.ts:\d+/g, '.ts')
      .replace(/Project#test@[^"]*/, 'Project#test');
    return `${what}\n    ${message.replaceAll('\n', '\n    ')}\n`;
  });
  await expect(texts.join('\n')).toMatchFileSnapshot(
    join(import.meta.dirname, '..', 'golden', 'messages', `${name}.txt`),
  );
}
