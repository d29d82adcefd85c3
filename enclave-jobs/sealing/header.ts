// A strict reader of age headers (C2SP age, "Header"). It exists because R5 wants the limits
// applied before a library sees the bytes, and R7 the exact bytes that the header MAC covers. It
// reads native binary files only: no armour, no recovery, no second spelling of the same header. It
// performs no key operation, and does not know which stanza types are acceptable; see
// machine-stanzas.ts.

import {
  EnclaveError,
  ageHeaderBytesMax,
  ageStanzasMax,
  fromBase64Url,
  fromUtf8,
  toBase64Url,
  type Bytes,
} from '../protocol/index.ts';

/** One recipient stanza: `-> type args…` and its decoded body. */
export interface AgeStanza {
  readonly type: string;
  readonly args: readonly string[];
  readonly body: Bytes;
}

/**
 * A header that is well formed; its MAC has not been checked. All bytes are copies of the input.
 */
export interface AgeHeader {
  readonly stanzas: readonly AgeStanza[];
  readonly mac: Bytes;
  /** What the MAC covers: everything up to and including `---`. */
  readonly macInput: Bytes;
  /** Everything through the newline after the MAC: what `sealed.header` in a manifest names. */
  readonly headerBytes: Bytes;
  readonly length: number;
}

const version = 'age-encryption.org/v1';
const macLength = 32;
// C2SP age: bodies are wrapped at 64 columns, and the last line is shorter than that, maybe empty.
const bodyColumns = 64;
const newline = 0x0a;

interface Cursor {
  readonly window: Bytes;
  readonly isCut: boolean;
  at: number;
}

function malformed(place: string): EnclaveError {
  return new EnclaveError('INPUT_FORMAT', place);
}

/**
 * Printable ASCII up to a line feed, which is consumed: carriage returns and control bytes are
 * refused.
 */
function readLine(cursor: Cursor): string {
  const end = cursor.window.indexOf(newline, cursor.at);
  if (end < 0) throw malformed(cursor.isCut ? 'header size' : 'header end');
  const line = cursor.window.subarray(cursor.at, end);
  if (line.some((byte) => byte < 0x20 || byte > 0x7e)) throw malformed('header character');
  cursor.at = end + 1;
  return fromUtf8(line);
}

/**
 * Standard base64 without padding. Throws INPUT_FORMAT naming `place` on anything else, spare bits
 * that are not zero included: two texts for one value would be two headers for one meaning.
 */
export function decodeBase64(text: string, place: string): Bytes {
  if (!/^[A-Za-z0-9+/]*$/.test(text) || text.length % 4 === 1) throw malformed(place);
  const urlText = text.replaceAll('+', '-').replaceAll('/', '_');
  const decoded = fromBase64Url(urlText);
  if (toBase64Url(decoded) !== urlText) throw malformed(place);
  return decoded;
}

function readStanza(cursor: Cursor, firstLine: string): AgeStanza {
  const [type, ...args] = firstLine.slice('-> '.length).split(' ');
  if (type === undefined || [type, ...args].includes('')) throw malformed('stanza arguments');
  let text = '';
  for (;;) {
    const line = readLine(cursor);
    if (line.length > bodyColumns) throw malformed('stanza body');
    text += line;
    if (line.length < bodyColumns) break;
  }
  // Full lines end on a byte border, so errors cannot hide in the joint of two lines.
  return { type, args, body: decodeBase64(text, 'stanza body') };
}

/**
 * Reads the header at the start of `bytes`, which may be a whole age file or a prefix of one;
 * nothing behind the header is looked at. Applies the limits of R5 first. Throws INPUT_FORMAT, with
 * the part of the grammar that was broken as place.
 */
export function readAgeHeader(bytes: Uint8Array): AgeHeader {
  const isCut = bytes.length > ageHeaderBytesMax;
  // A copy, once: what is checked here must be what is used later, whoever else holds the input.
  const cursor: Cursor = { window: bytes.slice(0, ageHeaderBytesMax), isCut, at: 0 };
  if (readLine(cursor) !== version) throw malformed('version');
  const stanzas: AgeStanza[] = [];
  for (;;) {
    const start = cursor.at;
    const line = readLine(cursor);
    if (line.startsWith('-> ')) {
      if (stanzas.length === ageStanzasMax) throw malformed('stanza count');
      stanzas.push(readStanza(cursor, line));
      continue;
    }
    if (!line.startsWith('--- ')) throw malformed('stanza or MAC line');
    if (stanzas.length === 0) throw malformed('stanza count');
    const mac = decodeBase64(line.slice('--- '.length), 'MAC');
    if (mac.length !== macLength) throw malformed('MAC');
    const macInput = cursor.window.slice(0, start + '---'.length);
    const headerBytes = cursor.window.slice(0, cursor.at);
    return { stanzas, mac, macInput, headerBytes, length: headerBytes.length };
  }
}
