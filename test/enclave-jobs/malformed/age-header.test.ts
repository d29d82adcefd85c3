// Every way in which an age file can be wrong, one at a time. The cases follow the C2SP CCTV age
// test kit in name and intent; each is built here from a good file, under a valid header MAC
// wherever the fault is not the MAC, so that only the check in question can refuse it. Each goes
// through both of our readers: the library behind the header reader, and the header reader with a
// file key and the seekable payload.

import { beforeAll, describe, expect, it } from 'vitest';
import { concatBytes, fromUtf8, utf8, type Bytes } from '#enclave/protocol/index.ts';
import {
  captureFileKey,
  openSealed,
  readAgeHeader,
  requireMachineStanzas,
  sealTo,
} from '#enclave/sealing/index.ts';
import {
  aSealedFile,
  chunkBytes,
  flipped,
  hybridKeys,
  macLineFor,
  openWithFileKey,
  putTogether,
  readAll,
  refusal,
  sealChunk,
  toBase64,
  withHead,
  withPayload,
  x25519Keys,
  type AgeKeys,
  type Parts,
} from '../sealing/sealed-files.ts';

const version = 'age-encryption.org/v1\n';
const none = new Uint8Array();
const plaintext = utf8('good file');

let classic: AgeKeys & { parts: Parts };
let hybrid: AgeKeys & { parts: Parts };

async function prepare(keys: AgeKeys): Promise<AgeKeys & { parts: Parts }> {
  return { ...keys, parts: (await aSealedFile(keys.recipient, plaintext)).parts };
}

beforeAll(async () => {
  classic = await prepare(await x25519Keys());
  hybrid = await prepare(await hybridKeys());
});

const viaLibrary = (file: Uint8Array, identity: string): Promise<Bytes> =>
  openSealed(file, identity, 'result');

async function viaFileKey(file: Uint8Array, identity: string): Promise<Bytes> {
  requireMachineStanzas(readAgeHeader(file), 'result');
  return readAll(openWithFileKey(file, await captureFileKey(file, identity)));
}

/**
 * An INPUT_FORMAT is expected with its place; INPUT_BYTES without, because it must not tell more.
 */
async function expectRefused(file: Bytes, identity: string, expected: string): Promise<void> {
  for (const open of [viaLibrary, viaFileKey]) {
    const answer = await refusal(() => open(file, identity));
    expect(answer.startsWith('INPUT_BYTES') ? 'INPUT_BYTES' : answer).toBe(expected);
  }
}

async function expectOpens(file: Bytes, identity: string, content: Uint8Array): Promise<void> {
  for (const open of [viaLibrary, viaFileKey]) {
    expect(Buffer.compare(await open(file, identity), content)).toBe(0);
  }
}

type Case = [label: string, build: (parts: Parts) => Bytes, expected: string];

/** A good X25519 file with its head rewritten and signed again by the file key. */
const head =
  (rewrite: (head: string) => string) =>
  (parts: Parts): Bytes =>
    withHead(parts, rewrite(parts.head));

/** A good file with one more stanza behind the good one. */
const extra = (stanza: string) => head((text) => text + stanza);

const macLine =
  (rewrite: (line: string) => string) =>
  (parts: Parts): Bytes =>
    putTogether({ ...parts, macLine: rewrite(parts.macLine) });

/** Rewrites the only stanza: its argument line and its body line. */
const stanza = (rewrite: (args: string, body: string) => string) =>
  head((text) => {
    const [, args = '', ...body] = text.trimEnd().split('\n');
    return `${version}${rewrite(args, body.join('\n'))}\n`;
  });

const share = (rewrite: (text: string) => string) =>
  stanza((args, body) => {
    const [arrow = '', type = '', text = ''] = args.split(' ');
    return `${arrow} ${type} ${rewrite(text)}\n${body}`;
  });

const armour = (file: Bytes): Bytes => {
  const lines = Buffer.from(file).toString('base64').replace(/.{64}/g, '$&\n');
  return utf8(`-----BEGIN AGE ENCRYPTED FILE-----\n${lines}\n-----END AGE ENCRYPTED FILE-----\n`);
};

