import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = join(ROOT, 'schemas/compose');
const source = JSON.parse(readFileSync(join(FOLDER, 'source.json'), 'utf8')) as Record<string, string>;

/** The date of the commit under test, so that an old checkout passes for ever; today's where there is no history. */
function dateOfCommit(): Date {
  try {
    return new Date(execFileSync('git', ['log', '-1', '--format=%cI'], { cwd: ROOT, encoding: 'utf8' }).trim());
  } catch {
    return new Date();
  }
}

describe('the vendored Compose schema', () => {
  test('is the file that its source names, unchanged', () => {
    const hash = createHash('sha256').update(readFileSync(join(FOLDER, 'compose-spec.json')));
    expect(hash.digest('hex')).toBe(source.sha256);
  });

  test('was compared with its source in the year before this commit', () => {
    const days = (dateOfCommit().getTime() - new Date(source.compared ?? '').getTime()) / 86_400_000;
    expect(days, 'schemas/compose/README.md says how to update the schema').toBeLessThan(366);
  });

  test('knows the keys of current Compose releases', () => {
    const { $schema, $defs } = JSON.parse(readFileSync(join(FOLDER, 'compose-spec.json'), 'utf8')) as {
      $schema: string;
      $defs: { service: { properties: Record<string, unknown> } };
    };
    expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(Object.keys($defs.service.properties)).toEqual(
      expect.arrayContaining(['provider', 'models', 'pre_start', 'post_start']),
    );
  });
});
