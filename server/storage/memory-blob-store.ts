import { createHash } from 'node:crypto';
import type { BlobStore } from './blob-store.ts';

/** Blobs in this process; `blobs` is what a host sees, for tests that search it. */
export function memoryBlobStore(blobs = new Map<string, Uint8Array>()): BlobStore {
  return {
    put(bytes) {
      const name = createHash('sha256').update(bytes).digest('hex');
      if (!blobs.has(name)) blobs.set(name, Uint8Array.from(bytes));
      return Promise.resolve(name);
    },
    get(name, offset, length) {
      const blob = blobs.get(name);
      const inside =
        blob !== undefined && offset >= 0 && length >= 0 && offset + length <= blob.length;
      return Promise.resolve(inside ? blob.slice(offset, offset + length) : null);
    },
    size: (name) => Promise.resolve(blobs.get(name)?.length ?? null),
  };
}
