import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromUtf8, parsePlainJson } from '#enclave/protocol/index.ts';
import { UsageError } from './command.ts';

/** Reads a file that the person named. Throws UsageError in words. */
export function readInput(path: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw new UsageError(`${path}: cannot be read (${why})`, { cause });
  }
}

/** UTF-8 text that the person named. Throws UsageError in words. */
export function textOf(bytes: Uint8Array, path: string): string {
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    throw new UsageError(`${path} is not UTF-8 text`, { cause });
  }
}

/** JSON that the person named. Throws UsageError in words. */
export function jsonIn(path: string): unknown {
  try {
    return parsePlainJson(textOf(readInput(path), path));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new UsageError(`${path} is not JSON: ${cause.message}`, { cause });
  }
}

/** The folder of the built enclave bundles, beside this program. */
export function bundleFolder(): string {
  const folder = join(__dirname, 'enclave');
  if (!existsSync(folder))
    throw new UsageError('the enclave bundles are missing: run "npm run build"');
  return folder;
}
