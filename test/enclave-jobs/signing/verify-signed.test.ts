// R2, R2b: what a signature is on, who made it, and what a batch may stand for.

import { webcrypto } from 'node:crypto';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import {
  Approval,
  Batch,
  DatasetManifest,
  EnclaveError,
  JobSpec,
  KeyGrant,
  PartyCard,
  TimeToken,
  UsagePolicy,
  Withdrawal,
  canonicalBytes,
  checkShape,
  fromUtf8,
  makeDocument,
  parseDocument,
  sha256,
  signedDocumentSchema,
  signedMessage,
  sorted,
  toBase64Url,
  utf8,
  type Doc,
  type DocumentType,
  type SignedDocument,
  type SignerKey,
} from '#enclave/protocol/index.ts';
import {
  encodeEddsaKey,
  keyIdOf,
  plainKey,
  verifySigned,
  type Signed,
} from '#enclave/signing/index.ts';
import { signDocument, signedDocumentBytes, signingKeyFromSeed } from '#enclave/signing/sign.ts';
import { acceptedDocuments, bytes32, hash } from '../../vectors/accepted-documents.ts';

const crypto = webcrypto as Crypto;
const keyNamed = (name: string) => signingKeyFromSeed(crypto, bytes32(name));
const [anna, bert, mallory] = [
  await keyNamed('anna'),
  await keyNamed('bert'),
  await keyNamed('mallory'),
];

const keyOf = (key: { publicKey: Uint8Array }) => plainKey(toBase64Url(key.publicKey));
const keys = [keyOf(anna), keyOf(bert)];

const accepted = new Map((await acceptedDocuments()).map((entry) => [entry.label, entry.bytes]));

function documentOf<S extends z.ZodType>(type: DocumentType<S>, label: string): Doc<z.output<S>> {
  return parseDocument(type, accepted.get(label) ?? utf8(''));
}

const approval = documentOf(Approval, 'Approval');
const jobSpec = documentOf(JobSpec, 'JobSpec, dp');
const card = documentOf(PartyCard, 'PartyCard, first');
const manifest = documentOf(DatasetManifest, 'DatasetManifest, first');
const policy = documentOf(UsagePolicy, 'UsagePolicy');
const grant = documentOf(KeyGrant, 'KeyGrant');
const withdrawal = documentOf(Withdrawal, 'Withdrawal');

const good = await signDocument('Approval', approval, anna);
const both = await signDocument('Approval', approval, anna, bert);

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (!(error instanceof EnclaveError)) return String(error);
    return error.place === '' ? error.code : `${error.code} ${error.place}`;
  }
}

function check(signed: SignedDocument, allowed: readonly SignerKey[] = keys) {
  return codeOf(verifySigned(Approval, signed, allowed, crypto));
}

function flipped(text: string, at: number): string {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64url'));
  return toBase64Url(bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)));
}

