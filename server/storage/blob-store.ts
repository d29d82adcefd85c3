// Sealed files by the hash of their bytes. UNTRUSTED: what it returns is checked by whoever opens
// it.

export interface BlobStore {
  /** SHA-256 of the bytes, hex: the name. Storing the same bytes again changes nothing. */
  put(bytes: Uint8Array): Promise<string>;
  /** Exactly `length` bytes from `offset`; null if there is no such blob or it ends earlier. */
  get(name: string, offset: number, length: number): Promise<Uint8Array | null>;
  /** Bytes of a blob; null if there is none. */
  size(name: string): Promise<number | null>;
}
