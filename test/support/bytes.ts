import type { Bytes } from '#enclave/protocol/index.ts';

/** The same bytes with one changed. */
export function changed(bytes: Bytes, index: number, value: number): Bytes {
  const out = bytes.slice();
  out[index] = value;
  return out;
}
