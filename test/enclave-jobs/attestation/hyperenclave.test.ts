// HyperEnclave quotes from test keys are accepted; and for each check a case that fails because of
// it alone.

import { readFileSync } from 'node:fs';
import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concatBytes, fromHex, hashOf, utf8, type Bytes } from '#enclave/protocol/index.ts';
import { hyperEnclaveTestAuthorities } from '#enclave/attestation/anchors/hyperenclave.ts';
import { readPem } from '#enclave/attestation/encoding/pem.ts';
import { describeEndorsements, examineEvidence, openMemo } from '#enclave/attestation/index.ts';
import { examineHyperEnclave } from '#enclave/attestation/verify/hyperenclave.ts';
import { readCertificate } from '#enclave/attestation/x509/certificate.ts';
import { changed } from '../../support/bytes.ts';
import { der } from '../../support/der.ts';
import {
  authorityName,
  baselineBytes,
  baselineOf,
  hyperEnclaveQuote,
  makeAuthority,
  makeCertificate,
  makeHyperEnclaveWorld,
  pcrDigestOfTest,
  reportDataOfTest,
  type HyperEnclaveWorld,
  type QuoteChanges,
} from '../../support/hyperenclave-world.ts';
import { bytesThatMayBend, itIsRefused, outcomeOf, type Cases } from '../../support/refusals.ts';
import { basicConstraints, keyUsage, sm2Spki, type Sm2Options } from '../../support/sm2-pki.ts';
import { makeSm2Key, sm3ByOpenssl } from '../../support/sm2-signer.ts';
import {
  ecdsa256,
  KeyUsageFlags,
  issue,
  makeKey,
  now,
  revocationList,
  spkiOf,
} from '../../support/test-pki.ts';

const crypto = webcrypto as Crypto;
const world = makeHyperEnclaveWorld();
const { keys, authority, certificate, raw } = world;

interface Twist {
  readonly raw: Bytes;
  readonly endorsements: readonly Bytes[];
  readonly anchors: HyperEnclaveWorld['anchors'];
  readonly at: number;
}

const examine = (twist: Partial<Twist> = {}, memo = openMemo()) => {
  const { endorsements, anchors, at, ...own } = { ...world, at: now, ...twist };
  return outcomeOf((one) =>
    examineHyperEnclave(own.raw, endorsements, { crypto, at, anchors, memo }, one),
  );
};

const filled = (length: number, value: number) => new Uint8Array(length).fill(value);
const day = 86_400;

/**
 * As the vendor's verifier compiles them in: for production, for tests, on somebody's own machine.
 */
const [production, ...forTests] = readPem(
  new Uint8Array(readFileSync('test/vectors/hyperenclave-authorities.pem')),
);
if (production === undefined) throw new Error('vectors');

