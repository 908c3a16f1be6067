// Stands in for Prisma's native schema engine where that can't be downloaded: takes the same arguments and speaks the same
// JSON-RPC over stdio, and has the work done by the engine's WebAssembly build and the PostgreSQL adapter.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

/** The adapter cuts scripts at every semicolon, also those in function bodies; the server takes whole ones. */
async function prepare(connection) {
  const pool = connection.underlyingDriver();
  connection.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      connection.onError(error);
    }
  };
  await makeSchema(pool);
  return connection;
}

/** Only where it is missing: a role may own its schema and not be allowed to make any. */
async function makeSchema(pool) {
  const { rowCount } = await pool.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
  if (!rowCount) await pool.query(`CREATE SCHEMA ${pg.escapeIdentifier(schema)}`);
}

/** The PostgreSQL adapter, without what keeps it from doing migrations. */
class Adapter extends PrismaPg {
  async connect() {
    return prepare(await super.connect());
  }

  /** It drops the shadow database before it closes its connections to it, which the server refuses. */
  async connectToShadowDb() {
    const shadow = await prepare(await super.connectToShadowDb());
    const pool = shadow.underlyingDriver();
    const end = pool.end.bind(pool);
    let ended;
    pool.end = () => (ended ??= end());
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await pool.end();
      await dispose();
    };
    return shadow;
  }
}

const { files, command, url } = parseArguments(process.argv.slice(2));
const schemaInUrl = url ? (new URL(url).searchParams.get('schema') ?? undefined) : undefined;
const schema = schemaInUrl ?? 'public';
if (command) await runCommand(command);
else await serve();

/** `--datasource X -d FILE…` and JSON-RPC follows; or `cli --datasource X COMMAND`. */
function parseArguments(argv) {
  const files = [];
  let url = process.env.DATABASE_URL;
  let isCommand = false;
  let command;
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i];
    if (argument === '--version' || argument === '-V') {
      console.log('schema-engine-cli wasm');
      process.exit(0);
    } else if (argument === '--datasource') url = datasourceUrl(argv[++i]) ?? url;
    else if (argument === '-d' || argument === '--datamodels') files.push(argv[++i]);
    else if (argument === 'cli') isCommand = true;
    else if (isCommand && !argument.startsWith('-')) command ??= argument;
  }
  return { files, command, url: url ?? urlInSchemas(files) };
}

/** Prisma 7 hands over JSON, older ones the address itself. */
function datasourceUrl(value) {
  return value.startsWith('{') ? JSON.parse(value).url : value;
}

/** Prisma 6 has the address in the schema: `url = env("NAME")` or `url = "…"`. */
function urlInSchemas(files) {
  for (const file of files) {
    const match = /url\s*=\s*(?:env\("([^"]+)"\)|"([^"]+)")/.exec(readFileSync(file, 'utf8'));
    const found = match && (match[1] ? process.env[match[1]] : match[2]);
    if (found) return found;
  }
  return undefined;
}

/** The three commands that answer by exit code, without JSON-RPC. */
async function runCommand(name) {
  const database = decodeURIComponent(new URL(url).pathname.slice(1));
  const query = async (target, sql) => {
    const address = new URL(url);
    address.pathname = `/${target}`;
    address.searchParams.delete('schema'); // Prisma's own; PostgreSQL does not know it
    const client = new pg.Client({ connectionString: address.href });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  try {
    if (name === 'can-connect-to-database') await query(database, 'SELECT 1');
    else if (name === 'create-database') await query('postgres', `CREATE DATABASE ${pg.escapeIdentifier(database)}`);
    else if (name === 'drop-database') await query('postgres', `DROP DATABASE ${pg.escapeIdentifier(database)}`);
    else fail(`unsupported command ${name}`);
    process.exit(0);
  } catch (error) {
    if (error.code === '3D000') fail(`Database \`${database}\` does not exist`, 'P1003');
    if (error.code === '28P01') fail(error.message, 'P1000');
    fail(`Can't reach database server: ${error.message}`, 'P1001');
  }
}

/** Prisma drops the first line of the log, the greeting, and looks for the error of this target in the rest. */
function fail(message, error_code) {
  const fields = { message, error_code, is_panic: false };
  const line = { timestamp: new Date().toISOString(), level: 'ERROR', fields, target: 'schema_engine::logger' };
  process.stderr.write(`Starting schema engine CLI\n${JSON.stringify(line)}\n`);
  process.exit(1);
}

async function serve() {
  const engine = await startEngine();
  // Requests are answered in turn: the engine is not reentrant.
  let turn = Promise.resolve();
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    if (line.trim()) turn = turn.then(() => answer(engine, line));
  });
  lines.on('close', () => void turn.then(() => process.exit(0)));
}

async function startEngine() {
  mapCatalogTypes();
  const require = createRequire(import.meta.url);
  const wasm = require.resolve('@prisma/schema-engine-wasm').replace(/schema_engine\.js$/, 'schema_engine_bg.wasm');
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasm)), {
    './schema_engine_bg.js': bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  // Without an address (`prisma generate`) nothing connects. In parts, because the adapter names another database for the
  // shadow database, and the one in an address would win.
  const { host, port, user, password, database, ssl } = new pg.Client(url ?? 'postgresql://127.0.0.1:1/none');
  // Migrations name tables without their schema. A role may have a search path of its own: leave that alone.
  const options = schemaInUrl && `-c search_path=${pg.escapeIdentifier(schemaInUrl).replace(/[\\ ]/g, '\\$&')}`;
  const adapter = new Adapter({ host, port, user, password, database, ssl, options }, { schema });
  const datamodels = files.length ? files.map((file) => [file, readFileSync(file, 'utf8')]) : undefined;
  return bindings.SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(adapter));
}

/** The adapter has no mapping for the catalogue's types "char", name and their arrays: they pass as text. */
function mapCatalogTypes() {
  const textInstead = { 18: 25, 19: 25, 1002: 1009, 1003: 1009 };
  const handle = pg.Query.prototype.handleRowDescription;
  pg.Query.prototype.handleRowDescription = function (message) {
    for (const field of message.fields) field.dataTypeID = textInstead[field.dataTypeID] ?? field.dataTypeID;
    return handle.call(this, message);
  };
}

async function answer(engine, line) {
  const { id, method, params } = JSON.parse(line, (key, value) =>
    key === 'content' && typeof value === 'string' ? withoutAddresses(value) : value,
  );
  if (!method) return;
  try {
    await send({ id, result: (await call(engine, method, params, id)) ?? null });
  } catch (error) {
    const data = {
      is_panic: false,
      message: error.message ?? String(error),
      meta: error.meta ?? null,
      error_code: error.code ?? null,
      backtrace: null,
    };
    await send({ id, error: { code: 4466, message: 'An error happened. Check the data field for details.', data } });
  }
}

async function call(engine, method, params, id) {
  // Made by the command `create-database` or by the server's image already.
  if (method === 'createDatabase') return { databaseName: new URL(url).pathname.slice(1) };
  const result = await engine[method === 'getDatabaseVersion' ? 'version' : method](params);
  // The native engine asks its caller to print what differs.
  if (method === 'diff' && result?.stdout != null) {
    await send({ id: 10_000 + id, method: 'print', params: { content: result.stdout } });
  }
  return result;
}

/** The engine of Prisma 7 refuses a schema that names its database, as Prisma 6 wants it. */
function withoutAddresses(schema) {
  return schema.replace(/^[ \t]*(url|directUrl|shadowDatabaseUrl)[ \t]*=.*$/gm, '');
}

function send(message) {
  return new Promise((resolve) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`, resolve));
}
