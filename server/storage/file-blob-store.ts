import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlobStore } from './blob-store.ts';

/** Blobs as files that were written whole before they got their name. */
export interface FileBlobStore extends BlobStore {
  /** Takes a finished file in, which is gone from its old place then. Its name as with put(). */
  adopt(file: string): Promise<string>;
  /** Removes the bytes; false if there were none. */
  remove(name: string): Promise<boolean>;
}

const isName = (name: string) => /^[0-9a-f]{64}$/.test(name);

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

async function readExactly(path: string, offset: number, length: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const bytes = new Uint8Array(length);
    let at = 0;
    while (at < length) {
      const { bytesRead } = await file.read(bytes, at, length - at, offset + at);
      if (bytesRead === 0) throw new Error('blob shrank while it was read');
      at += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

export function fileBlobStore(folder: string): FileBlobStore {
  const pathOf = (name: string) => join(folder, name.slice(0, 2), name);

  const keep = async (temporary: string, name: string) => {
    await mkdir(dirname(pathOf(name)), { recursive: true });
    await rename(temporary, pathOf(name));
    return name;
  };
  const size = (name: string) => (isName(name) ? sizeOf(pathOf(name)) : Promise.resolve(null));

  return {
    size,
    async put(bytes) {
      const copy = Uint8Array.from(bytes);
      const name = createHash('sha256').update(copy).digest('hex');
      if ((await size(name)) === copy.length) return name;
      await mkdir(folder, { recursive: true });
      const temporary = join(folder, `${randomUUID()}.part`);
      await writeFile(temporary, copy);
      return keep(temporary, name);
    },
    async get(name, offset, length) {
      const total = await size(name);
      if (total === null || offset < 0 || length < 0 || offset + length > total) return null;
      return readExactly(pathOf(name), offset, length);
    },
    async adopt(file) {
      const name = await digestOf(file);
      await mkdir(folder, { recursive: true });
      const temporary = join(folder, `${randomUUID()}.part`);
      // Uploads may lie on another file system, where a rename does not reach.
      await rename(file, temporary).catch(async () => {
        await copyFile(file, temporary);
        await rm(file);
      });
      return keep(temporary, name);
    },
    async remove(name) {
      if ((await size(name)) === null) return false;
      await rm(pathOf(name));
      return true;
    },
  };
}
