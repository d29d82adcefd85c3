// Bent bytes, the same for the same seed: bits turned, bytes overwritten, cut, doubled, lengths
// made extreme.

import type { Bytes } from '#enclave/protocol/index.ts';
import { concatBytes } from '#enclave/protocol/index.ts';

/** xorshift32: small, fast, repeatable. */
function openRandom(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % Math.max(1, below);
  };
}

type Mutation = (bytes: Bytes, random: (below: number) => number) => Bytes;

const extremes = [0, 1, 0x7f, 0x80, 0x81, 0x84, 0xff, 0x9f, 0xbf, 0x5f, 0xfe];

const overwrite: Mutation = (bytes, random) => {
  const out = bytes.slice();
  for (let i = random(4); i >= 0; i--)
    out[random(out.length)] = extremes[random(extremes.length)] ?? 0;
  return out;
};

const mutations: readonly Mutation[] = [
  (bytes, random) => {
    const out = bytes.slice();
    const at = random(out.length);
    out[at] = (out[at] ?? 0) ^ (1 << random(8));
    return out;
  },
  overwrite,
  (bytes, random) => bytes.slice(0, random(bytes.length)),
  (bytes, random) => {
    const from = random(bytes.length);
    const length = random(64);
    return concatBytes(bytes.slice(0, from), bytes.slice(from + length));
  },
  (bytes, random) => {
    const from = random(bytes.length);
    const piece = bytes.slice(from, from + random(64));
    const to = random(bytes.length);
    return concatBytes(bytes.slice(0, to), piece, bytes.slice(to));
  },
  (bytes, random) =>
    concatBytes(
      bytes,
      Uint8Array.from({ length: random(32) }, () => random(256)),
    ),
];

/** Endless; each is made of `valid` by one to three mutations. */
export function* bent(valid: Bytes, seed: number): Generator<Bytes, never> {
  const random = openRandom(seed);
  for (;;) {
    let out = valid;
    for (let i = random(3); i >= 0; i--) {
      const mutate = mutations[random(mutations.length)] ?? overwrite;
      out = out.length === 0 ? out : mutate(out, random);
    }
    yield out;
  }
}
