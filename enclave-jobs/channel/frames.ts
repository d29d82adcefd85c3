// Frames between a worker's two processes over stdin and stdout: 4-byte big-endian length, 1 byte
// kind ('J' canonical JSON, 'B' bytes), payload. No path sockets: nothing to connect to from
// outside.

import { concatBytes, utf8, type Bytes } from '../protocol/index.ts';

export type FrameKind = 'json' | 'bytes';

export interface Frame {
  readonly kind: FrameKind;
  readonly payload: Bytes;
}

export const frameBytesMax = 32 * 1024 * 1024;
const headBytes = 5;
const kindCodes = { json: 0x4a, bytes: 0x42 } as const;

export function encodeFrame({ kind, payload }: Frame): Bytes {
  const head = new Uint8Array(headBytes);
  new DataView(head.buffer).setUint32(0, payload.length);
  head[4] = kindCodes[kind];
  return concatBytes(head, payload);
}

function kindOf(code: number | undefined): FrameKind {
  if (code === kindCodes.json) return 'json';
  if (code === kindCodes.bytes) return 'bytes';
  throw new Error('frame kind');
}

/**
 * Frames of a byte stream, one after the other. `next` throws at the end, on a bad kind or size.
 */
export class FrameReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #parts: Uint8Array[] = [];
  #have = 0;

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  async next(): Promise<Frame> {
    const head = await this.#take(headBytes);
    const length = new DataView(head.buffer, head.byteOffset).getUint32(0);
    if (length > frameBytesMax) throw new Error('frame size');
    const kind = kindOf(head[4]);
    return { kind, payload: await this.#take(length) };
  }

  async #take(length: number): Promise<Bytes> {
    while (this.#have < length) {
      const chunk = await this.#chunks.next();
      if (chunk.done === true) throw new Error('stream ended');
      this.#parts.push(chunk.value);
      this.#have += chunk.value.length;
    }
    const joined = this.#parts.length === 1 ? this.#parts[0] : concatBytes(...this.#parts);
    const all = joined ?? utf8('');
    this.#parts = all.length > length ? [all.subarray(length)] : [];
    this.#have = all.length - length;
    return concatBytes(all.subarray(0, length));
  }
}