describe('a HyperEnclave quote', () => {
  it('states all its fields, and on whose certificate it rests', async () => {
    const { claims, lines } = await examine();
    expect(lines.filter(({ passed }) => !passed)).toEqual([]);
    const attestationKey = hashOf(sm2Spki(keys.tpm));
    expect(claims).toEqual({
      reportData: reportDataOfTest,
      namedAnchor: hashOf(authority),
      debug: false,
      chip: attestationKey,
      collateralIssued: now - 30 * day,
      collateralValidUntil: now + 30 * day,
      platform: {
        format: 'hyperenclave',
        report: {
          cpuSvn: filled(16, 0),
          miscSelect: filled(4, 0),
          attributes: changed(changed(filled(16, 0), 0, 5), 8, 3),
          mrEnclave: filled(32, 0xa1),
          mrSigner: filled(32, 0xa2),
          configId: filled(64, 0),
          isvProdId: 4,
          isvSvn: 9,
          configSvn: 0,
          isvExtProdId: filled(16, 0),
          isvFamilyId: filled(16, 0),
          reportData: reportDataOfTest,
        },
        attest: expect.objectContaining({
          selection: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13],
          pcrDigest: pcrDigestOfTest,
          firmwareVersion: fromHex('2019102300163636'),
          safe: true,
        }) as object,
        hypervisorKey: hashOf(keys.hypervisor.point),
        attestationKey,
        subject: 'CN=a TPM',
      },
    });
  });

  it('of an enclave that may be debugged says so', async () => {
    const debugged = hyperEnclaveQuote(world, { report: { 48: Uint8Array.of(7) } });
    expect((await examine({ raw: debugged })).claims?.debug).toBe(true);
  });

  it('may come with the zeros of the buffer that it was written into', async () => {
    const whole = concatBytes(raw, filled(4096 - raw.length, 0));
    expect((await examine({ raw: whole })).claims).toEqual((await examine()).claims);
  });

  it('ends when the first of both certificates does', async () => {
    const short = makeAuthority(keys.authority, { until: 5 * day });
    const { claims } = await examine({ endorsements: [short] });
    expect(claims?.collateralValidUntil).toBe(now + 5 * day);
  });

  it('shows the certificate within it', () => {
    const facts = describeEndorsements('hyperenclave', raw, [authority]);
    const subjects = facts.map((one) => (one.kind === 'certificate' ? one.subject : one.kind));
    expect(subjects).toEqual(['CN=a TPM', `CN=${authorityName}`]);
  });

  it('is authentic through the front door only by an authority that is named', async () => {
    const { claims } = await examineEvidence('hyperenclave', raw, [authority], { crypto, at: now });
    expect(claims?.namedAnchor).toBe(hashOf(authority));
  });

  it('from test keys is nothing to the authority for production, which the page names', async () => {
    const { failed } = await examine({ endorsements: [production] });
    expect(failed).toBe('chain-names');
    const page = readFileSync('docs/attestation.md', 'utf8');
    expect(page.includes(hashOf(production))).toBe(true);
  });

  it('is believed under none of the authorities for tests', async () => {
    expect(forTests.map((one) => readCertificate(one).keyHash)).toEqual(
      hyperEnclaveTestAuthorities.map(({ keyHash }) => keyHash),
    );
    for (const one of forTests) {
      const context = { crypto, at: now };
      const { fault } = await examineEvidence('hyperenclave', raw, [one], context);
      expect(fault?.line.id).toBe('test-authority');
    }
  });
});

