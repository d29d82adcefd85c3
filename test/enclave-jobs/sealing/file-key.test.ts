// R7: one header, one file key; what a broker and a worker check with the key from a grant.

import { Stanza } from 'age-encryption';
import { beforeAll, describe, expect, it } from 'vitest';
import { concatBytes, equalBytes, hashOf, utf8 } from '#enclave/protocol/index.ts';
import {
  Secret,
  headerMacKey,
  payloadKey,
  readAgeHeader,
  requireHeaderDigest,
  verifyHeaderMac,
} from '#enclave/sealing/index.ts';
import {
  aSealedFile,
  flipped,
  hybridKeys,
  openWithFileKey,
  randomFileKey,
  readAll,
  refusal,
  toBase64,
  withHead,
  x25519Keys,
  type SealedCase,
} from './sealed-files.ts';

let first: SealedCase;
let second: SealedCase;

beforeAll(async () => {
  const keys = await hybridKeys();
  first = await aSealedFile(keys.recipient, utf8('first table'));
  second = await aSealedFile(keys.recipient, utf8('second table'));
});

describe('verifyHeaderMac', () => {
  it('accepts the key of the file', () => {
    expect(() => verifyHeaderMac(readAgeHeader(first.file), first.fileKey)).not.toThrow();
  });

  it('refuses another file key for the same header', async () => {
    const header = readAgeHeader(first.file);
    for (const key of [new Secret(randomFileKey()), second.fileKey]) {
      expect(await refusal(() => verifyHeaderMac(header, key))).toBe('INPUT_BYTES: header MAC');
    }
  });

  it('refuses a file key with one bit changed, whichever', async () => {
    const header = readAgeHeader(first.file);
    for (let bit = 0; bit < 128; bit++) {
      const near = new Secret(flipped(first.parts.fileKey, bit >> 3, 1 << (bit & 7)));
      expect(await refusal(() => verifyHeaderMac(header, near))).toBe('INPUT_BYTES: header MAC');
    }
  });

  it.each([0, 15, 17, 32])('refuses a file key of %i bytes', async (length) => {
    const key = new Secret(concatBytes(first.parts.fileKey, new Uint8Array(16)).slice(0, length));
    const header = readAgeHeader(first.file);
    expect(await refusal(() => verifyHeaderMac(header, key))).toBe('INPUT_BYTES: file key');
  });

  it('refuses the header of another file before its payload', async () => {
    const swapped = concatBytes(
      readAgeHeader(second.file).headerBytes,
      first.parts.nonce,
      first.parts.payload,
    );
    expect(await refusal(() => openWithFileKey(swapped, first.fileKey))).toBe(
      'INPUT_BYTES: header MAC',
    );
    // With the key that fits the header it is the payload that does not open.
    expect(await refusal(() => openWithFileKey(swapped, second.fileKey))).toBe(
      'INPUT_BYTES: chunk',
    );
  });

  it('refuses a header from which a recipient was dropped or to which one was added', async () => {
    const keys = await x25519Keys();
    const { parts, fileKey } = await aSealedFile(keys.recipient, utf8('x'));
    const added = `${parts.head}-> X25519 ${toBase64(randomFileKey())}\n\n`;
    const both = withHead(parts, added);
    expect(() => openWithFileKey(both, fileKey)).not.toThrow();
    const keepMac = (head: string) =>
      concatBytes(utf8(head + parts.macLine), parts.nonce, parts.payload);
    expect(await refusal(() => openWithFileKey(keepMac(added), fileKey))).toBe(
      'INPUT_BYTES: header MAC',
    );
    const bothMac = readAgeHeader(both).headerBytes.slice(-48);
    const dropped = concatBytes(utf8(parts.head), bothMac, parts.nonce, parts.payload);
    expect(await refusal(() => openWithFileKey(dropped, fileKey))).toBe('INPUT_BYTES: header MAC');
  });
});

describe('requireHeaderDigest', () => {
  it('refuses a header under a new and valid MAC: a key holder made it, not the manifest', async () => {
    const named = hashOf(readAgeHeader(first.file).headerBytes);
    const extra = new Stanza(['X25519', toBase64(new Uint8Array(32))], new Uint8Array(32));
    const remade = withHead(
      first.parts,
      `${first.parts.head}-> ${extra.args.join(' ')}\n${toBase64(extra.body)}\n`,
    );
    const header = readAgeHeader(remade);
    expect(() => verifyHeaderMac(header, first.fileKey)).not.toThrow();
    expect(new TextDecoder().decode(readAll(openWithFileKey(remade, first.fileKey)))).toBe(
      'first table',
    );
    expect(await refusal(() => requireHeaderDigest(header, named))).toBe(
      'INPUT_BYTES: header digest',
    );
    expect(() => requireHeaderDigest(readAgeHeader(first.file), named)).not.toThrow();
  });

  it('refuses the header of another file', async () => {
    const named = hashOf(readAgeHeader(first.file).headerBytes);
    expect(await refusal(() => requireHeaderDigest(readAgeHeader(second.file), named))).toBe(
      'INPUT_BYTES: header digest',
    );
  });
});

describe('derived keys', () => {
  it('separates the header key, and the payload key of each nonce', () => {
    const keys = [
      headerMacKey(first.fileKey),
      payloadKey(first.fileKey, new Uint8Array(16)),
      payloadKey(first.fileKey, new Uint8Array(16).fill(1)),
      headerMacKey(second.fileKey),
    ].map((secret) => secret.use((key) => key.slice()));
    keys.forEach((key, i) => {
      expect(key).toHaveLength(32);
      keys.slice(i + 1).forEach((other) => expect(equalBytes(key, other)).toBe(false));
    });
  });

  it.each([0, 15, 17])('refuses a payload nonce of %i bytes', async (length) => {
    expect(await refusal(() => payloadKey(first.fileKey, new Uint8Array(length)))).toBe(
      'INPUT_BYTES: payload nonce',
    );
  });

  it('leaves the file key to its owner', () => {
    headerMacKey(first.fileKey).wipe();
    expect(first.fileKey.use((key) => [...key])).toEqual([...first.parts.fileKey]);
  });
});
