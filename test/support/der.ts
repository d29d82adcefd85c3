// Writes DER for test certificates; only what reading needs tested.

import { concatBytes, type Bytes } from '#enclave/protocol/index.ts';

export function der(tag: number, ...content: readonly Uint8Array[]): Bytes {
  const body = concatBytes(...content);
  const { length } = body;
  const head =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return concatBytes(Uint8Array.of(tag, ...head), body);
}

export const sequence = (...content: readonly Uint8Array[]) => der(0x30, ...content);

export function integer(value: number): Bytes {
  const bytes = value === 0 ? [0] : [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return der(2, Uint8Array.of(...((bytes[0] ?? 0) >= 128 ? [0] : []), ...bytes));
}

export function oid(dotted: string): Bytes {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const arcs = [first * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc & 127];
    for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift((left & 127) | 128);
    return digits;
  });
  return der(6, Uint8Array.of(...arcs));
}

export const octetString = (bytes: Uint8Array) => der(4, bytes);
