// PEM (RFC 7468), strict: blocks of one label, nothing between them but blanks and line ends,
// closing zero bytes.

import { ParseFault } from '../examination.ts';
import { fromBase64Url, fromUtf8, type Bytes } from '../../protocol/index.ts';

const block = /-----BEGIN ([A-Z0-9 ]{1,32})-----([A-Za-z0-9+/= \t\r\n]*)-----END \1-----/g;

function textOf(bytes: Bytes): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw new ParseFault({ field: 'PEM', expected: 'text', found: 'other bytes' });
  }
}

function bytesIn(base64: string): Bytes {
  const packed = base64.replace(/[ \t\r\n]+/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) {
    throw new ParseFault({ field: 'PEM', expected: 'base64', found: packed.slice(0, 16) });
  }
  return fromBase64Url(packed.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''));
}

export const isPem = (bytes: Bytes) => bytes[0] === 0x2d;

/** The contents of all blocks. Throws ParseFault on anything else around them. */
export function readPem(bytes: Bytes): readonly Bytes[] {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  const text = textOf(bytes.subarray(0, end));
  const rest = text.replace(block, '').replace(/[ \t\r\n]+/g, '');
  const blocks = [...text.matchAll(block)].map(([, , body]) => bytesIn(body ?? ''));
  if (rest !== '' || blocks.length === 0) {
    throw new ParseFault({
      field: 'PEM',
      expected: 'blocks and nothing else',
      found: rest.slice(0, 32) || 'none',
    });
  }
  return blocks;
}
