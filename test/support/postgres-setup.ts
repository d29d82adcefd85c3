// One throw-away PostgreSQL for a whole test run; each test file takes a database of its own from
// it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '#server/setup/migrate.ts';
import { startEmbeddedPostgres } from '#server/setup/embedded-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a migrated, empty database that serves as the template for others. */
    templateDatabase: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-pg-'));
  const postgres = await startEmbeddedPostgres(folder, 'template_parley');
  await migrate(postgres.url, 'prisma/migrations');
  project.provide('templateDatabase', postgres.url);
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
