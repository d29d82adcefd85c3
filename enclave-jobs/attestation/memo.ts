// Chains and collateral come again with every piece of evidence. What was read of them, which
// signature held, and the platform's form of a key depend on nothing but their bytes, and may be
// remembered; dates, names and lists are checked each time.

import { concatBytes, sha256, toHex, type Bytes } from '../protocol/index.ts';

export interface Memo {
  /** What `read` made of these bytes, now or before. Faults are not remembered. */
  read<T>(kind: string, bytes: Bytes, read: (bytes: Bytes) => T): T;
  /** True if `verify` said so, now or before, of exactly these bytes. */
  holds(parts: readonly Bytes[], verify: () => Promise<boolean>): Promise<boolean>;
  /** The key that `load` made of these bytes. */
  key(kind: string, bytes: Bytes, load: () => Promise<CryptoKey>): Promise<CryptoKey>;
}

/** Remembers nothing. */
export const noMemo: Memo = {
  read: (_, bytes, read) => read(bytes),
  holds: (_, verify) => verify(),
  key: (_, __, load) => load(),
};

/** Longer ones are nobody's collateral, and would fill a memory with what anybody sent. */
const longest = 64 * 1024;

/**
 * For programs that verify much: a broker, a benchmark. The oldest of `max` things is forgotten
 * first.
 */
export function openMemo(max = 1024): Memo {
  const known = new Map<string, unknown>();
  // Only of copies made here, which nobody else can write into.
  const digests = new WeakMap<Bytes, string>();
  const digestOf = (bytes: Bytes) => digests.get(bytes) ?? toHex(sha256(bytes));
  const remember = <T>(key: string, value: T): T => {
    const [oldest] = known.keys();
    if (known.size >= max && oldest !== undefined) known.delete(oldest);
    known.set(key, value);
    return value;
  };
  return {
    read: <T>(kind: string, bytes: Bytes, read: (bytes: Bytes) => T) => {
      if (bytes.length > longest) return read(bytes);
      const digest = toHex(sha256(bytes));
      const key = `${kind} ${digest}`;
      if (known.has(key)) return known.get(key) as T;
      const own = concatBytes(bytes);
      digests.set(own, digest);
      return remember(key, read(own));
    },
    holds: async (parts, verify) => {
      const key = parts.map(digestOf).join(' ');
      return known.get(key) === true || ((await verify()) && remember(key, true));
    },
    key: async (kind, bytes, load) => {
      const key = `key ${kind} ${digestOf(bytes)}`;
      return known.has(key) ? (known.get(key) as CryptoKey) : remember(key, await load());
    },
  };
}
