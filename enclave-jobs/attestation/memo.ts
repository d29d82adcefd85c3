// Chains and collateral come again with every piece of evidence. What was read of them, which signature held,
// and the platform's form of a key depend on nothing but their bytes, and may be remembered; dates, names and
// lists are checked each time.

import { sha256, toHex, type Bytes } from '../protocol/index.ts';

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

/** For programs that verify much: a broker, a benchmark. Begins anew when `max` things are known. */
export function openMemo(max = 4096): Memo {
  const known = new Map<string, unknown>();
  // Parts of what was read before are the same arrays again; nobody writes into them.
  const digests = new WeakMap<Bytes, string>();
  const digestOf = (bytes: Bytes) => {
    const digest = digests.get(bytes) ?? toHex(sha256(bytes));
    digests.set(bytes, digest);
    return digest;
  };
  const remember = <T>(key: string, value: T): T => {
    if (known.size >= max) known.clear();
    known.set(key, value);
    return value;
  };
  return {
    read: <T>(kind: string, bytes: Bytes, read: (bytes: Bytes) => T) => {
      const key = `${kind} ${toHex(sha256(bytes))}`;
      return known.has(key) ? (known.get(key) as T) : remember(key, read(bytes));
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
