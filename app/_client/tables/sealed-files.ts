// Sealed files in the browser's own file system until the platform has them whole: a closed tab
// loses nothing. Ciphertext only.

const folderName = 'parley-sealed';

async function folder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderName, { create: true });
}

/** Throws a DOMException where the browser has no room. */
export async function writeSealedFile(name: string, bytes: Uint8Array): Promise<void> {
  const handle = await (await folder()).getFileHandle(name, { create: true });
  const writable = await handle.createWritable();
  await writable.write(Uint8Array.from(bytes));
  await writable.close();
}

/** Null if it is not (any more) there. */
export async function readSealedFile(name: string): Promise<File | null> {
  try {
    return await (await (await folder()).getFileHandle(name)).getFile();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

export async function removeSealedFile(name: string): Promise<void> {
  await (await folder()).removeEntry(name).catch(() => undefined);
}
