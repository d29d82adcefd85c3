// What every blob store must do: bytes by the hash of their bytes, ranges exact or not at all.

import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BlobStore } from '#server/storage/blob-store.ts';

const blob = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) % 256);
const nameOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const unknown = nameOf(Uint8Array.of(1, 2, 3));

export function blobStoreContract(name: string, make: () => BlobStore | Promise<BlobStore>): void {
  describe(`${name}: blobs`, () => {
    let store: BlobStore;
    beforeEach(async () => {
      store = await make();
    });

    it('names a blob by the SHA-256 of its bytes', async () => {
      expect(await store.put(blob)).toBe(nameOf(blob));
      expect(await store.put(new Uint8Array(0))).toBe(nameOf(new Uint8Array(0)));
    });

    it('tells the size of what it has, and null of what it has not', async () => {
      const stored = await store.put(blob);
      expect(await store.size(stored)).toBe(1000);
      expect(await store.size(unknown)).toBeNull();
    });

    it.each([
      ['the whole', 0, 1000],
      ['the first byte', 0, 1],
      ['the last byte', 999, 1],
      ['a part', 100, 333],
      ['nothing, inside', 500, 0],
      ['nothing, at the end', 1000, 0],
    ])('reads exactly %s', async (_, offset, length) => {
      const stored = await store.put(blob);
      const part = await store.get(stored, offset, length);
      expect(part).not.toBeNull();
      expect(Buffer.compare(part ?? Buffer.from('x'), blob.subarray(offset, offset + length))).toBe(
        0,
      );
    });

    it.each([
      ['one byte too many', 0, 1001],
      ['past the end', 1000, 1],
      ['far away', 1_000_000, 1],
      ['a negative offset', -1, 1],
      ['a negative length', 10, -1],
      ['a negative length that comes back inside', 1001, -1],
    ])('gives null for %s', async (_, offset, length) => {
      const stored = await store.put(blob);
      expect(await store.get(stored, offset, length)).toBeNull();
    });

    it('gives null for a blob that it has not', async () => {
      expect(await store.get(unknown, 0, 0)).toBeNull();
      expect(await store.get(unknown, 0, 1)).toBeNull();
    });

    it('gives null for what is no name', async () => {
      for (const word of ['', '..', '../../etc/passwd', 'A'.repeat(64)]) {
        expect(await store.get(word, 0, 0)).toBeNull();
        expect(await store.size(word)).toBeNull();
      }
    });

    it('gives the same name for the same bytes, stored again', async () => {
      const stored = await store.put(blob);
      expect(await store.put(Uint8Array.from(blob))).toBe(stored);
      expect(await store.size(stored)).toBe(1000);
    });

    it('keeps its own copy: the array of the caller may change afterwards', async () => {
      const bytes = Uint8Array.from(blob);
      const stored = await store.put(bytes);
      bytes.fill(0);
      expect(Buffer.compare((await store.get(stored, 0, 1000)) ?? new Uint8Array(0), blob)).toBe(0);
    });

    it('lends nothing: what a reader does to its bytes does not reach the blob', async () => {
      const stored = await store.put(blob);
      (await store.get(stored, 0, 1000))?.fill(0);
      expect(Buffer.compare((await store.get(stored, 0, 1000)) ?? new Uint8Array(0), blob)).toBe(0);
    });
  });
}
