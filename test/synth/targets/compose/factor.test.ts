import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ComposeFile, ComposeService } from '../../../../src/model/compose.js';
import { renderYaml } from '../../../../src/synth/render/yaml.js';
import { factor } from '../../../../src/synth/targets/compose/factor.js';
import { hostileLine } from '../../support/hostile.js';

const HARDENED = { read_only: true, init: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] };
const LOGGING = { driver: 'json-file', options: { 'max-size': '10m' } };

/** Reads YAML with merge keys, and drops what only factoring has added. */
function meaning(document: object): Record<string, unknown> {
  const read = parse(renderYaml(document), { merge: true }) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(read).filter(([key]) => key !== 'x-hardened' && key !== 'x-logging'));
}

function yamlOf(services: Record<string, ComposeService>): string {
  return renderYaml(factor({ name: 'shop', services }), { spaced: ['services'] });
}

/** Services that are hardened, nearly so, or not at all, with keys in any order. */
const services = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,5}$/),
  fc
    .record(
      {
        image: hostileLine(),
        read_only: fc.constantFrom(true, true, false),
        init: fc.constant(true),
        cap_drop: fc.constantFrom(['ALL'], ['ALL'], ['NET_RAW']),
        security_opt: fc.constant(['no-new-privileges:true']),
        logging: fc.constantFrom(LOGGING, LOGGING, { driver: 'none' }, null),
        labels: fc.dictionary(hostileLine(), hostileLine(), { noNullPrototype: true }),
      },
      { requiredKeys: ['image'], noNullPrototype: true },
    )
    .chain((service) => fc.shuffledSubarray(Object.entries(service), { minLength: Object.keys(service).length }))
    .map((entries) => Object.fromEntries(entries) as ComposeService),
  { maxKeys: 6, noNullPrototype: true },
);

describe('saying once what services have in common', () => {
  test('changes the meaning of no document', () => {
    fc.assert(
      fc.property(services, (map) => {
        const document: ComposeFile = { name: 'shop', services: map, networks: { a: {} } };
        expect(meaning(factor(document))).toEqual(meaning(document));
      }),
      { numRuns: 200 },
    );
  });

  test('does not change the document that it is given', () => {
    const document = {
      services: { a: { ...HARDENED, image: 'a:1', logging: LOGGING }, b: { image: 'b:1', logging: LOGGING } },
    };
    const before = JSON.stringify(document);
    factor(document);
    expect(JSON.stringify(document)).toBe(before);
  });

  test('merges the hardening where it is whole, and only there', () => {
    const text = yamlOf({
      a: { image: 'a:1', ...HARDENED },
      b: { image: 'b:1', ...HARDENED, read_only: false },
      c: { image: 'c:1', ...HARDENED },
    });
    expect(text.match(/<<: \*hardened/g)).toHaveLength(2);
    expect(text).toContain('  b:\n    image: b:1\n    read_only: false\n    init: true\n');
  });

  test('refers to the commonest logging, from two on', () => {
    const one = { image: 'a:1', logging: LOGGING };
    expect(yamlOf({ a: one, b: { image: 'b:1', logging: { driver: 'none' } } })).not.toContain('*logging');
    const text = yamlOf({ a: one, b: one, c: { image: 'c:1', logging: { driver: 'none' } } });
    expect(text.match(/logging: \*logging/g)).toHaveLength(2);
    expect(text).toContain('x-logging: &logging\n  driver: json-file\n');
  });

  test('adds nothing where nothing is common', () => {
    expect(Object.keys(factor({ name: 'shop', services: { a: { image: 'a:1' } } }))).toEqual(['name', 'services']);
  });
});