describe('a HyperEnclave quote is refused', () => {
  const other = makeSm2Key();
  const collateral = 'EVIDENCE_COLLATERAL';
  const withQuote = (changes: QuoteChanges) => ({ raw: hyperEnclaveQuote(world, changes) });
  const withCertificate = (options: Partial<Sm2Options>) =>
    withQuote({ certificate: makeCertificate(keys, options) });
  const withBaseline = (value: Bytes) =>
    withCertificate({ extensions: [{ id: '1.2.86.1', value }] });
  const withAuthority = (options: Partial<Sm2Options>) => ({
    endorsements: [makeAuthority(keys.authority, options)],
  });
  const attest = (changes: QuoteChanges['attest']) => withQuote({ attest: changes ?? {} });
  const selection = (text: string) => attest({ selection: fromHex(text) });
  const swapped = changed(keys.hypervisor.point, 63, (keys.hypervisor.point[63] ?? 0) ^ 1);
  const baseline = () => baselineOf(baselineBytes(keys.hypervisor));
  const unknown = () => ({ id: '1.2.3.4', value: filled(2, 5), isCritical: true });

  const cases: Cases<Partial<Twist>> = {
    'of no bytes': ['quote', () => ({ raw: new Uint8Array() })],
    'of its header alone': ['quote', () => ({ raw: raw.slice(0, 48) })],
    'cut short': ['quote', () => ({ raw: raw.slice(0, -1) })],
    'followed by other bytes': ['quote', () => ({ raw: concatBytes(raw, filled(1, 1)) })],
    'longer than any buffer': [
      'quote',
      () => ({ raw: concatBytes(raw, filled(4097 - raw.length, 0)) }),
    ],
    'of version 2': ['quote', () => withQuote({ raw: { 0: Uint8Array.of(2) } })],
    'of another sign type': ['quote', () => withQuote({ raw: { 2: Uint8Array.of(0) } })],
    'with a group id': ['quote', () => withQuote({ raw: { 4: Uint8Array.of(1) } })],
    'with a name of a service': ['quote', () => withQuote({ raw: { 47: Uint8Array.of(1) } })],
    'with reserved bytes of the report in use': [
      'quote',
      () => withQuote({ report: { 262: Uint8Array.of(1) } }),
    ],
    'whose signatures say that they are shorter': ['quote', () => withQuote({ length: 500 })],
    'whose signatures say that they are longer': ['quote', () => withQuote({ length: 1600 })],
    'whose signatures have no end': ['quote', () => withQuote({ length: 0xffffffff })],
    'without a certificate': ['quote', () => withQuote({ certificate: new Uint8Array() })],
    'with a certificate of 1281 bytes': [
      'quote',
      () => withQuote({ certificate: filled(1281, 0x30) }),
    ],
    'with other bytes for a certificate': [
      'key-certificate',
      () => withQuote({ certificate: filled(300, 0x30) }),
    ],
    'with bytes behind the certificate': [
      'key-certificate',
      () => withQuote({ certificate: concatBytes(certificate, filled(1, 0)) }),
    ],
    'with a certificate of a key on another curve': [
      'key-certificate',
      async () => withCertificate({ spki: await spkiOf(await makeKey(ecdsa256)) }),
    ],
    'whose certificate says nothing of the machine': [
      'baseline',
      () => withCertificate({ extensions: [] }),
    ],
    'whose certificate says it in bare bytes': [
      'baseline',
      () => withBaseline(der(4, baselineBytes(keys.hypervisor))),
    ],
    'whose certificate says it in no text': [
      'baseline',
      () => withBaseline(der(12, filled(128, 255))),
    ],
    'whose certificate says it in no base64': [
      'baseline',
      () => withBaseline(der(12, utf8('-'.repeat(128)))),
    ],
    'whose certificate says too little': [
      'baseline',
      () => withBaseline(baselineOf(filled(93, 1)).value),
    ],
    'whose certificate says too much': [
      'baseline',
      () => withBaseline(baselineOf(filled(384, 1)).value),
    ],
    'without endorsements': ['endorsements', () => ({ endorsements: [] }), collateral],
    'with two authorities': [
      'endorsements',
      () => ({ endorsements: [authority, makeAuthority(other)] }),
      collateral,
    ],
    'with an endorsement that is something else': [
      'endorsements',
      () => ({ endorsements: [filled(100, 0)] }),
      collateral,
    ],
    'with a revocation list, which nobody reads': [
      'endorsements',
      async () => {
        const issuer = await issue({ name: 'CN=list', key: await makeKey(ecdsa256), isCa: true });
        return { endorsements: [authority, await revocationList(issuer)] };
      },
      collateral,
    ],
    'under an authority for tests': [
      'test-authority',
      () => ({
        anchors: {
          testAuthorities: [{ name: 'tests', keyHash: hashOf(sm2Spki(keys.authority)) }],
        },
      }),
      collateral,
    ],
    'by an authority that is not yet one': [
      'chain-validity',
      () => withAuthority({ from: 10 }),
      collateral,
    ],
    'by an authority that was one': [
      'chain-validity',
      () => withAuthority({ until: -10 }),
      collateral,
    ],
    'with a certificate of later': [
      'chain-validity',
      () => withCertificate({ from: 10 }),
      collateral,
    ],
    'with a certificate that has ended': [
      'chain-validity',
      () => withCertificate({ until: -10 }),
      collateral,
    ],
    'long after': ['chain-validity', () => ({ at: now + 31 * day }), collateral],
    'by an authority that is none': [
      'chain-authority',
      () => withAuthority({ extensions: [basicConstraints(false)] }),
      collateral,
    ],
    'by an authority without a word on it': [
      'chain-authority',
      () => withAuthority({ extensions: [] }),
      collateral,
    ],
    'by an authority for other things': [
      'chain-authority',
      () =>
        withAuthority({
          extensions: [basicConstraints(true), keyUsage(KeyUsageFlags.digitalSignature)],
        }),
      collateral,
    ],
    'with something critical that nobody knows': [
      'chain-critical',
      () => withCertificate({ extensions: [baseline(), unknown()] }),
      collateral,
    ],
    'by an authority with something critical that nobody knows': [
      'chain-critical',
      () => withAuthority({ extensions: [basicConstraints(true), unknown()] }),
      collateral,
    ],
    'with a certificate in another authority’s name': [
      'chain-names',
      () => withCertificate({ issuer: { name: 'another', key: keys.authority } }),
      collateral,
    ],
    'with a certificate that the authority did not sign': [
      'chain-signature',
      () => withCertificate({ issuer: { name: authorityName, key: other } }),
      collateral,
    ],
    'with a certificate signed in another name': [
      'chain-signature',
      () => withCertificate({ userId: 'CFCA' }),
      collateral,
    ],
    'with a key that is not for signatures': [
      'leaf-usage',
      () => withCertificate({ extensions: [baseline(), keyUsage(KeyUsageFlags.cRLSign)] }),
    ],
    'made by no TPM': ['attest', () => attest({ magic: 'ff544348' })],
    'over something that is no quote': ['attest', () => attest({ type: '8017' })],
    'over registers of another bank': ['attest', () => selection('00000001000b03ff3300')],
    'over two banks': ['attest', () => selection('00000002001203ff3300')],
    'signed by another TPM': ['tpm-signature', () => withQuote({ tpmSigner: other })],
    'signed by the TPM in a name': [
      'tpm-signature',
      () => withQuote({ tpmSignature: (bytes) => keys.tpm.sign(bytes, utf8('1234567812345678')) }),
    ],
    'with a TPM’s signature of zeros': [
      'tpm-signature',
      () => withQuote({ tpmSignature: () => filled(64, 0) }),
    ],
    'over a register less': ['pcr-selection', () => selection('00000001001203ff1300')],
    'over a register more': ['pcr-selection', () => selection('00000001001203ff3380')],
    'over no register of the hypervisor': [
      'pcr-selection',
      () => selection('00000001001203ff3f00'),
    ],
    'with a hypervisor’s key that is no point': [
      'hypervisor-key',
      () => withQuote({ hypervisorPoint: swapped }),
    ],
    'by another hypervisor': [
      'pcr-13',
      () => withQuote({ hypervisorPoint: other.point, enclaveSigner: other }),
    ],
    'of a hypervisor that was started again': [
      'pcr-13',
      () =>
        withCertificate({
          extensions: [baselineOf(concatBytes(pcrDigestOfTest, filled(64, 0xd2)))],
        }),
    ],
    'of a machine in another state': ['pcr-digest', () => attest({ pcrDigest: filled(32, 0xd4) })],
    'of a machine whose authority found another state': [
      'pcr-digest',
      () =>
        withCertificate({
          extensions: [baselineOf(baselineBytes(keys.hypervisor, filled(32, 0xd4)))],
        }),
    ],
    'with the TPM’s answer to another question': [
      'extra-data',
      () => attest({ extraData: concatBytes(fromHex('0012'), filled(32, 1)) }),
    ],
    'with the TPM’s answer named after another hash': [
      'extra-data',
      () => attest({ extraData: concatBytes(fromHex('000b'), sm3ByOpenssl(reportDataOfTest)) }),
    ],
    'with the TPM’s answer to another enclave': [
      'extra-data',
      () => withQuote({ report: { 320: filled(64, 0xee) } }),
    ],
    'signed by no hypervisor': ['enclave-signature', () => withQuote({ enclaveSigner: other })],
    'signed by the hypervisor in another name': [
      'enclave-signature',
      () =>
        withQuote({
          enclaveSignature: (bytes) => keys.hypervisor.sign(bytes, utf8('1234567812345678')),
        }),
    ],
    'signed by the hypervisor in nobody’s name': [
      'enclave-signature',
      () => withQuote({ enclaveSignature: (bytes) => keys.hypervisor.signUnnamed(bytes) }),
    ],
    'with an enclave that was changed': [
      'enclave-signature',
      () => withQuote({ raw: { 112: filled(32, 0xee) } }),
    ],
  };

  itIsRefused(cases, examine);

  it('with any one bit of any byte turned', async () => {
    const memo = openMemo();
    expect(await bytesThatMayBend(raw, (turned) => examine({ raw: turned }, memo))).toEqual([]);
  }, 120_000);

  it('with any one bit of the authority’s certificate turned, or under another name', async () => {
    const free = await bytesThatMayBend(authority, async (turned) => {
      const outcome = await examine({ endorsements: [turned] });
      // Pinned as a whole: what still reads is another anchor, which no entry names.
      if (outcome.claims !== undefined) {
        expect(outcome.claims.namedAnchor).not.toBe(hashOf(authority));
        return { ...outcome, claims: undefined };
      }
      return outcome;
    });
    expect(free).toEqual([]);
  }, 120_000);
});