/**
 * The next letter of the base64 alphabet differs in a spare bit of 32 bytes: same value, other
 * text.
 */
const spareBit = (text: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return text.slice(0, -1) + (alphabet[alphabet.indexOf(text.slice(-1)) + 1] ?? '');
};

const FULL_LINE = 'A'.repeat(64);

describe('the good files that every case starts from', () => {
  it('open on both paths', async () => {
    for (const good of [classic, hybrid]) {
      await expectOpens(putTogether(good.parts), good.identity, plaintext);
      await expectOpens(withHead(good.parts, good.parts.head), good.identity, plaintext);
    }
  });

  it('open for several recipients of one kind', async () => {
    for (const keys of [x25519Keys, hybridKeys]) {
      const [first, second] = [await keys(), await keys()];
      const file = await sealTo([first.recipient, second.recipient], plaintext);
      await expectOpens(file, first.identity, plaintext);
      await expectOpens(file, second.identity, plaintext);
    }
  });

  it('read with any stanza that is well formed, without judging it', () => {
    const wellFormed = [
      '-> x\n\n',
      `-> x !"#$%&'()*+,-./:;<=>?@[]^_\`{|}~ 0\nAA\n`,
      `-> x\n${FULL_LINE}\n\n`,
      `-> x\n${FULL_LINE}\n${FULL_LINE}\nAAAA\n`,
      '-> -> ->\n\n',
      '-> --- ---\n\n',
    ];
    for (const text of wellFormed) {
      expect(readAgeHeader(extra(text)(classic.parts)).stanzas).toHaveLength(2);
    }
  });
});

describe('refuses a file that does not begin as an age file', () => {
  const cases: Case[] = [
    ['armor', (parts) => armour(putTogether(parts)), 'INPUT_FORMAT: version'],
    [
      'armor_crlf',
      (parts) => utf8(fromUtf8(armour(putTogether(parts))).replaceAll('\n', '\r\n')),
      'INPUT_FORMAT: header character',
    ],
    [
      'armor_whitespace_begin',
      (parts) => concatBytes(utf8('\n'), armour(putTogether(parts))),
      'INPUT_FORMAT: version',
    ],
    ['version_unsupported', head((t) => t.replace('/v1', '/v2')), 'INPUT_FORMAT: version'],
    ['version_longer', head((t) => t.replace('/v1', '/v11')), 'INPUT_FORMAT: version'],
    ['version_uppercase', head((t) => t.replace('age-', 'AGE-')), 'INPUT_FORMAT: version'],
    ['version_leading_space', head((t) => ` ${t}`), 'INPUT_FORMAT: version'],
    ['version_trailing_space', head((t) => t.replace('/v1', '/v1 ')), 'INPUT_FORMAT: version'],
    ['version_empty_line_before', head((t) => `\n${t}`), 'INPUT_FORMAT: version'],
    ['version_byte_order_mark', head((t) => `\ufeff${t}`), 'INPUT_FORMAT: header character'],
    ['empty file', () => utf8(''), 'INPUT_FORMAT: header end'],
    ['version without a newline', () => utf8(version.trimEnd()), 'INPUT_FORMAT: header end'],
    ['version alone', () => utf8(version), 'INPUT_FORMAT: header end'],
  ];
  it.each(cases)('%s', (_label, build, expected) =>
    expectRefused(build(classic.parts), classic.identity, expected),
  );
});

describe('refuses characters that are not printable ASCII or a line feed', () => {
  const place = 'INPUT_FORMAT: header character';
  const cases: Case[] = [
    ['header_crlf', head((t) => t.replaceAll('\n', '\r\n')), place],
    ['header_cr', head((t) => t.replaceAll('\n', '\r')), place],
    ['stanza_spurious_cr', extra('-> x\r\n\n'), place],
    ['stanza_body_cr', extra('-> x\nAAAA\r\n'), place],
    ['hmac_cr', macLine((t) => t.replace('\n', '\r\n')), place],
    ['stanza_invalid_character: NUL', extra('-> x\0\n\n'), place],
    ['stanza_invalid_character: tab', extra('-> x\ty\n\n'), place],
    ['stanza_invalid_character: DEL', extra('-> x\u007f\n\n'), place],
    ['stanza_invalid_character: not ASCII', extra('-> \u00e9\n\n'), place],
  ];
  it.each(cases)('%s', (_label, build, expected) =>
    expectRefused(build(classic.parts), classic.identity, expected),
  );
});

