// Which files a program is made of, by role; the same list measures and is shown by `parley
// measure`.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { MeasuredFile } from '../attestation/measure.ts';

const nativePackage = `@duckdb/node-bindings-${process.platform}-${process.arch}`;
const libraryNames = ['libduckdb.so', 'libduckdb.dylib', 'duckdb.dll'];

/** The folder of DuckDB's native library, as `bundle` will load it. */
export function engineLibraryFolder(bundle: string): string {
  return dirname(createRequire(bundle).resolve(`${nativePackage}/duckdb.node`));
}

/** Folders that the sandbox must show to the engine. */
export function engineLibraryFolders(bundle: string): readonly string[] {
  return [engineLibraryFolder(bundle)];
}

function runtimeBinary(): MeasuredFile {
  return { file: 'node', path: process.execPath };
}

export function brokerFiles(bundle: string): readonly MeasuredFile[] {
  return [{ file: 'broker.cjs', path: bundle }, runtimeBinary()];
}

export function workerFiles(agentBundle: string, engineBundle: string): readonly MeasuredFile[] {
  const folder = engineLibraryFolder(engineBundle);
  const libraries = ['duckdb.node', ...libraryNames]
    .map((file) => ({ file, path: join(folder, file) }))
    .filter(({ path }) => existsSync(path));
  return [
    { file: 'agent.cjs', path: agentBundle },
    { file: 'engine.cjs', path: engineBundle },
    ...libraries,
    runtimeBinary(),
  ];
}
