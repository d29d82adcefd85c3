// Hashes as words that people can read to each other: 11-bit groups into the English list of
// BIP-39, which is prefix-free in four letters. Public, not a password.

import { wordlist } from '@scure/bip39/wordlists/english.js';

const bitsPerWord = 11;

function words(hash: string, count: number): readonly string[] {
  const bits = BigInt(`0x${hash}`);
  return Array.from({ length: count }, (_, i) => {
    const shift = BigInt(256 - bitsPerWord * (i + 1));
    return wordlist[Number((bits >> shift) & 0x7ffn)] ?? '';
  });
}

/** Three words: a label to recognise by, never to compare by. */
export function recognitionWords(hash: string): string {
  return words(hash, 3).join('-');
}

/** Twelve words, 132 bits: what two people read to each other before they pin. */
export function comparisonWords(hash: string): readonly string[] {
  return words(hash, 12);
}