describe('refuses a stanza that is not well formed', () => {
  const [start, args, body] = [
    'INPUT_FORMAT: stanza or MAC line',
    'INPUT_FORMAT: stanza arguments',
    'INPUT_FORMAT: stanza body',
  ];
  const cases: Case[] = [
    ['stanza_bad_start: no space', extra('->x\n\n'), start],
    ['stanza_bad_start: short arrow', extra('- x\n\n'), start],
    ['stanza_bad_start: long arrow', extra('--> x\n\n'), start],
    ['stanza_bad_start: leading space', extra(' -> x\n\n'), start],
    ['stanza_no_arguments: no space', extra('->\n\n'), start],
    ['stanza_no_arguments', extra('-> \n\n'), args],
    ['stanza_empty_argument: first', extra('->  x\n\n'), args],
    ['stanza_empty_argument: middle', extra('-> x  y\n\n'), args],
    ['stanza_empty_argument: last', extra('-> x y \n\n'), args],
    ['stanza_missing_body', extra('-> x\n'), body],
    ['stanza_missing_body, another stanza follows', extra('-> x\n-> y\n\n'), body],
    ['stanza_missing_final_line', extra(`-> x\n${FULL_LINE}\n`), body],
    ['stanza_long_line', extra(`-> x\n${FULL_LINE}AAAA\n\n`), body],
    ['stanza_long_line: one column', extra(`-> x\n${FULL_LINE}A\n`), body],
    ['stanza_multiple_short_lines', extra('-> x\nAAAA\nAAAA\n'), start],
    ['stanza_short_line before a full one', extra(`-> x\nAAAA\n${FULL_LINE}\n\n`), start],
    ['stanza_empty_last_line: one too many', extra(`-> x\n${FULL_LINE}\n\n\n`), start],
    ['stanza_empty_last_line after a short one', extra('-> x\nAAAA\n\n'), start],
    ['stanza_base64_padding: one', extra('-> x\nAAA=\n'), body],
    ['stanza_base64_padding: two', extra('-> x\nAA==\n'), body],
    ['stanza_not_canonical: spare bits of two', extra('-> x\nAB\n'), body],
    ['stanza_not_canonical: spare bits of four', extra('-> x\nAAB\n'), body],
    ['stanza_not_canonical: a lone sextet', extra('-> x\nAAAAA\n'), body],
    ['stanza_url_alphabet', extra('-> x\n-_AA\n'), body],
    ['stanza_body_space: inside', extra('-> x\nAA AA\n'), body],
    ['stanza_body_space: before', extra('-> x\n AAAA\n'), body],
    ['stanza_body_space: behind', extra('-> x\nAAAA \n'), body],
    ['stanza_trailing_data', stanza((a, b) => `${a}\n${b}\ntrailing`), start],
    ['no stanza', head(() => version), 'INPUT_FORMAT: stanza count'],
    ['17 stanzas', extra('-> x\n\n'.repeat(16)), 'INPUT_FORMAT: stanza count'],
  ];
  it.each(cases)('%s', (_label, build, expected) =>
    expectRefused(build(classic.parts), classic.identity, expected),
  );
});