describe('a signed document', () => {
  it('is accepted under its signer, and names the signers in order', async () => {
    const one = await verifySigned(Approval, good, keys, crypto);
    expect(one.signers).toEqual([anna.keyId]);
    expect(one.value).toEqual(approval.value);
    expect(one.name).toBe(approval.name);
    const two = await verifySigned(Approval, both, keys, crypto);
    expect(two.signers).toEqual([anna.keyId, bert.keyId].sort());
  });

  it('survives its wire form', async () => {
    const wire = signedDocumentBytes(both);
    const again = checkShape(signedDocumentSchema, JSON.parse(fromUtf8(wire)));
    expect(canonicalBytes(again)).toEqual(wire);
    expect(await check(again)).toBe('accepted');
  });

  it('is refused without a signature', async () => {
    expect(await check({ ...good, signatures: [] })).toBe('SIGNATURE none');
  });

  it('is refused under a key that is not allowed, and where no key is', async () => {
    expect(await check(good, [keyOf(bert)])).toBe('SIGNATURE key unknown');
    expect(await check(good, [])).toBe('SIGNATURE key unknown');
    expect(await check(await signDocument('Approval', approval, mallory))).toBe(
      'SIGNATURE key unknown',
    );
  });

  it('is refused with any byte of the signature changed', async () => {
    for (let i = 0; i < 64; i++) {
      const signatures = good.signatures.map((s) => ({ ...s, value: flipped(s.value, i) }));
      expect(await check({ ...good, signatures })).toBe('SIGNATURE value');
    }
  });

  it('is refused with any byte of the document changed', async () => {
    for (let i = 0; i < approval.bytes.length; i++) {
      const code = await check({ ...good, document: flipped(good.document, i) });
      expect(code).toMatch(/^(MALFORMED|SIGNATURE value)/);
    }
  });

  it('is refused with one bad signature among good ones', async () => {
    for (const bad of both.signatures) {
      const signatures = both.signatures.map((s) =>
        s.keyId === bad.keyId ? { ...s, value: flipped(s.value, 3) } : s,
      );
      expect(await check({ ...both, signatures })).toBe('SIGNATURE value');
    }
  });

  it('is refused with one unknown signer among known ones', async () => {
    expect(await check(both, [keyOf(anna)])).toBe('SIGNATURE key unknown');
  });

  it("is refused with another signer's name on a signature", async () => {
    const signatures = good.signatures.map((s) => ({ ...s, keyId: bert.keyId }));
    expect(await check({ ...good, signatures })).toBe('SIGNATURE value');
  });

  it('is refused under a key whose name is not the hash of its bytes', async () => {
    const posing = { ...keyOf(mallory), keyId: anna.keyId };
    const signatures = (await signDocument('Approval', approval, mallory)).signatures.map((s) => ({
      ...s,
      keyId: anna.keyId,
    }));
    expect(await check({ ...good, signatures }, [posing])).toBe('SIGNATURE keyId');
  });

  it('is refused with a plain signature under a passkey, and the other way round', async () => {
    const cose = encodeEddsaKey(anna.publicKey);
    const passkey: SignerKey = {
      keyId: keyIdOf(cose),
      alg: 'webauthn-eddsa',
      publicKey: toBase64Url(cose),
      rpId: 'localhost',
      origin: 'http://localhost',
    };
    const signatures = good.signatures.map((s) => ({ ...s, keyId: passkey.keyId }));
    expect(await check({ ...good, signatures }, [passkey])).toBe('SIGNATURE alg');
    const asPasskey = good.signatures.map((s) => ({
      keyId: s.keyId,
      value: s.value,
      alg: 'webauthn-eddsa' as const,
      authenticatorData: toBase64Url(new Uint8Array(37)),
      clientDataJSON: toBase64Url(utf8('{}')),
    }));
    expect(await check({ ...good, signatures: asPasskey })).toBe('SIGNATURE alg');
  });

  it('is refused with signatures out of order or repeated, by the schema and by the verifier', async () => {
    const reversed = { ...both, signatures: [...both.signatures].reverse() };
    const twice = { ...good, signatures: [...good.signatures, ...good.signatures] };
    for (const signed of [reversed, twice]) {
      expect(signedDocumentSchema.safeParse(signed).success).toBe(false);
      expect(await check(signed)).toBe('SIGNATURE order');
    }
  });

  it('is refused if it is malformed, before any signature is looked at', async () => {
    const document = toBase64Url(utf8(`${fromUtf8(approval.bytes)} `));
    expect(await check({ ...good, document })).toMatch(/^MALFORMED/);
  });

  it('cannot be made by hand', () => {
    const byHand = { ...approval, signed: good, signers: [anna.keyId] };
    // @ts-expect-error -- the brand is missing: only verifySigned() makes a Signed
    const forged: Signed<Approval> = byHand;
    expect(forged.signers).toHaveLength(1);
    expectTypeOf(byHand).not.toExtend<Signed<Approval>>();
  });
});

describe('the signature of one type', () => {
  const types: [DocumentType, Doc<unknown>][] = [
    [Approval, approval],
    [JobSpec, jobSpec],
    [PartyCard, card],
    [DatasetManifest, manifest],
    [UsagePolicy, policy],
    [KeyGrant, grant],
    [Withdrawal, withdrawal],
    [TimeToken, documentOf(TimeToken, 'TimeToken')],
  ];

  it('is never one of another type, on the same bytes', async () => {
    for (const [type, doc] of types) {
      for (const [other] of types) {
        const signed = await signDocument(other.type, doc, anna);
        const expected = other === type ? 'accepted' : 'SIGNATURE value';
        expect([
          type.type,
          other.type,
          await codeOf(verifySigned(type, signed, keys, crypto)),
        ]).toEqual([type.type, other.type, expected]);
      }
    }
  });

  it('is refused on a document of another type', async () => {
    const foreign = { ...good, document: toBase64Url(jobSpec.bytes) };
    expect(await codeOf(verifySigned(JobSpec, foreign, keys, crypto))).toBe('SIGNATURE value');
    expect(await codeOf(verifySigned(JobSpec, good, keys, crypto))).toMatch(/^MALFORMED/);
  });

  it('is over "parley/v1/", the type, a zero byte and the SHA-256 of the bytes', async () => {
    const message = signedMessage('Approval', approval.bytes);
    const expected = Buffer.concat([utf8('parley/v1/Approval\u0000'), sha256(approval.bytes)]);
    expect(Buffer.from(message)).toEqual(expected);
    for (const other of [
      approval.bytes,
      sha256(approval.bytes),
      message.subarray(10),
      utf8(approval.name),
    ]) {
      const value = toBase64Url(await anna.sign(other));
      const signatures = good.signatures.map((s) => ({ ...s, value }));
      expect(await check({ ...good, signatures })).toBe('SIGNATURE value');
    }
  });
});

type Member = {
  type: 'DatasetManifest' | 'UsagePolicy' | 'KeyGrant' | 'Withdrawal';
  doc: Doc<unknown>;
};

const registration: Member[] = [
  { type: 'DatasetManifest', doc: manifest },
  { type: 'UsagePolicy', doc: policy },
  { type: 'KeyGrant', doc: grant },
];

