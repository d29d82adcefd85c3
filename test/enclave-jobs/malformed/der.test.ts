// Every way in which an ECDSA signature can be loose DER: one accepted signature, one change.

import { describe, expect, it } from 'vitest';
import { concatBytes, fromHex, toHex, type Bytes } from '#enclave/protocol/index.ts';
import { strictDerToRaw } from '#enclave/signing/index.ts';

const low = '11'.repeat(32);
const high = 'ee'.repeat(32);

function integer(body: string): string {
  return `02${(body.length / 2).toString(16).padStart(2, '0')}${body}`;
}

function sequence(body: string): Bytes {
  return fromHex(`30${(body.length / 2).toString(16).padStart(2, '0')}${body}`);
}

const good = sequence(integer(low) + integer(low));
const body = integer(low) + integer(low);

describe('a DER signature', () => {
  it.each([
    ['two integers of 32 bytes', good, low + low],
    ['an r with its top bit', sequence(integer(`00${high}`) + integer(low)), high + low],
    ['an s with its top bit', sequence(integer(low) + integer(`00${high}`)), low + high],
    [
      'both with their top bits',
      sequence(integer(`00${high}`) + integer(`00${high}`)),
      high + high,
    ],
    [
      'short integers',
      sequence(integer('01') + integer('7f')),
      `${'01'.padStart(64, '0')}${'7f'.padStart(64, '0')}`,
    ],
    [
      'a short integer with its top bit',
      sequence(integer('0080') + integer('01')),
      '80'.padStart(64, '0') + '01'.padStart(64, '0'),
    ],
  ])('is read with %s', (_, der, raw) => {
    const read = strictDerToRaw(der);
    expect(read === null ? null : toHex(read)).toBe(raw);
  });

  it.each<[string, Bytes]>([
    ['no bytes', new Uint8Array()],
    ['one byte', fromHex('30')],
    ['an empty sequence', fromHex('3000')],
    ['a trailing byte', concatBytes(good, Uint8Array.of(0))],
    ['a trailing byte inside', sequence(`${body}00`)],
    ['a third integer', sequence(body + integer('01'))],
    ['one integer only', sequence(integer(low))],
    ['one byte short', good.subarray(0, -1)],
    ['a length one too small', fromHex(`3043${body}`)],
    ['a length one too great', fromHex(`3045${body}`)],
    ['a length in long form', fromHex(`308144${body}`)],
    ['a length in longer form', fromHex(`30820044${body}`)],
    ['an indefinite length', fromHex(`3080${body}0000`)],
    ['a set instead of a sequence', fromHex(`3144${body}`)],
    ['a context tag instead of a sequence', fromHex(`a044${body}`)],
    ['a bit string for r', sequence(`03${body.slice(2)}`)],
    ['an octet string for s', sequence(`${integer(low)}04${integer(low).slice(2)}`)],
    ['an integer length in long form', sequence(`028120${low}${integer(low)}`)],
    ['a leading zero that is not needed in r', sequence(integer(`00${low}`) + integer(low))],
    ['a leading zero that is not needed in s', sequence(integer(low) + integer(`00${low}`))],
    ['two leading zeros', sequence(integer(`0000${high.slice(2)}`) + integer(low))],
    ['a negative r', sequence(integer(high) + integer(low))],
    ['a negative s', sequence(integer(low) + integer(high))],
    ['r = 0', sequence(integer('00') + integer(low))],
    ['s = 0', sequence(integer(low) + integer('00'))],
    ['an r without bytes', sequence(integer('') + integer(low))],
    ['an s without bytes', sequence(integer(low) + integer(''))],
    ['an r of 33 bytes', sequence(integer(`01${low}`) + integer(low))],
    ['an s of 33 bytes', sequence(integer(low) + integer(`01${low}`))],
    ['an r of 34 bytes', sequence(integer(`00ff${low}`) + integer(low))],
    ['an r that reaches past the end', sequence(`0244${low}${integer(low)}`)],
    ['an s that reaches past the end', sequence(`${integer(low)}0221${low}`)],
    ['an s that ends early', sequence(`${integer(low)}021f${low}`)],
    ['r and s as raw bytes', fromHex(low + low)],
    ['raw bytes that look like a sequence', fromHex(`303e${low}${low}`.slice(0, 128))],
    [
      'a long form that is as long as it says',
      concatBytes(fromHex(`3081${body}`), new Uint8Array(61)),
    ],
  ])('is refused with %s', (_, der) => {
    expect(strictDerToRaw(der)).toBeNull();
  });

  it('has one spelling: whatever is read is written back to the same bytes', () => {
    const write = (hex: string) => {
      const digits = hex.replace(/^(00)+/, '');
      return integer(Number.parseInt(digits.slice(0, 2), 16) >= 0x80 ? `00${digits}` : digits);
    };
    let read = 0;
    for (let i = 0; i < good.length; i++) {
      for (let byte = 0; byte < 256; byte++) {
        const changed = Uint8Array.from(good);
        changed[i] = byte;
        const raw = strictDerToRaw(changed);
        if (raw === null) continue;
        read += 1;
        const hex = toHex(raw);
        const again = sequence(write(hex.slice(0, 64)) + write(hex.slice(64)));
        expect(toHex(again)).toBe(toHex(changed));
      }
    }
    expect(read).toBeGreaterThan(10_000);
  });
});
