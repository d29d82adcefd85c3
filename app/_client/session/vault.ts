// Keys that were unlocked once in this browser, so that a new page does not ask again: sealed by a
// key that the browser keeps and nobody exports, forgotten at sign-out and after half a day.

const databaseName = 'parley';
const storeName = 'vault';
const keepMs = 12 * 3_600_000;

interface Kept {
  readonly person: string;
  readonly key: CryptoKey;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
  readonly until: number;
}

function openVault(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(databaseName, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(storeName);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('no storage in this browser'));
  });
}

async function withStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openVault();
  try {
    return await new Promise<T>((resolve, reject) => {
      const asked = work(database.transaction(storeName, mode).objectStore(storeName));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? new Error('no storage in this browser'));
    });
  } finally {
    database.close();
  }
}

/** Keeps a plain key file for this person on this device. */
export async function keepOnDevice(person: string, plain: Uint8Array): Promise<void> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, Uint8Array.from(plain));
  const kept: Kept = { person, key, iv, sealed, until: Date.now() + keepMs };
  await withStore('readwrite', (store) => store.put(kept, 'keys'));
}

/** Null if nothing is kept for this person, or no longer. */
export async function recallFromDevice(person: string): Promise<Uint8Array | null> {
  const kept = (await withStore('readonly', (store) => store.get('keys'))) as Kept | undefined;
  if (kept === undefined) return null;
  if (kept.person !== person || kept.until < Date.now()) {
    await forgetDevice();
    return null;
  }
  const { key, iv, sealed } = kept;
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed));
}

export async function forgetDevice(): Promise<void> {
  await withStore('readwrite', (store) => store.delete('keys'));
}
