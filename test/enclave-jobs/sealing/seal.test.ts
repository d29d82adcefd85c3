import { inspect } from 'node:util';
import { Decrypter, Encrypter } from 'age-encryption';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromUtf8, utf8 } from '#enclave/protocol/index.ts';
import {
  captureFileKey,
  generateHybridKeys,
  openSealed,
  readAgeHeader,
  sealCapturing,
  sealTo,
  verifyHeaderMac,
  Secret,
} from '#enclave/sealing/index.ts';
import {
  chunkBytes,
  flipped,
  hybridKeys,
  macLineFor,
  openWithFileKey,
  putTogether,
  readAll,
  refusal,
  refusalCode,
  somePlaintext,
  takeApart,
  x25519Keys,
  type AgeKeys,
} from './sealed-files.ts';

const sizes = [0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 2 * chunkBytes];

let hybrid: AgeKeys;
let otherHybrid: AgeKeys;
let classic: AgeKeys;

beforeAll(async () => {
  hybrid = await hybridKeys();
  otherHybrid = await hybridKeys();
  classic = await x25519Keys();
});

describe('sealTo and openSealed', () => {
  it.each(sizes)('stock age opens what we seal: %i bytes', async (size) => {
    const decrypter = new Decrypter();
    decrypter.addIdentity(hybrid.identity);
    const file = await sealTo([hybrid.recipient], somePlaintext(size));
    expect(Buffer.compare(await decrypter.decrypt(file), somePlaintext(size))).toBe(0);
  });

  it.each(sizes)('we open what stock age seals: %i bytes', async (size) => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(hybrid.recipient);
    const file = await encrypter.encrypt(somePlaintext(size));
    const opened = await openSealed(file, hybrid.identity, 'grant');
    expect(Buffer.compare(opened, somePlaintext(size))).toBe(0);
  });

  it('opens a result for each of its recipients, of either kind', async () => {
    const otherClassic = await x25519Keys();
    for (const pair of [
      [hybrid, otherHybrid],
      [classic, otherClassic],
    ]) {
      const file = await sealTo(
        pair.map(({ recipient }) => recipient),
        utf8('answer'),
      );
      for (const { identity } of pair) {
        expect(fromUtf8(await openSealed(file, identity, 'result'))).toBe('answer');
      }
    }
  });

  it('takes an identity as a Secret, and leaves it usable', async () => {
    const { identity, recipient } = await generateHybridKeys();
    const file = await sealTo([recipient], utf8('twice'));
    expect(fromUtf8(await openSealed(file, identity, 'release'))).toBe('twice');
    expect(fromUtf8(await openSealed(file, identity, 'release'))).toBe('twice');
    identity.wipe();
    expect(await refusalCode(() => openSealed(file, identity, 'release'))).toBe('FAILED');
  });

  it('never seals twice under one file key', async () => {
    const first = await sealTo([hybrid.recipient], utf8('same'));
    const second = await sealTo([hybrid.recipient], utf8('same'));
    expect(readAgeHeader(first).mac).not.toEqual(readAgeHeader(second).mac);
  });

  it('refuses an identity that is not a recipient, and a broken one, with one code', async () => {
    const file = await sealTo([hybrid.recipient], utf8('x'));
    const wrong = [otherHybrid.identity, classic.identity, '', 'AGE-SECRET-KEY-PQ-1QQQQ'];
    for (const identity of wrong) {
      expect(await refusal(() => openSealed(file, identity, 'grant'))).toBe(
        'INPUT_BYTES: sealed file',
      );
    }
  });

  it('does not leak a mistyped identity through the error', async () => {
    const file = await sealTo([hybrid.recipient], utf8('x'));
    const mistyped = hybrid.identity.replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q'));
    const error: unknown = await openSealed(file, mistyped, 'grant').catch(
      (caught: unknown) => caught,
    );
    const text = inspect(error, { depth: 9, showHidden: true });
    expect(text).toContain('INPUT_BYTES');
    expect(text).not.toContain(mistyped.slice(20, 40));
  });

  it('refuses every byte of a small sealed file that was flipped', async () => {
    const file = await sealTo([classic.recipient], utf8('small'));
    for (let i = 0; i < file.length; i++) {
      for (const mask of [0x01, 0x20, 0x80]) {
        const attempt = () => openSealed(flipped(file, i, mask), classic.identity, 'result');
        expect(await refusalCode(attempt), `byte ${i} ^ ${mask}`).toMatch(/^INPUT_(FORMAT|BYTES)$/);
      }
    }
  });
});

