// PEM is read as RFC 7468 writes it: nothing that only looks like a blank stands in it or around
// it.

import { describe, expect, it } from 'vitest';
import { readPem } from '#enclave/attestation/encoding/pem.ts';
import { toHex, utf8 } from '#enclave/protocol/index.ts';

const pem = (body: string, around = '') =>
  utf8(`-----BEGIN TEST-----${body}-----END TEST-----${around}`);

describe('PEM', () => {
  it('is read with blanks, tabs and line ends in it, and zeros behind it', () => {
    expect(readPem(pem('\r\nAQ\tID \n', '\n\0\0')).map(toHex)).toEqual(['010203']);
  });

  it.each([
    ['a vertical tab', '\v'],
    ['a space that does not break', '\u00a0'],
    ['a wide space', '\u2003'],
  ])('is refused with %s in it or behind it', (_what, blank) => {
    expect(() => readPem(pem(`AQ${blank}ID`))).toThrow('blocks and nothing else');
    expect(() => readPem(pem('AQID', blank))).toThrow('blocks and nothing else');
  });
});
