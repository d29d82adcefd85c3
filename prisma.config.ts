import path from 'node:path';
import { defineConfig } from 'prisma/config';

// Prisma's CLI fetches a native engine otherwise; this one is its own WASM build behind the same
// interface.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= path.join(
  import.meta.dirname,
  'server/setup/schema-engine.mjs',
);

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
});