describe('refuses a MAC line that is not well formed, or not the MAC', () => {
  const [line, mac] = ['INPUT_FORMAT: stanza or MAC line', 'INPUT_FORMAT: MAC'];
  const resized = (length: number) => macLine(() => `--- ${toBase64(new Uint8Array(length))}\n`);
  const cases: Case[] = [
    ['hmac_missing', macLine(() => '---\n'), line],
    ['hmac_no_line', macLine(() => ''), 'INPUT_FORMAT: header end'],
    ['hmac_empty', macLine(() => '--- \n'), mac],
    ['hmac_no_space', macLine((t) => t.replace('--- ', '---')), line],
    ['hmac_extra_space', macLine((t) => t.replace('--- ', '---  ')), mac],
    ['hmac_trailing_space', macLine((t) => t.replace('\n', ' \n')), mac],
    ['hmac_garbage', macLine((t) => t.replace('\n', ' garbage\n')), mac],
    ['hmac_garbage without a space', macLine((t) => t.replace('\n', 'AAAA\n')), mac],
    ['hmac_long_dash', macLine((t) => `-${t}`), line],
    ['hmac_short_dash', macLine((t) => t.slice(1)), line],
    ['hmac_truncated', resized(31), mac],
    ['hmac_long', resized(33), mac],
    ['hmac_not_canonical', macLine((t) => `${spareBit(t.trimEnd())}\n`), mac],
    ['hmac_padding', macLine((t) => t.replace('\n', '=\n')), mac],
    [
      'hmac_bad',
      macLine((t) => t.replace(/^--- ./, (c) => (c === '--- A' ? '--- B' : '--- A'))),
      'INPUT_BYTES',
    ],
    ['hmac_zero', resized(32), 'INPUT_BYTES'],
    [
      'hmac_of_another_header',
      (parts) =>
        putTogether({ ...parts, macLine: macLineFor(`${parts.head}-> x\n\n`, parts.fileKey) }),
      'INPUT_BYTES',
    ],
    [
      'hmac_no_newline',
      (parts) => utf8(parts.head + parts.macLine.trimEnd()),
      'INPUT_FORMAT: header end',
    ],
  ];
  // Random payload bytes could hold a line feed: without it, a lost end of header has one place.
  const quiet = (parts: Parts): Parts => ({
    ...parts,
    nonce: new Uint8Array(16),
    payload: new Uint8Array(25),
  });
  it.each(cases)('%s', (label, build, expected) => {
    const parts = label === 'hmac_no_line' ? quiet(classic.parts) : classic.parts;
    return expectRefused(build(parts), classic.identity, expected);
  });
});

describe('refuses X25519 stanzas that no recipient wrote', () => {
  const [type, args, sharePlace, body] = ['type', 'arguments', 'share', 'body'].map(
    (part) => `INPUT_FORMAT: stanza ${part}`,
  ) as [string, string, string, string];
  // RFC 7748 section 6.1 and Curve25519's points of order 1, 2, 4 and 8: they make the secret all
  // zero.
  const lowOrder = [
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  ].map((hex) => toBase64(Buffer.from(hex, 'hex')));
  const cases: Case[] = [
    ['x25519_lowercase', head((t) => t.replace('X25519', 'x25519')), type],
    ['x25519_grease', extra('-> grease-x! 1\nAAAA\n'), type],
    ['x25519_extra_argument', share((t) => `${t} 1234`), args],
    ['x25519_no_argument', stanza((_a, b) => `-> X25519\n${b}`), args],
    ['x25519_short_share', share(() => toBase64(new Uint8Array(31))), sharePlace],
    ['x25519_long_share', share(() => toBase64(new Uint8Array(33))), sharePlace],
    ['x25519_not_canonical_share', share(spareBit), sharePlace],
    ['x25519_padded_share', share((t) => `${t}=`), sharePlace],
    ['x25519_not_canonical_body', stanza((a, b) => `${a}\n${spareBit(b)}`), body],
    ['x25519_short_body', stanza((a) => `${a}\n${toBase64(new Uint8Array(31))}`), body],
    ['x25519_empty_body', stanza((a) => `${a}\n`), body],
    ['x25519_long_file_key', stanza((a) => `${a}\n${toBase64(new Uint8Array(40))}`), body],
    [
      'x25519_bad_tag',
      stanza((a, b) => `${a}\n${b.startsWith('A') ? 'B' : 'A'}${b.slice(1)}`),
      'INPUT_BYTES',
    ],
    ...lowOrder.map((point, i): Case => [
      `x25519_low_order ${i}`,
      share(() => point),
      'INPUT_BYTES',
    ]),
    [
      '17th recipient',
      extra(`-> X25519 ${FULL_LINE.slice(21)}\n${FULL_LINE.slice(21)}\n`.repeat(16)),
      'INPUT_FORMAT: stanza count',
    ],
  ];
  it.each(cases)('%s', (_label, build, expected) =>
    expectRefused(build(classic.parts), classic.identity, expected),
  );

  it('x25519_no_match', async () => {
    const stranger = await x25519Keys();
    await expectRefused(putTogether(classic.parts), stranger.identity, 'INPUT_BYTES');
    await expectRefused(putTogether(classic.parts), hybrid.identity, 'INPUT_BYTES');
  });
});

