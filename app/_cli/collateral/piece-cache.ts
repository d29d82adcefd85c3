// Answers that stood, one file each, named by the hash of their address. Whoever writes into this
// folder is not believed: what is read from it is examined again with the evidence.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { fromBase64Url, hashOf, toBase64Url, utf8 } from '#enclave/protocol/index.ts';
import type { Part } from './fetch-piece.ts';
import { isPartName, type Piece } from './needed-pieces.ts';

const entrySchema = z.strictObject({
  url: z.string(),
  /** Seconds since 1970. */
  fetchedAt: z.int().min(0),
  parts: z
    .array(z.strictObject({ file: z.string(), bytes: z.base64url() }))
    .min(1)
    .max(8),
});

export interface CachedPiece {
  readonly parts: readonly Part[];
  readonly fetchedAt: number;
}

export interface PieceCache {
  /** Undefined if there is none, or none that can be read. */
  read(piece: Piece): CachedPiece | undefined;
  write(piece: Piece, cached: CachedPiece): void;
}

/** Where programs keep what they can fetch again. */
export function usualCacheFolder(environment: NodeJS.ProcessEnv): string {
  const { XDG_CACHE_HOME: named } = environment;
  const base = named === undefined || named === '' ? join(homedir(), '.cache') : named;
  return join(base, 'parley', 'collateral');
}

/**
 * The folder is not trusted for file names either. An entry counts only if it names exactly the
 * files of its piece, each once.
 */
function entryIn(text: string, { url, name }: Piece): CachedPiece | undefined {
  const { data } = entrySchema.safeParse(JSON.parse(text));
  if (data?.url !== url) return undefined;
  const files = data.parts.map(({ file }) => file);
  const isOurs = files.every((file) => isPartName(file, name));
  if (!isOurs || new Set(files).size !== files.length) return undefined;
  return {
    fetchedAt: data.fetchedAt,
    parts: data.parts.map(({ file, bytes }) => ({ file, bytes: fromBase64Url(bytes) })),
  };
}

export function openPieceCache(folder: string): PieceCache {
  const fileOf = (url: string) => join(folder, `${hashOf(utf8(url))}.json`);
  return {
    read: (piece) => {
      try {
        return entryIn(readFileSync(fileOf(piece.url), 'utf8'), piece);
      } catch {
        // Missing, cut short, not ours: to be fetched again in each case.
        return undefined;
      }
    },
    write: ({ url }, { fetchedAt, parts }) => {
      const packed = parts.map(({ file, bytes }) => ({ file, bytes: toBase64Url(bytes) }));
      mkdirSync(folder, { recursive: true });
      const file = fileOf(url);
      const half = `${file}.${process.pid}.part`;
      writeFileSync(half, JSON.stringify({ url, fetchedAt, parts: packed }));
      renameSync(half, file);
    },
  };
}
