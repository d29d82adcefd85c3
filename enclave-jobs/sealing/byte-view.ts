// The age library types its output as bytes over any buffer; ours are bytes over an ArrayBuffer.

import type { Bytes } from '../protocol/index.ts';

/** The same bytes; a view, not a copy, wherever the buffer allows: datasets are large. */
export function asBytes(array: Uint8Array): Bytes {
  return array.buffer instanceof ArrayBuffer
    ? new Uint8Array(array.buffer, array.byteOffset, array.length)
    : array.slice();
}