describe('refuses hybrid stanzas that no recipient wrote', () => {
  const place = (part: string): string => `INPUT_FORMAT: stanza ${part}`;
  const cases: Case[] = [
    ['hybrid_uppercase', head((t) => t.replace('mlkem768x25519', 'MLKEM768X25519')), place('type')],
    ['hybrid_grease', extra('-> grease\n\n'), place('type')],
    [
      'hybrid_and_x25519',
      extra(`-> X25519 ${toBase64(new Uint8Array(32))}\n${toBase64(new Uint8Array(32))}\n`),
      place('mixture'),
    ],
    ['hybrid_extra_argument', share((t) => `${t} 1234`), place('arguments')],
    ['hybrid_no_argument', stanza((_a, b) => `-> mlkem768x25519\n${b}`), place('arguments')],
    ['hybrid_short_share', share(() => toBase64(new Uint8Array(1119))), place('share')],
    ['hybrid_long_share', share(() => toBase64(new Uint8Array(1121))), place('share')],
    ['hybrid_x25519_share', share(() => toBase64(new Uint8Array(32))), place('share')],
    ['hybrid_not_canonical_share', share(spareBit), place('share')],
    ['hybrid_not_canonical_body', stanza((a, b) => `${a}\n${spareBit(b)}`), place('body')],
    ['hybrid_long_file_key', stanza((a) => `${a}\n${toBase64(new Uint8Array(40))}`), place('body')],
    [
      'hybrid_bad_tag',
      stanza((a, b) => `${a}\n${b.startsWith('A') ? 'B' : 'A'}${b.slice(1)}`),
      'INPUT_BYTES',
    ],
    [
      'hybrid_other_share',
      share((t) => `${t.startsWith('A') ? 'B' : 'A'}${t.slice(1)}`),
      'INPUT_BYTES',
    ],
    ['hybrid_zero_share', share(() => toBase64(new Uint8Array(1120))), 'INPUT_BYTES'],
    ['hybrid_low_order_half', share((t) => t.slice(0, 1450) + 'A'.repeat(44)), 'INPUT_BYTES'],
  ];
  it.each(cases)('%s', (_label, build, expected) =>
    expectRefused(build(hybrid.parts), hybrid.identity, expected),
  );

  it('hybrid_no_match', async () => {
    const stranger = await hybridKeys();
    await expectRefused(putTogether(hybrid.parts), stranger.identity, 'INPUT_BYTES');
  });
});

