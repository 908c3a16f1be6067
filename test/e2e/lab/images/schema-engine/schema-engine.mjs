// Stand-in for Prisma's native schema-engine binary: same argv + JSON-RPC over stdio, done by @prisma/schema-engine-wasm + adapter-pg.
// Use: PRISMA_SCHEMA_ENGINE_BINARY=/path/to/schema-engine prisma migrate deploy|db push|migrate diff|...
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import * as bg from '@prisma/schema-engine-wasm/schema_engine_bg';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
// the 7.x adapter has no mapping for the catalog types "char" (18) and name[] (1003): present them as text / text[]
const remap = { 18: 25, 19: 25, 1002: 1009, 1003: 1009 },
  hrd = pg.Query.prototype.handleRowDescription;
pg.Query.prototype.handleRowDescription = function (msg) {
  for (const f of msg.fields) f.dataTypeID = remap[f.dataTypeID] ?? f.dataTypeID;
  return hrd.call(this, msg);
};
const require = createRequire(import.meta.url);
const argv = process.argv.slice(2);
let url = process.env.DATABASE_URL,
  files = [],
  cli;
for (let i = 0; i < argv.length; i++) {
  const a = argv[i];
  if (a === '--datasource') {
    const v = argv[++i];
    url = v.startsWith('{') ? (JSON.parse(v).url ?? url) : v;
  } else if (a === '-d' || a === '--datamodels') files.push(argv[++i]);
  else if (a === '--version' || a === '-V') {
    console.log('schema-engine-cli wasm-shim');
    process.exit(0);
  } else if (a === 'cli') {
    cli = argv.slice(i + 1);
    const k = cli.indexOf('--datasource');
    if (k >= 0) url = cli[k + 1];
    cli = cli.filter((x, j) => (j !== k && j !== k + 1) || k < 0);
    break;
  }
}
for (const f of files)
  if (!url) {
    const m = readFileSync(f, 'utf8').match(/url\s*=\s*(?:env\("([^"]+)"\)|"([^"]+)")/);
    if (m) url = m[1] ? process.env[m[1]] : m[2];
  }
const u = url ? new URL(url) : undefined;
const schema = u?.searchParams.get('schema') ?? 'public';
const fail = (message, code) => {
  process.stderr.write(
    JSON.stringify({
      level: 'ERROR',
      is_panic: false,
      message,
      error_code: code,
      fields: { message, error_code: code, is_panic: false },
      timestamp: new Date().toISOString(),
      target: 'schema_engine',
    }) + '\n',
  );
  process.exit(1);
};
if (cli) {
  const [cmd] = cli;
  const db = decodeURIComponent(u.pathname.slice(1));
  const on = async (name) => {
    const v = new URL(url);
    v.pathname = '/' + name;
    v.searchParams.delete('schema');
    const c = new pg.Client({ connectionString: v.href });
    await c.connect();
    return c;
  };
  try {
    if (cmd === 'can-connect-to-database') {
      await (await on(db)).end();
      process.stderr.write('Connection successful\n');
      process.exit(0);
    }
    if (cmd === 'create-database') {
      const c = await on('postgres');
      await c.query(`CREATE DATABASE ${pg.escapeIdentifier(db)}`);
      await c.end();
      process.exit(0);
    }
    if (cmd === 'drop-database') {
      const c = await on('postgres');
      await c.query(`DROP DATABASE ${pg.escapeIdentifier(db)}`);
      await c.end();
      process.exit(0);
    }
    fail('unsupported ' + cmd);
  } catch (e) {
    fail(
      e.code === '3D000' ? `Database \`${db}\` does not exist` : `Can't reach database server: ${e.message}`,
      e.code === '3D000' ? 'P1003' : e.code === '28P01' ? 'P1000' : 'P1001',
    );
  }
}
const wasmFile = require.resolve('@prisma/schema-engine-wasm').replace(/schema_engine\.js$/, 'schema_engine_bg.wasm');
const inst = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasmFile)), { './schema_engine_bg.js': bg });
bg.__wbg_set_wasm(inst.exports);
inst.exports.__wbindgen_start();
const factory = bindMigrationAwareSqlAdapterFactory(
  new PrismaPg({ connectionString: url ?? 'postgresql://127.0.0.1:1/none' }, { schema }),
);
const engine = await bg.SchemaEngine.new(
  { datamodels: files.length ? files.map((f) => [f, readFileSync(f, 'utf8')]) : undefined },
  () => {},
  factory,
);
const noUrl = (t) => t.replace(/^[ \t]*(url|directUrl|shadowDatabaseUrl)[ \t]*=.*$/gm, ''); // Prisma 6 schemas
const out = (o) => new Promise((r) => process.stdout.write(JSON.stringify(o) + '\n', r));
let chain = Promise.resolve();
createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (!line.trim()) return;
    chain = chain.then(async () => {
      const { id, method, params } = JSON.parse(line, (k, v) =>
        k === 'content' && typeof v === 'string' ? noUrl(v) : v,
      );
      if (!method) return;
      try {
        const fn = { getDatabaseVersion: 'version', createDatabase: null }[method];
        if (fn === null) return out({ jsonrpc: '2.0', id, result: { databaseName: u.pathname.slice(1) } });
        const result = await engine[fn ?? method](params);
        if (method === 'diff' && result?.stdout != null)
          await out({ jsonrpc: '2.0', method: 'print', params: { content: result.stdout }, id: 10000 + id });
        await out({ jsonrpc: '2.0', id, result: result ?? null });
      } catch (e) {
        await out({
          jsonrpc: '2.0',
          id,
          error: {
            code: 4466,
            message: 'An error happened. Check the data field for details.',
            data: {
              is_panic: false,
              message: e.message ?? String(e),
              meta: e.meta ?? null,
              error_code: e.code ?? null,
              backtrace: null,
            },
          },
        });
      }
    });
  })
  .on('close', () => chain.then(() => process.exit(0)));
