// DER (X.690) as certificates need it, and nothing more lenient: definite minimal lengths, low tag
// numbers, no bytes left over. A bound on every length and no recursion of its own.

import { ParseFault } from '../examination.ts';
import { toHex, type Bytes } from '../../protocol/index.ts';

export interface Der {
  readonly tag: number;
  readonly content: Bytes;
  /** Tag, length and content: what signatures cover. */
  readonly whole: Bytes;
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

function fault(expected: string, found: string): never {
  throw new ParseFault({ field: 'DER', expected, found });
}

/** Content length and the bytes that its encoding takes, from behind the tag. */
function readLength(bytes: Bytes, at: number): readonly [length: number, taken: number] {
  const first = bytes[at] ?? fault('a length', 'the end');
  if (first < 0x80) return [first, 1];
  const count = first & 0x7f;
  if (count === 0 || count > 3) fault('a definite length below 16 MiB', `0x${first.toString(16)}`);
  let length = 0;
  for (let i = 1; i <= count; i++)
    length = length * 256 + (bytes[at + i] ?? fault('a length', 'the end'));
  if (length < 0x80 || length < 256 ** (count - 1))
    fault('the shortest length', `${count} bytes for ${length}`);
  return [length, count + 1];
}

function readOne(bytes: Bytes, at: number): Der {
  const tag = bytes[at] ?? fault('an element', 'the end');
  if ((tag & 0x1f) === 0x1f) fault('a low tag number', `0x${tag.toString(16)}`);
  const [length, taken] = readLength(bytes, at + 1);
  const start = at + 1 + taken;
  if (start + length > bytes.length) fault(`${length} bytes of content`, `${bytes.length - start}`);
  return {
    tag,
    content: bytes.subarray(start, start + length),
    whole: bytes.subarray(at, start + length),
  };
}

/** One element that fills the input. Throws ParseFault. */
export function readDer(bytes: Bytes): Der {
  const element = readOne(bytes, 0);
  if (element.whole.length !== bytes.length)
    fault('the end', `${bytes.length - element.whole.length} more bytes`);
  return element;
}

/** The elements that fill these bytes, one after another. */
export function readDerList(bytes: Bytes): readonly Der[] {
  const out: Der[] = [];
  for (let at = 0; at < bytes.length;) {
    const element = readOne(bytes, at);
    out.push(element);
    at += element.whole.length;
  }
  return out;
}

export function requireTag(element: Der | undefined, tag: number, field: string): Der {
  if (element?.tag !== tag) {
    const found = element === undefined ? 'nothing' : `tag 0x${element.tag.toString(16)}`;
    throw new ParseFault({ field, expected: `tag 0x${tag.toString(16)}`, found });
  }
  return element;
}

export function sequenceOf(element: Der | undefined, field: string): readonly Der[] {
  return readDerList(requireTag(element, tags.sequence, field).content);
}

/** Dotted, for example 1.3.6.1.4.1.3704.1.1. */
export function oidOf(element: Der | undefined, field: string): string {
  const { content } = requireTag(element, tags.oid, field);
  const arcs: number[] = [];
  let arc = 0;
  let isOpen = false;
  for (const byte of content) {
    if (!isOpen && byte === 0x80) fault('the shortest object identifier', toHex(content));
    arc = arc * 128 + (byte & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER / 128) fault('an object identifier', toHex(content));
    isOpen = byte >= 0x80;
    if (!isOpen) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first] = arcs;
  if (isOpen || first === undefined) fault('an object identifier', toHex(content));
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...arcs.slice(1)].join('.');
}

/** The bytes of an INTEGER in its shortest form, sign included. */
export function integerOf(element: Der | undefined, field: string): Bytes {
  const { content } = requireTag(element, tags.integer, field);
  const [first, second] = content;
  if (first === undefined) fault('an integer', 'nothing');
  if (
    second !== undefined &&
    ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
  ) {
    fault('the shortest integer', toHex(content));
  }
  return content;
}

/** A small integer that is not negative. */
export function countOf(element: Der | undefined, field: string): number {
  const bytes = integerOf(element, field);
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  if ((bytes[0] ?? 0x80) >= 0x80 || value > Number.MAX_SAFE_INTEGER) {
    throw new ParseFault({ field, expected: 'a count', found: toHex(bytes) });
  }
  return value;
}

/** The bits as bytes; only whole bytes unless `unused` may be other than zero. */
export function bitStringOf(element: Der | undefined, field: string, isPartial = false): Bytes {
  const { content } = requireTag(element, tags.bitString, field);
  const unused = content[0] ?? 8;
  if (unused > 7 || (unused !== 0 && !isPartial)) fault('whole bytes', `${unused} unused bits`);
  return content.subarray(1);
}

/** DER knows one true and one false. */
export function booleanOf(element: Der, field: string): boolean {
  const { content } = requireTag(element, tags.boolean, field);
  const [value] = content;
  if (content.length !== 1 || (value !== 0 && value !== 0xff)) fault('00 or ff', toHex(content));
  return value === 0xff;
}

const timeForm = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;

/** Seconds since 1970 of a UTCTime or GeneralizedTime (RFC 5280 section 4.1.2.5). */
export function timeOf(element: Der | undefined, field: string): number {
  // The longest form has 15 characters; nothing longer is spread.
  const text = String.fromCharCode(...(element?.content.subarray(0, 16) ?? []));
  const isShort = element?.tag === tags.utcTime;
  if (!isShort) requireTag(element, tags.generalizedTime, field);
  const century = Number(text.slice(0, 2)) >= 50 ? '19' : '20';
  const parts = timeForm
    .exec(isShort ? `${century}${text}` : text)
    ?.slice(1)
    .map(Number);
  if (parts === undefined)
    throw new ParseFault({ field, expected: 'a time in UTC', found: text.slice(0, 32) });
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(at);
  // Date.UTC carries the 31st of April over into May.
  if (
    back.getUTCMonth() !== month - 1 ||
    back.getUTCDate() !== day ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  ) {
    throw new ParseFault({ field, expected: 'a time in UTC', found: text });
  }
  return at / 1000;
}
