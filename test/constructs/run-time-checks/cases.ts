import { describe, expect, it } from 'vitest';
import { NexusPlatform, NexusService } from '../../../src/index.js';
import { messageOf, newPlatform, newProject } from '../../support/project.js';

/** An input that is refused, and the whole message; `(place)` stands for the file and line, at its end where it is left out. */
export type Case = readonly [what: string, act: (platform: NexusPlatform) => unknown, message: string];

const PLACE = /(?<= )\(test\/constructs\/run-time-checks\/[a-z]+\.(?:test\.)?ts:\d+\)/g;

/** What a program without a type check, or JSON, can give. */
export const untyped = (value: unknown): never => value as never;

export const service = (platform: NexusPlatform, props: object): NexusService =>
  new NexusService(platform, 'crm', untyped({ port: 5000, image: 'shop/crm:1.0', ...props }));

export const platform = (props: object): NexusPlatform => new NexusPlatform(newProject(), 'shop', untyped(props));

export function refuses(what: string, cases: readonly Case[]): void {
  describe(what, () => {
    it.each(cases.map(([name, act, expected]) => ({ name, act, expected })))('$name', ({ act, expected }) => {
      const message = messageOf(() => act(newPlatform()));
      expect(message.replace(PLACE, '(place)')).toBe(expected.includes('(place)') ? expected : `${expected} (place)`);
    });
  });
}