describe('refuses every stanza type that is not a native public key (R5)', () => {
  const body = toBase64(new Uint8Array(32));
  const salt = toBase64(new Uint8Array(16));
  const scrypt = (rest: string): string => `-> scrypt ${rest}\n${body}\n`;
  const place = 'INPUT_FORMAT: stanza type';
  const alone = (text: string) => head(() => version + text);
  const cases: Case[] = [
    ['scrypt', alone(scrypt(`${salt} 10`)), place],
    ['scrypt_and_x25519', extra(scrypt(`${salt} 10`)), place],
    [
      'scrypt_before_x25519',
      head((t) => t.replace(version, version + scrypt(`${salt} 10`))),
      place,
    ],
    ['scrypt_double', alone(scrypt(`${salt} 10`).repeat(2)), place],
    ['scrypt_uppercase', alone(scrypt(`${salt} 10`).replace('scrypt', 'SCRYPT')), place],
    ['scrypt_work_factor_23', alone(scrypt(`${salt} 23`)), place],
    ['scrypt_work_factor_overflow', alone(scrypt(`${salt} 18446744073709551616`)), place],
    ['scrypt_work_factor_negative', alone(scrypt(`${salt} -10`)), place],
    ['scrypt_work_factor_missing', alone(scrypt(salt)), place],
    ['scrypt_salt_short', alone(scrypt(`${salt.slice(4)} 10`)), place],
    ['scrypt_salt_missing', alone(scrypt('10')), place],
    ['scrypt_extra_argument', alone(scrypt(`${salt} 10 10`)), place],
    ...[
      'age-encryption.org/fido2prf',
      'p256tag',
      'mlkem768p256tag',
      'ssh-ed25519',
      'ssh-rsa',
      'piv-p256',
      'X25519 ',
      'X25519-grease',
    ].map((type): Case => [
      `type ${type}`,
      alone(`-> ${type} ${body}\n${body}\n`),
      type.endsWith(' ') ? 'INPUT_FORMAT: stanza arguments' : place,
    ]),
  ];
  it.each(cases)('%s', (_label, build, expected) =>
    expectRefused(build(classic.parts), classic.identity, expected),
  );
});

describe('limits of the header (R5)', () => {
  const padded = (length: number) => (parts: Parts) => {
    const frame = parts.head.length + parts.macLine.length + '-> \n\n'.length;
    return extra(`-> ${'x'.repeat(length - frame)}\n\n`)(parts);
  };

  it('reads 1 to 16 stanzas, and refuses more or none before anybody asks for their types', async () => {
    const withExtra = (count: number) => extra('-> x\n\n'.repeat(count))(classic.parts);
    expect(readAgeHeader(withExtra(15)).stanzas).toHaveLength(16);
    for (const file of [withExtra(16), head(() => version)(classic.parts)]) {
      expect(await refusal(() => readAgeHeader(file))).toBe('INPUT_FORMAT: stanza count');
      expect(await refusal(() => captureFileKey(file, classic.identity))).toBe(
        'INPUT_FORMAT: stanza count',
      );
    }
  });

  it('reads a header of exactly 32 KiB, and refuses one byte more', async () => {
    expect(readAgeHeader(padded(32 * 1024)(classic.parts)).length).toBe(32 * 1024);
    const over = padded(32 * 1024 + 1)(classic.parts);
    await expectRefused(over, classic.identity, 'INPUT_FORMAT: header size');
  });

  const cases: Case[] = [
    [
      'a line that never ends',
      () => concatBytes(utf8(version), new Uint8Array(1 << 20).fill(0x41)),
      'INPUT_FORMAT: header size',
    ],
    [
      'a body that never ends',
      extra(`-> x\n${`${FULL_LINE}\n`.repeat(600)}\n`),
      'INPUT_FORMAT: header size',
    ],
    [
      'a version line that never ends',
      () => new Uint8Array(1 << 20).fill(0x61),
      'INPUT_FORMAT: header size',
    ],
  ];
  it.each(cases)('refuses %s', (_label, build, expected) =>
    expectRefused(build(classic.parts), classic.identity, expected),
  );
});

