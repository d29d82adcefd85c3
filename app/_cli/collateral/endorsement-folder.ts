// The folder that `parley evidence verify --endorsements` and a worker read: every file in it
// counts, so that it holds this collateral and nothing else.

import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../command.ts';
import type { Part } from './fetch-piece.ts';
import { isPartName } from './needed-pieces.ts';

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new UsageError(`${folder}: cannot be read as a folder`, { cause });
  }
}

/**
 * Asked before anything is fetched. Throws UsageError if files of somebody else's would count too.
 */
export function requireOwnFolder(folder: string): void {
  const foreign = namesIn(folder).filter((name) => !isPartName(name));
  if (foreign.length === 0) return;
  throw new UsageError(
    `${folder} holds ${foreign.join(', ')}: every file there counts as an endorsement; name an empty folder`,
  );
}

/**
 * Replaces what was there, file by file, once all are written: beside the folder, because a worker
 * would take a half file in it for an endorsement.
 */
export function writeEndorsements(folder: string, parts: readonly Part[]): void {
  const whole = resolve(folder);
  mkdirSync(dirname(whole), { recursive: true });
  const staged = mkdtempSync(`${whole}.new-`);
  try {
    for (const { file, bytes } of parts) writeFileSync(join(staged, file), bytes);
    mkdirSync(whole, { recursive: true });
    for (const { file } of parts) renameSync(join(staged, file), join(whole, file));
    const kept = new Set(parts.map(({ file }) => file));
    const left = namesIn(whole).filter((name) => isPartName(name) && !kept.has(name));
    for (const name of left) rmSync(join(whole, name));
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}
