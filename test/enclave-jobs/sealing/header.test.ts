// What the header reader accepts; every way to be refused is in ../malformed/age-header.test.ts.

import fc from 'fast-check';
import { Encrypter, Stanza } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { concatBytes, fromUtf8, utf8 } from '#enclave/protocol/index.ts';
import { readAgeHeader, requireMachineStanzas } from '#enclave/sealing/index.ts';
import { hybridKeys, refusal, toBase64, x25519Keys } from './sealed-files.ts';

/** A file of the stock library with exactly these stanzas. */
async function fileWith(stanzas: readonly Stanza[]): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient({ wrapFileKey: () => [...stanzas] });
  return encrypter.encrypt('payload');
}

const vchar = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
const argument = fc.array(vchar, { minLength: 1, maxLength: 40 }).map((chars) => chars.join(''));
const stanza = fc.record({
  args: fc.array(argument, { minLength: 1, maxLength: 4 }),
  body: fc.uint8Array({ maxLength: 200 }),
});

describe('readAgeHeader', () => {
  it('reads what the stock library writes, whatever the stanzas', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stanza, { minLength: 1, maxLength: 16 }), async (stanzas) => {
        const file = await fileWith(stanzas.map(({ args, body }) => new Stanza(args, body)));
        const header = readAgeHeader(file);
        expect(header.stanzas.map(({ type, args }) => [type, ...args])).toEqual(
          stanzas.map(({ args }) => args),
        );
        header.stanzas.forEach(({ body }, i) =>
          expect([...body]).toEqual([...(stanzas[i]?.body ?? [])]),
        );
        expect(fromUtf8(header.headerBytes)).toBe(
          `${fromUtf8(header.macInput)} ${toBase64(header.mac)}\n`,
        );
        expect(header.length).toBe(header.headerBytes.length);
        expect([...file.subarray(0, header.length)]).toEqual([...header.headerBytes]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([0, 1, 47, 48, 49, 95, 96, 97])('reads a body of %i bytes', async (length) => {
    const body = new Uint8Array(length).fill(0xa5);
    const header = readAgeHeader(await fileWith([new Stanza(['x'], body)]));
    expect(header.stanzas[0]?.body).toEqual(body);
  });

  it('needs no byte behind the header and looks at none', async () => {
    const file = await fileWith([new Stanza(['x'], new Uint8Array(32))]);
    const header = readAgeHeader(file);
    expect(readAgeHeader(file.subarray(0, header.length))).toEqual(header);
    expect(readAgeHeader(concatBytes(header.headerBytes, utf8('\r\n\0garbage')))).toEqual(header);
  });

  it('refuses every proper prefix of a header', async () => {
    const file = await fileWith([new Stanza(['x', 'y'], new Uint8Array(50))]);
    const { length } = readAgeHeader(file);
    for (let end = 0; end < length; end++) {
      expect(await refusal(() => readAgeHeader(file.subarray(0, end)))).toMatch(/^INPUT_FORMAT: /);
    }
  });

  it('returns copies: a header cannot change under a caller that has checked it', async () => {
    const file = await fileWith([new Stanza(['x'], new Uint8Array(32))]);
    const header = readAgeHeader(file);
    const before = header.headerBytes.slice();
    file.fill(0x41);
    expect(header.headerBytes).toEqual(before);
  });

  it('refuses without recovering, whatever bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const file = concatBytes(utf8('age-encryption.org/v1\n'), bytes);
        expect(await refusal(() => readAgeHeader(file))).toMatch(/^INPUT_FORMAT: /);
      }),
    );
  });
});

describe('requireMachineStanzas', () => {
  const kinds = ['grant', 'release', 'result'] as const;

  it.each(kinds)('accepts one hybrid stanza as %s', async (kind) => {
    const encrypter = new Encrypter();
    encrypter.addRecipient((await hybridKeys()).recipient);
    const header = readAgeHeader(await encrypter.encrypt('x'));
    expect(() => requireMachineStanzas(header, kind)).not.toThrow();
  });

  it.each([1, 2, 16])('accepts a result for %i hybrid or X25519 recipients', async (count) => {
    for (const keys of [hybridKeys, x25519Keys]) {
      const encrypter = new Encrypter();
      for (let i = 0; i < count; i++) encrypter.addRecipient((await keys()).recipient);
      const header = readAgeHeader(await encrypter.encrypt('x'));
      expect(header.stanzas).toHaveLength(count);
      expect(() => requireMachineStanzas(header, 'result')).not.toThrow();
    }
  });

  it.each(['grant', 'release'] as const)('refuses X25519 as %s', async (kind) => {
    const encrypter = new Encrypter();
    encrypter.addRecipient((await x25519Keys()).recipient);
    const header = readAgeHeader(await encrypter.encrypt('x'));
    expect(await refusal(() => requireMachineStanzas(header, kind))).toBe(
      'INPUT_FORMAT: stanza type',
    );
  });

  it.each(['grant', 'release'] as const)('refuses a second recipient of a %s', async (kind) => {
    const encrypter = new Encrypter();
    for (let i = 0; i < 2; i++) encrypter.addRecipient((await hybridKeys()).recipient);
    const header = readAgeHeader(await encrypter.encrypt('x'));
    expect(await refusal(() => requireMachineStanzas(header, kind))).toBe(
      'INPUT_FORMAT: stanza count',
    );
  });

  it('refuses a result for hybrid and X25519 recipients together', async () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient((await hybridKeys()).recipient);
    encrypter.addRecipient((await x25519Keys()).recipient);
    const header = readAgeHeader(await encrypter.encrypt('x'));
    expect(await refusal(() => requireMachineStanzas(header, 'result'))).toBe(
      'INPUT_FORMAT: stanza mixture',
    );
  });
});