describe('the payload', () => {
  const full = new Uint8Array(chunkBytes).fill(0x61);
  const short = utf8('end');
  type Plan = [index: number, isLast: boolean, plaintext: Uint8Array];
  const stream =
    (...plan: Plan[]) =>
    (parts: Parts): Bytes =>
      withPayload(
        parts,
        concatBytes(
          ...plan.map(([index, isLast, text]) =>
            sealChunk(parts, { index, isLast, plaintext: text }),
          ),
        ),
      );
  const followed = (build: (parts: Parts) => Bytes, tail: Uint8Array) => (parts: Parts) =>
    concatBytes(build(parts), tail);
  const cut = (build: (parts: Parts) => Bytes, by: number) => (parts: Parts) =>
    build(parts).slice(0, -by);

  const good: [string, (parts: Parts) => Bytes, Uint8Array][] = [
    ['stream_empty_payload', stream([0, true, none]), none],
    ['stream_one_byte', stream([0, true, short.slice(0, 1)]), short.slice(0, 1)],
    ['stream_last_chunk_full', stream([0, true, full]), full],
    ['stream_two_chunks', stream([0, false, full], [1, true, short]), concatBytes(full, short)],
    [
      'stream_last_chunk_full_second',
      stream([0, false, full], [1, true, full]),
      concatBytes(full, full),
    ],
    [
      'stream_three_chunks',
      stream([0, false, full], [1, false, full], [2, true, short]),
      concatBytes(full, full, short),
    ],
  ];
  it.each(good)('opens %s', (_label, build, content) =>
    expectOpens(build(classic.parts), classic.identity, content),
  );

  const two = stream([0, false, full], [1, true, short]);
  const bad: [string, (parts: Parts) => Bytes][] = [
    ['stream_no_nonce', (parts) => utf8(parts.head + parts.macLine)],
    [
      'stream_short_nonce',
      (parts) => putTogether({ ...parts, nonce: parts.nonce.slice(1), payload: utf8('') }),
    ],
    ['stream_no_chunks', (parts) => withPayload(parts, none)],
    ['stream_missing_tag', (parts) => withPayload(parts, parts.payload.subarray(0, 15))],
    ['stream_empty_payload without its tag', cut(stream([0, true, none]), 1)],
    ['stream_other_nonce', (parts) => putTogether({ ...parts, nonce: flipped(parts.nonce, 0) })],
    [
      'stream_bad_tag',
      (parts) => withPayload(parts, flipped(parts.payload, parts.payload.length - 1)),
    ],
    ['stream_bad_ciphertext', (parts) => withPayload(parts, flipped(parts.payload, 0))],
    [
      'stream_bad_tag_second_chunk',
      (parts) => {
        const file = two(parts);
        return flipped(file, file.length - 1);
      },
    ],
    [
      'stream_bad_tag_first_chunk',
      (parts) => {
        const file = two(parts);
        return flipped(file, file.length - 20);
      },
    ],
    ['stream_last_chunk_empty', stream([0, false, full], [1, true, none])],
    ['stream_last_chunk_missing', stream([0, false, full])],
    ['stream_no_final', stream([0, false, short])],
    ['stream_no_final_full', stream([0, false, full])],
    ['stream_no_final_empty', stream([0, false, none])],
    ['stream_no_final_two_chunks', stream([0, false, full], [1, false, short])],
    ['stream_no_final_two_chunks_full', stream([0, false, full], [1, false, full])],
    ['stream_two_final_chunks', stream([0, true, short], [1, true, short])],
    ['stream_two_final_chunks_full', stream([0, true, full], [1, true, full])],
    ['stream_final_chunk_twice', stream([0, true, full], [0, true, full])],
    ['stream_short_chunk', stream([0, false, short], [1, true, short])],
    ['stream_short_second_chunk', stream([0, false, full], [1, false, short], [2, true, short])],
    ['stream_trailing_garbage_short', followed(stream([0, true, short]), utf8('x'))],
    ['stream_trailing_garbage_long', followed(stream([0, true, short]), full)],
    ['stream_trailing_garbage after a full chunk', followed(stream([0, true, full]), utf8('x'))],
    [
      'stream_trailing_tag after a full chunk',
      followed(stream([0, true, full]), new Uint8Array(16)),
    ],
    ['stream_truncated by a byte', cut(two, 1)],
    ['stream_truncated to a full chunk', cut(two, 19)],
    ['stream_truncated into the first chunk', cut(two, 20)],
    ['stream_counter_from_one', stream([1, true, short])],
    ['stream_counter_swapped', stream([1, false, full], [0, true, short])],
    ['stream_long_chunk', stream([0, true, concatBytes(full, short)])],
  ];
  it.each(bad)('refuses %s', (_label, build) =>
    expectRefused(build(classic.parts), classic.identity, 'INPUT_BYTES'),
  );
});