describe('sealTo', () => {
  it.each([
    ['nobody', () => []],
    ['a mixture', () => [hybrid.recipient, classic.recipient]],
    ['one recipient twice', () => [hybrid.recipient, hybrid.recipient]],
    ['a tag recipient', () => [`age1tag1${'q'.repeat(58)}`]],
    [
      'a damaged recipient',
      () => [classic.recipient.replace(/.$/, (c) => (c === 'q' ? 'p' : 'q'))],
    ],
    ['a damaged hybrid recipient', () => [`${hybrid.recipient}q`]],
    ['an identity', () => [classic.identity]],
    ['upper case', () => [classic.recipient.toUpperCase()]],
  ])('refuses to seal to %s', async (_label, recipients) => {
    const expected = 'INPUT_FORMAT: recipients';
    expect(await refusal(() => sealTo(recipients(), utf8('x')))).toBe(expected);
    expect(await refusal(() => sealCapturing(recipients(), utf8('x')))).toBe(expected);
  });

  it('refuses to seal to more recipients than a reader accepts', async () => {
    const many: string[] = [];
    for (let i = 0; i < 17; i++) many.push((await x25519Keys()).recipient);
    expect(await refusal(() => sealTo(many, utf8('x')))).toBe('INPUT_FORMAT: recipients');
    expect(readAgeHeader(await sealTo(many.slice(1), utf8('x'))).stanzas).toHaveLength(16);
  });
});

describe('sealCapturing', () => {
  it('hands out the key of exactly this file and leaves no trace in it', async () => {
    const { file, fileKey } = await sealCapturing([hybrid.recipient], utf8('table'));
    const header = readAgeHeader(file);
    expect(header.stanzas.map(({ type }) => type)).toEqual(['mlkem768x25519']);
    expect(() => verifyHeaderMac(header, fileKey)).not.toThrow();
    expect(fromUtf8(readAll(openWithFileKey(file, fileKey)))).toBe('table');
    expect(fromUtf8(await openSealed(file, hybrid.identity, 'grant'))).toBe('table');
  });

  it('hands out the key that the recipient would find', async () => {
    const { file, fileKey } = await sealCapturing([classic.recipient], utf8('table'));
    const found = await captureFileKey(file, classic.identity);
    expect(found.use((key) => [...key])).toEqual(fileKey.use((key) => [...key]));
    expect(found.use((key) => key.length)).toBe(16);
  });
});

describe('captureFileKey', () => {
  it.each([
    ['hybrid', () => hybrid],
    ['X25519', () => classic],
  ])('reads the key of a file sealed by the stock tool to %s', async (_label, keys) => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(otherHybrid.recipient);
    encrypter.addRecipient(keys().recipient);
    const file = await encrypter.encrypt(utf8('stock'));
    const fileKey = await captureFileKey(file, new Secret(utf8(keys().identity)));
    expect(fromUtf8(readAll(openWithFileKey(file, fileKey)))).toBe('stock');
  });

  it('needs the header only', async () => {
    const { file } = await sealCapturing([classic.recipient], utf8('x'));
    const { headerBytes } = readAgeHeader(file);
    const fileKey = await captureFileKey(headerBytes, classic.identity);
    expect(fromUtf8(readAll(openWithFileKey(file, fileKey)))).toBe('x');
  });

  it('refuses an identity that does not open the file', async () => {
    const { file } = await sealCapturing([classic.recipient], utf8('x'));
    const stranger = await x25519Keys();
    expect(await refusal(() => captureFileKey(file, stranger.identity))).toBe(
      'INPUT_BYTES: header',
    );
  });

  it('refuses a header whose MAC is not that of its file key', async () => {
    const { file, fileKey } = await sealCapturing([classic.recipient], utf8('x'));
    const parts = takeApart(file, fileKey);
    const forged = putTogether({ ...parts, macLine: macLineFor('', parts.fileKey) });
    expect(await refusalCode(() => captureFileKey(forged, classic.identity))).toBe('INPUT_BYTES');
  });
});
