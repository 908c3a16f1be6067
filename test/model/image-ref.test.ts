import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ImageRef } from '../../src/model/image-ref.js';
import { messageOf } from '../synth/support/message.js';
import { hostileText } from '../synth/support/hostile.js';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** References of the OCI distribution specification, with a tag. */
const references = fc
  .tuple(
    fc.constantFrom('', 'localhost:5000/', 'ghcr.io/', 'registry.example.com:443/'),
    fc.array(fc.stringMatching(/^[a-z0-9]{1,6}((\.|_|__|-{1,3})[a-z0-9]{1,3})?$/), { minLength: 1, maxLength: 3 }),
    fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}$/).filter((tag) => tag !== 'latest'),
    fc.constantFrom('', `@${DIGEST}`),
  )
  .map(([host, parts, tag, digest]) => `${host}${parts.join('/')}:${tag}${digest}`);

describe('ImageRef', () => {
  test('reads name, tag and digest', () => {
    // WHEN
    const image = ImageRef.parse(`ghcr.io/acme/postgres:17-alpine@${DIGEST}`);
    // THEN
    expect(image).toMatchObject({ name: 'ghcr.io/acme/postgres', tag: '17-alpine', digest: DIGEST });
    expect(image.tagged).toBe('ghcr.io/acme/postgres:17-alpine');
  });

  test('reads every reference of the specification, and back what it writes', () => {
    fc.assert(
      fc.property(references, (text) => {
        expect(ImageRef.parse(text).toString()).toBe(text);
      }),
    );
  });

  test('a digest makes a tag needless, and `latest` harmless', () => {
    expect(ImageRef.parse(`postgres@${DIGEST}`).tagged).toBe('postgres');
    expect(ImageRef.parse(`postgres:latest@${DIGEST}`).toString()).toBe(`postgres:latest@${DIGEST}`);
  });

  test('takes a digest, and nothing else for one', () => {
    const image = ImageRef.parse('redis:8-alpine');
    expect(image.withDigest(DIGEST).toString()).toBe(`redis:8-alpine@${DIGEST}`);
    expect(image.digest).toBeUndefined();
    expect(messageOf(() => image.withDigest('sha256:abc\nUSER root'))).toMatch(
      /^"sha256:abc\\nUSER root" is not the digest of an image\. Write "sha256:".*\(test\/model\/image-ref\.test\.ts:\d+\)$/,
    );
  });

  test.each(['postgres', 'postgres:latest', 'ghcr.io/acme/x'])('refuses %s, which names no version', (text) => {
    // WHEN
    const message = messageOf(() => ImageRef.parse(text, { path: 'shop/postgres' }));
    // THEN
    expect(message).toContain(`[shop/postgres] image "${text}" has no version`);
    expect(message).toContain(`Name a tag, as in "${text.replace(':latest', '')}:1.2.3"`);
    expect(message).toMatch(/\(test\/model\/image-ref\.test\.ts:\d+\)$/);
  });

  test.each([
    '',
    'Postgres:17',
    'postgres:',
    ':17',
    'a b:1',
    'a:1\n',
    'a:1 AS x',
    '-a:1',
    'a:$TAG',
    `a:1@sha256:abc`,
    'a//b:1',
    '../a:1',
  ])('refuses %j, with the form that it should have', (text) => {
    // WHEN
    const message = messageOf(() => ImageRef.parse(text));
    // THEN
    expect(message).toContain(`${JSON.stringify(text)} is not an image reference. Write it like "postgres:17-alpine"`);
    expect(message).toMatch(/\(test\/model\/image-ref\.test\.ts:\d+\)$/);
  });

  test('whatever is accepted can stand in a Dockerfile and a Compose file as it is', () => {
    fc.assert(
      fc.property(hostileText(), fc.constantFrom('', 'a:1', 'a/', 'a:'), fc.boolean(), (text, other, first) => {
        let image;
        try {
          image = ImageRef.parse(first ? other + text : text + other);
        } catch {
          return;
        }
        expect(image.toString()).toMatch(/^[a-z0-9][A-Za-z0-9._/:@-]*$/);
      }),
    );
  });

  test('a long hostile text is refused in no time', () => {
    const start = performance.now();
    for (const text of ['a-'.repeat(20_000), 'a.'.repeat(20_000), 'a/'.repeat(20_000), 'a_'.repeat(20_000)])
      expect(() => ImageRef.parse(`${text}!`)).toThrow('is not an image reference');
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
