import { defineConfig } from 'prisma/config';

/** The database as the migrations see it: DATABASE_SCHEMA says where the tables go. `generate` needs neither. */
function datasource(): { url: string } | undefined {
  const { DATABASE_URL, DATABASE_SCHEMA } = process.env;
  if (!DATABASE_URL) return undefined;
  const url = new URL(DATABASE_URL);
  if (DATABASE_SCHEMA) url.searchParams.set('schema', DATABASE_SCHEMA);
  return { url: url.href };
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: datasource(),
});