function batchOf(members: readonly Member[]) {
  const documents = members.map(({ type, doc }) => ({ type, name: doc.name }));
  return makeDocument(Batch, { documents: sorted(documents) });
}

/** `doc` under a signature on `batch` instead of its own. */
async function inBatch(
  doc: Doc<unknown>,
  batch: Doc<unknown>,
  type = 'Batch',
): Promise<SignedDocument> {
  const { signatures } = await signDocument(type, batch, anna);
  const document = toBase64Url(doc.bytes);
  return {
    document,
    signatures: signatures.map((s) => ({ ...s, batch: toBase64Url(batch.bytes) })),
  };
}

describe('a batch', () => {
  const batch = batchOf(registration);

  it('counts as a signature on each of its members', async () => {
    const verify = async (type: DocumentType, doc: Doc<unknown>) =>
      codeOf(verifySigned(type, await inBatch(doc, batch), keys, crypto));
    expect(await verify(DatasetManifest, manifest)).toBe('accepted');
    expect(await verify(UsagePolicy, policy)).toBe('accepted');
    expect(await verify(KeyGrant, grant)).toBe('accepted');
  });

  it('is refused for a document that it does not name', async () => {
    const other = documentOf(DatasetManifest, 'DatasetManifest, later');
    expect(
      await codeOf(verifySigned(DatasetManifest, await inBatch(other, batch), keys, crypto)),
    ).toBe('SIGNATURE batch');
    expect(
      await codeOf(verifySigned(Withdrawal, await inBatch(withdrawal, batch), keys, crypto)),
    ).toBe('SIGNATURE batch');
  });

  it('is refused for a document that it names under another type', async () => {
    const renamed = batchOf([
      { type: 'UsagePolicy', doc: manifest },
      { type: 'DatasetManifest', doc: policy },
    ]);
    expect(
      await codeOf(verifySigned(DatasetManifest, await inBatch(manifest, renamed), keys, crypto)),
    ).toBe('SIGNATURE batch');
  });

  it.each([
    ['Approval', Approval, approval],
    ['JobSpec', JobSpec, jobSpec],
    ['PartyCard', PartyCard, card],
  ] as const)('never stands for a document of type %s', async (type, documentType, doc) => {
    const lawful = await inBatch(doc, batch);
    const verify = (signed: SignedDocument) =>
      codeOf(verifySigned(documentType as DocumentType, signed, keys, crypto));
    expect(await verify(lawful)).toBe('SIGNATURE batch');
    const documents = sorted([
      { type, name: doc.name },
      { type: 'UsagePolicy', name: policy.name },
    ]);
    const bytes = canonicalBytes({ type: 'Batch', v: 1, documents });
    const unlawful = { name: hash('unlawful'), bytes, value: null };
    expect(await verify(await inBatch(doc, unlawful))).toMatch(/^MALFORMED/);
    const posing = batchOf([
      { type: 'UsagePolicy', doc },
      { type: 'KeyGrant', doc: grant },
    ]);
    expect(await verify(await inBatch(doc, posing))).toBe('SIGNATURE batch');
  });

  it('is refused if the signature is on the document or on another batch', async () => {
    const own = await signDocument('DatasetManifest', manifest, anna);
    const withBatch = own.signatures.map((s) => ({ ...s, batch: toBase64Url(batch.bytes) }));
    const verify = (signed: SignedDocument) =>
      codeOf(verifySigned(DatasetManifest, signed, keys, crypto));
    expect(await verify({ ...own, signatures: withBatch })).toBe('SIGNATURE value');
    const other = await inBatch(manifest, batchOf(registration.slice(0, 2)));
    const swapped = other.signatures.map((s) => ({ ...s, batch: toBase64Url(batch.bytes) }));
    expect(await verify({ ...other, signatures: swapped })).toBe('SIGNATURE value');
    expect(await verify(await inBatch(manifest, batch, 'DatasetManifest'))).toBe('SIGNATURE value');
  });

  it('is refused if it is taken away, or not canonical', async () => {
    const signed = await inBatch(manifest, batch);
    const verify = (signatures: SignedDocument['signatures']) =>
      codeOf(verifySigned(DatasetManifest, { ...signed, signatures }, keys, crypto));
    const bare = signed.signatures.map((s) => ({
      keyId: s.keyId,
      alg: 'ed25519' as const,
      value: s.value,
    }));
    expect(await verify(bare)).toBe('SIGNATURE value');
    const loose = toBase64Url(utf8(`${fromUtf8(batch.bytes)}\n`));
    expect(await verify(signed.signatures.map((s) => ({ ...s, batch: loose })))).toMatch(
      /^MALFORMED/,
    );
  });

  it('is refused as a document of its own', async () => {
    const signed = await signDocument('Batch', batch, anna);
    expect(await codeOf(verifySigned(DatasetManifest, signed, keys, crypto))).toMatch(/^MALFORMED/);
  });
});
