// SM3 (GB/T 32905-2016): the hash of Chinese attestation formats, which browsers do not have.

import { concatBytes, type Bytes } from '../../protocol/index.ts';

const initial = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
];

const rotated = (word: number, bits: number) =>
  (word << (bits % 32)) | (word >>> ((32 - (bits % 32)) % 32));
/** P0 and P1 of section 4.5. */
const p0 = (word: number) => word ^ rotated(word, 9) ^ rotated(word, 17);
const p1 = (word: number) => word ^ rotated(word, 15) ^ rotated(word, 23);

/** The message, a one bit, zeros, and its length in bits (section 5.2). */
function padded(message: Uint8Array): Bytes {
  const zeros = (119 - (message.length % 64)) % 64;
  const out = concatBytes(message, Uint8Array.of(0x80), new Uint8Array(zeros + 8));
  const view = new DataView(out.buffer);
  view.setUint32(out.length - 8, Math.floor(message.length / 0x20000000));
  view.setUint32(out.length - 4, (message.length * 8) >>> 0);
  return out;
}

/** 68 words of a block of 16 (section 5.3.2). */
function expanded(view: DataView, offset: number): Int32Array {
  const words = new Int32Array(68);
  const at = (index: number) => words[index] ?? 0;
  for (let j = 0; j < 16; j++) words[j] = view.getInt32(offset + 4 * j);
  for (let j = 16; j < 68; j++) {
    const mixed = p1(at(j - 16) ^ at(j - 9) ^ rotated(at(j - 3), 15));
    words[j] = mixed ^ rotated(at(j - 13), 7) ^ at(j - 6);
  }
  return words;
}

/** The compression function (section 5.3.3). */
function compressed(state: readonly number[], words: Int32Array): readonly number[] {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let j = 0; j < 64; j++) {
    const isEarly = j < 16;
    const constant = rotated(isEarly ? 0x79cc4519 : 0x7a879d8a, j);
    const ss1 = rotated((rotated(a, 12) + e + constant) | 0, 7);
    const ss2 = ss1 ^ rotated(a, 12);
    const ff = isEarly ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = isEarly ? e ^ f ^ g : (e & f) | (~e & g);
    const word = words[j] ?? 0;
    const tt1 = (ff + d + ss2 + (word ^ (words[j + 4] ?? 0))) | 0;
    const tt2 = (gg + h + ss1 + word) | 0;
    [a, b, c, d] = [tt1, a, rotated(b, 9), c];
    [e, f, g, h] = [p0(tt2), e, rotated(f, 19), g];
  }
  return [a, b, c, d, e, f, g, h].map((word, index) => word ^ (state[index] ?? 0));
}

/** 32 bytes. */
export function sm3(message: Uint8Array): Bytes {
  const blocks = padded(message);
  const view = new DataView(blocks.buffer);
  let state: readonly number[] = initial;
  for (let offset = 0; offset < blocks.length; offset += 64) {
    state = compressed(state, expanded(view, offset));
  }
  const out = new Uint8Array(32);
  const words = new DataView(out.buffer);
  state.forEach((word, index) => words.setInt32(4 * index, word));
  return out;
}
