#!/usr/bin/env node
// Stands in for Prisma's native `schema-engine` binary (PRISMA_SCHEMA_ENGINE_BINARY):
// same command line, same JSON-RPC over stdio, but the engine is Prisma's own WASM build,
// from npm, talking to Postgres through @prisma/adapter-pg.
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

const require = createRequire(import.meta.url);
const { values: opt, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean' },
  },
});
const wasmDir = path.dirname(require.resolve('@prisma/schema-engine-wasm'));
const pkg = JSON.parse(fs.readFileSync(path.join(wasmDir, 'package.json'), 'utf8'));
if (opt.version) {
  console.log(`schema-engine-wasm ${pkg.version}`);
  process.exit(0);
}

const ds = opt.datasource ? JSON.parse(opt.datasource) : {};
const url = ds.url;
const log = (level, fields) =>
  process.stderr.write(
    JSON.stringify({
      timestamp: new Date().toISOString(),
      level,
      fields,
      target: 'schema_engine::logger',
    }) + '\n',
  );

// --- `cli can-connect-to-database | create-database | drop-database` ---
function adminUrl(u) {
  const x = new URL(u);
  const name = decodeURIComponent(x.pathname.slice(1)) || 'postgres';
  x.pathname = '/postgres';
  x.search = '';
  return { admin: x.toString(), name, host: x.hostname, port: x.port || '5432' };
}
async function withClient(u, fn) {
  const c = new pg.Client({ connectionString: u });
  await c.connect();
  try {
    return await fn(c);
  } finally {
    await c.end();
  }
}
async function createDatabase(u) {
  const { admin, name } = adminUrl(u);
  await withClient(admin, (c) => c.query(`CREATE DATABASE "${name.replaceAll('"', '""')}"`));
  return name;
}
if (positionals[0] === 'cli') {
  process.stderr.write('\n'); // the CLI drops the first line
  const { name, host, port } = adminUrl(url);
  try {
    if (positionals[1] === 'can-connect-to-database')
      await withClient(url, (c) => c.query('SELECT 1'));
    else if (positionals[1] === 'create-database') await createDatabase(url);
    else throw new Error(`unknown command ${positionals[1]}`);
    process.exit(0);
  } catch (e) {
    const error_code =
      e.code === '3D000'
        ? 'P1003'
        : e.code === '28P01' || e.code === '28000'
          ? 'P1000'
          : e.code === '42P04'
            ? 'P1009'
            : e.code === '42501'
              ? 'P1010'
              : 'P1001';
    log('ERROR', {
      is_panic: false,
      error_code,
      message:
        error_code === 'P1003'
          ? `Database \`${name}\` does not exist`
          : `Can't reach database server at ${host}:${port}: ${e.message}`,
    });
    process.exit(1);
  }
}

// --- JSON-RPC ---
const bg = await import(path.join(wasmDir, 'schema_engine_bg.js'));
const { instance } = await WebAssembly.instantiate(
  fs.readFileSync(path.join(wasmDir, 'schema_engine_bg.wasm')),
  { './schema_engine_bg.js': bg },
);
bg.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

// @prisma/adapter-pg does not know the catalogue types that introspection reads ("char", name, their arrays, ...;
// prisma/orm#27403): present them as text / text[].
const AS = { 18: 25, 19: 25, 194: 25, 2205: 25, 2206: 25, 1002: 1009, 1003: 1009 };
class CatalogClient extends pg.Client {
  query(config, values, cb) {
    if (typeof values === 'function') {
      cb = values;
      values = undefined;
    }
    if (config && typeof config === 'object' && config.types) {
      const inner = config.types;
      config = {
        ...config,
        types: { getTypeParser: (oid, fmt) => inner.getTypeParser(AS[oid] ?? oid, fmt) },
      };
    }
    const fix = (r) => {
      for (const f of r?.fields ?? []) if (AS[f.dataTypeID]) f.dataTypeID = AS[f.dataTypeID];
      return r;
    };
    if (cb) return super.query(config, values, (e, r) => cb(e, fix(r)));
    const p = super.query(config, values);
    return typeof p?.then === 'function'
      ? p.then((r) => (Array.isArray(r) ? r.map(fix) : fix(r)))
      : p;
  }
}
const poolFor = (connectionString) =>
  new pg.Pool({ connectionString, Client: CatalogClient, max: 2, idleTimeoutMillis: 1000 });
class Factory extends PrismaPg {
  constructor(u, options) {
    super(poolFor(u), { ...options, disposeExternalPool: true });
    this.u = u;
    this.o = options;
  }
  async connectToShadowDb() {
    const shadow = ds.shadowDatabaseUrl;
    if (shadow)
      return new PrismaPg(poolFor(shadow), { ...this.o, disposeExternalPool: true }).connect();
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    const { admin } = adminUrl(this.u);
    await withClient(admin, (c) => c.query(`CREATE DATABASE "${name}"`));
    const x = new URL(this.u);
    x.pathname = '/' + name;
    const adapter = await new PrismaPg(poolFor(x.toString()), {
      ...this.o,
      disposeExternalPool: true,
    }).connect();
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await withClient(admin, (c) => c.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
    };
    return adapter;
  }
}

let engine;
const getEngine = async () =>
  (engine ??= (async () => {
    const schema = url ? (new URL(url).searchParams.get('schema') ?? undefined) : undefined;
    const noUrl = () => {
      throw new Error('datasource.url is not set');
    };
    const factory = bindMigrationAwareSqlAdapterFactory(
      url
        ? new Factory(url, { schema })
        : {
            provider: 'postgres',
            adapterName: '@prisma/adapter-pg',
            connect: noUrl,
            connectToShadowDb: noUrl,
          },
    );
    const datamodels = opt.datamodels?.map((f) => [f, fs.readFileSync(f, 'utf8')]);
    return bg.SchemaEngine.new(
      { datamodels },
      (l) => {
        try {
          const m = JSON.parse(l);
          if (m.level === 'ERROR') process.stderr.write(l + '\n');
        } catch {}
      },
      factory,
    );
  })());

const send = (o) => process.stdout.write(JSON.stringify(o) + '\n');
let pending = Promise.resolve();
readline
  .createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { id, method, params } = JSON.parse(line);
    if (!method) return;
    pending = pending.then(async () => {
      try {
        let result;
        if (method === 'createDatabase')
          result = { databaseName: await createDatabase(params.datasource?.url ?? url) };
        else {
          const e = await getEngine();
          if (method === 'getDatabaseVersion') result = await e.version(params);
          else result = await e[method](params ?? {});
          if (method === 'diff' && result?.stdout != null) {
            send({
              jsonrpc: '2.0',
              id: 'print',
              method: 'print',
              params: { content: result.stdout },
            });
            result = { exitCode: result.exitCode, stdout: null };
          }
        }
        send({ jsonrpc: '2.0', id, result: result ?? {} });
      } catch (err) {
        const data = {
          is_panic: false,
          message: err?.message ?? String(err),
          ...(err?.code ? { error_code: err.code } : {}),
          meta: err?.meta,
        };
        send({
          jsonrpc: '2.0',
          id,
          error: {
            code: 4466,
            message: 'An error happened. Check the data field for details.',
            data,
          },
        });
      }
    });
  })
  .on('close', () => pending.finally(() => process.exit(0)));
