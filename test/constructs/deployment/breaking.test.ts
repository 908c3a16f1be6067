import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shop } from '../../support/deploy.js';
import { temporaryFolder } from '../../support/project.js';

const folder = temporaryFolder();
writeFileSync(join(folder, 'migrations.sh'), shop()['scripts/lib/migrations.sh'] ?? '');

/** What `lib/migrations.sh` names of a migration. */
function breaking(sql: string): string[] {
  writeFileSync(join(folder, 'migration.sql'), sql);
  const run = spawnSync('bash', ['-c', '. ./migrations.sh; breaking migration.sql'], { cwd: folder, encoding: 'utf8' });
  expect([run.status, run.stderr]).toEqual([0, '']);
  return run.stdout.split('\n').filter(Boolean);
}

describe('statements that the release before may not survive', () => {
  it.each([
    'DROP TABLE "customer"',
    'alter table customer drop "name"',
    'ALTER TABLE "a" RENAME COLUMN "b" TO "c"',
    'ALTER TABLE "a" ALTER COLUMN "b" SET DATA TYPE INTEGER',
    'ALTER TABLE a ALTER b TYPE text USING b::text',
    'ALTER TABLE "a" ALTER COLUMN "b" SET NOT NULL',
    'ALTER TABLE "a" ADD COLUMN "b" TEXT NOT NULL',
    'ALTER TABLE "a" ADD COLUMN "x" TEXT, ADD COLUMN "b" TEXT NOT NULL',
    'TRUNCATE "a"',
    'DELETE FROM "a" WHERE true',
    'ALTER TABLE "a" ALTER COLUMN "b" DROP DEFAULT',
  ])('%s', (statement) => {
    expect(breaking(`-- a comment; with DROP in it\n${statement};\n`)).toEqual([statement]);
  });

  it.each([
    'CREATE TABLE "drop" ("rename" TEXT NOT NULL, "b" INTEGER NOT NULL)',
    'ALTER TABLE "a" ADD COLUMN "b" TEXT',
    `ALTER TABLE "a" ADD COLUMN "b" TEXT NOT NULL DEFAULT 'DROP TABLE x; RENAME'`,
    'ALTER TABLE "a" ADD COLUMN "n" BIGSERIAL NOT NULL',
    'ALTER TABLE "a" ADD CONSTRAINT "c" CHECK ("b" IS NOT NULL)',
    'ALTER TABLE "a" DROP CONSTRAINT "c"',
    'ALTER TABLE "a" ALTER COLUMN "b" DROP NOT NULL',
    'DROP INDEX "i"',
    `ALTER TYPE "role" ADD VALUE 'guest'`,
    '/* DROP TABLE "a"; */ CREATE INDEX "i" ON "a" ("b")',
  ])('not %s', (statement) => {
    expect(breaking(`${statement};\n`)).toEqual([]);
  });

  it('a whole migration, each statement by itself and cut where it is long', () => {
    const long = `ALTER TABLE "a" DROP COLUMN "${'x'.repeat(200)}"`;
    expect(breaking(`CREATE TABLE "b" ();\nDROP VIEW "v" ;\n${long};`)).toEqual(
      ['DROP VIEW "v" ', `${long.slice(0, 157)}...`].map((text) => text.trimEnd()),
    );
  });
});
