// Parsers of foreign bytes under bent input: they read or refuse, in time, and never fall over. A
// short run here; `npm run fuzz` does a million for each.

import { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { utf8, type Bytes } from '#enclave/protocol/index.ts';
import { readSign1 } from '#enclave/attestation/encoding/cose.ts';
import { readPem } from '#enclave/attestation/encoding/pem.ts';
import { EvidenceFault, openExamination, ParseFault } from '#enclave/attestation/examination.ts';
import { readStatements } from '#enclave/attestation/verify/intel/collateral.ts';
import { readPckPlatform } from '#enclave/attestation/verify/intel/pck.ts';
import { readQuote } from '#enclave/attestation/verify/intel/quote.ts';
import { examineCca } from '#enclave/attestation/verify/arm-cca.ts';
import { readCcaCollection } from '#enclave/attestation/verify/arm-cca/collection.ts';
import { readCcaPlatform } from '#enclave/attestation/verify/arm-cca/platform.ts';
import { readCcaRealm } from '#enclave/attestation/verify/arm-cca/realm.ts';
import { readAzureSnp } from '#enclave/attestation/verify/azure/evidence.ts';
import { readAttestationKey, readHclReport } from '#enclave/attestation/verify/azure/hcl-report.ts';
import { examineAzureSnp } from '#enclave/attestation/verify/azure-vtpm.ts';
import { examineCsv } from '#enclave/attestation/verify/hygon-csv.ts';
import {
  readAuthority,
  readKeyCertificate as readCsvKeyCertificate,
} from '#enclave/attestation/verify/hygon-csv/certificates.ts';
import { readCsvReport } from '#enclave/attestation/verify/hygon-csv/report.ts';
import { examineHyperEnclave } from '#enclave/attestation/verify/hyperenclave.ts';
import { readBaseline } from '#enclave/attestation/verify/hyperenclave/baseline.ts';
import { readHyperEnclaveQuote } from '#enclave/attestation/verify/hyperenclave/quote.ts';
import { examineKeystone } from '#enclave/attestation/verify/keystone.ts';
import { readKeystoneReport } from '#enclave/attestation/verify/keystone/report.ts';
import { examineNitro } from '#enclave/attestation/verify/nitro.ts';
import { readNitroDocument } from '#enclave/attestation/verify/nitro/document.ts';
import { examinePsa } from '#enclave/attestation/verify/psa.ts';
import { readPsaClaims } from '#enclave/attestation/verify/psa/claims-set.ts';
import { examineSnp } from '#enclave/attestation/verify/sev-snp.ts';
import { readKeyCertificate } from '#enclave/attestation/verify/sev-snp/key-certificate.ts';
import { readSnpReport } from '#enclave/attestation/verify/sev-snp/report.ts';
import { examineTdx } from '#enclave/attestation/verify/tdx.ts';
import { readPublicArea } from '#enclave/attestation/verify/tpm2/public-area.ts';
import { sm3Bank } from '#enclave/attestation/verify/tpm2/algorithms.ts';
import { readAttest, readTpmQuote } from '#enclave/attestation/verify/tpm2/quote.ts';
import { readCertificate } from '#enclave/attestation/x509/certificate.ts';
import { readRevocationList } from '#enclave/attestation/x509/crl.ts';
import { readEndorsedKey } from '#enclave/attestation/x509/endorsed-key.ts';
import { makeAzureSnpWorld, type AzureSnpWorld } from '../../support/azure-world.ts';
import { makeCcaWorld, type CcaWorld } from '../../support/cca-world.ts';
import { makeCsvWorld } from '../../support/csv-world.ts';
import { makeHyperEnclaveWorld } from '../../support/hyperenclave-world.ts';
import { makeIntelWorld, type IntelWorld } from '../../support/intel-world.ts';
import { makeKeystoneWorld } from '../../support/keystone-world.ts';
import { bent } from '../../support/mutator.ts';
import { makeNitroWorld, pack, type NitroWorld } from '../../support/nitro-world.ts';
import { makePsaWorld, oldest, published, type PsaWorld } from '../../support/psa-world.ts';
import { makeSnpWorld, type SnpWorld } from '../../support/snp-world.ts';
import { now } from '../../support/test-pki.ts';
import { makeTpmWorld, type TpmWorld } from '../../support/tpm-world.ts';

const inputs = Number(process.env['PARLEY_FUZZ'] ?? 3000);
const slowMs = 50;
const crypto = webcrypto as Crypto;
const keystone = makeKeystoneWorld();
const hyperEnclave = makeHyperEnclaveWorld();
const csv = makeCsvWorld({ version: 2, form: 'wrapped', isPekMasked: false });
const oldCsv = makeCsvWorld({ version: 1, form: 'page', isPekMasked: true });

interface Outcome {
  readonly isRefused: boolean;
  readonly ms: number;
}

function timed(bytes: Bytes, parse: (bytes: Bytes) => unknown): Outcome {
  const start = performance.now();
  try {
    parse(bytes);
    return { isRefused: false, ms: performance.now() - start };
  } catch (error) {
    if (!(error instanceof ParseFault)) throw error;
    return { isRefused: true, ms: performance.now() - start };
  }
}

/** A machine may pause at any input; one that hangs does so each time. */
function fuzz(valid: Bytes, parse: (bytes: Bytes) => unknown) {
  let refused = 0;
  let slowest = 0;
  const source = bent(valid, 20261123);
  for (let i = 0; i < inputs; i++) {
    const { value } = source.next();
    const { isRefused, ms } = timed(value, parse);
    if (isRefused) refused++;
    const again = ms < slowMs ? [ms] : [1, 2, 3].map(() => timed(value, parse).ms);
    slowest = Math.max(slowest, Math.min(...again));
  }
  return { refused, slowest };
}

describe('bent bytes', () => {
  let snp: SnpWorld;
  let intel: IntelWorld;
  let nitro: NitroWorld;
  let tpm: TpmWorld;
  let cca: CcaWorld;
  let psa: PsaWorld;
  let oldPsa: PsaWorld;
  let azure: AzureSnpWorld;
  beforeAll(async () => {
    snp = await makeSnpWorld({ version: 5, product: 'Genoa', kind: 'VCEK' });
    intel = await makeIntelWorld('tdx5-15');
    nitro = await makeNitroWorld('nitro-enclave');
    tpm = await makeTpmWorld('RSAPSS');
    cca = await makeCcaWorld({ envelope: 'records', realmKey: 'cose-key', curve: 'P-256' });
    psa = await makePsaWorld({ profile: published, curve: 'P-256' });
    oldPsa = await makePsaWorld({ profile: oldest, curve: 'P-256' });
    azure = await makeAzureSnpWorld();
  });

  const parsers: Readonly<
    Record<string, readonly [valid: () => Bytes, parse: (bytes: Bytes) => unknown]>
  > = {
    'a certificate': [() => snp.leaf.der, readCertificate],
    'a revocation list': [() => snp.list, readRevocationList],
    'a chip key’s extensions': [
      () => snp.leaf.der,
      (bytes) => readKeyCertificate(readCertificate(bytes)),
    ],
    'a platform’s extension': [
      () => intel.pck.der,
      (bytes) => readPckPlatform(readCertificate(bytes)),
    ],
    'a SEV-SNP report': [() => snp.raw, readSnpReport],
    'a quote': [() => intel.raw, readQuote],
    'a TCB info': [() => intel.tcbInfo, (bytes) => readStatements([bytes])],
    'a QE identity': [() => intel.qeIdentity, (bytes) => readStatements([bytes])],
    'a PEM chain': [() => readQuote(intel.raw).pckChain, readPem],
    'a COSE message': [() => nitro.raw, (bytes) => readSign1(bytes, 'document')],
    'a Nitro payload': [() => pack(nitro.payload), readNitroDocument],
    'a TPM quote': [() => tpm.raw, readTpmQuote],
    'a TPM public area': [() => tpm.area, readPublicArea],
    'a virtual TPM’s evidence': [() => azure.raw, readAzureSnp],
    'an HCL report': [
      () => readAzureSnp(azure.raw).hcl,
      (bytes) => readAttestationKey(readHclReport(bytes, 'snp')),
    ],
    'an endorsed key': [
      () => cca.endorsements[0] ?? new Uint8Array(),
      (bytes) => readEndorsedKey([bytes], 'CPAK'),
    ],
    'a CCA token': [() => cca.raw, readCcaCollection],
    'a CCA platform’s claims': [() => pack(cca.platform), readCcaPlatform],
    'a CCA realm’s claims': [() => pack(cca.realm), readCcaRealm],
    'a Hygon CSV report': [() => csv.raw, readCsvReport],
    'a Hygon CSV report of version 1': [() => oldCsv.raw, readCsvReport],
    'a Hygon signing key': [() => csv.hsk, readAuthority],
    'a Hygon platform key': [() => csv.pek, (bytes) => readCsvKeyCertificate(bytes, 'PEK')],
    'a HyperEnclave quote': [() => hyperEnclave.raw, readHyperEnclaveQuote],
    'a TPM quote over SM3': [
      () => readHyperEnclaveQuote(hyperEnclave.raw).attest,
      (bytes) => readAttest(bytes, sm3Bank),
    ],
    'an authority’s word on a machine': [
      () => hyperEnclave.certificate,
      (bytes) => readBaseline(readCertificate(bytes)),
    ],
    'a Keystone report': [() => keystone.raw, readKeystoneReport],
    'a PSA claims set': [() => pack(psa.claims), readPsaClaims],
    'a PSA claims set of the oldest profile': [() => pack(oldPsa.claims), readPsaClaims],
  };

  it.each(Object.entries(parsers))(
    'of %s are read or refused, never fallen over',
    (_, [valid, parse]) => {
      parse(valid());
      const { refused, slowest } = fuzz(valid(), parse);
      expect(refused).toBeGreaterThan(inputs / 4);
      expect(slowest).toBeLessThan(slowMs);
    },
    3_600_000,
  );

  it.each([
    [
      'a TCB info of spaces',
      () => utf8(`{"tcbInfo":{${' '.repeat(300_000)}`),
      (bytes: Bytes) => readStatements([bytes]),
    ],
    ['a PEM of zeros', () => utf8(`-----BEGIN${'\0'.repeat(300_000)}-`), readPem],
    ['a PEM of dashes', () => utf8('-'.repeat(300_000)), readPem],
    ['a PEM of beginnings', () => utf8('-----BEGIN A-----'.repeat(15_000)), readPem],
  ] as const)('in the shape of %s are refused at once', (_, input, parse) => {
    const bytes = input();
    const tries = [1, 2, 3].map(() => timed(bytes, parse));
    expect(tries.every(({ isRefused }) => isRefused)).toBe(true);
    expect(Math.min(...tries.map(({ ms }) => ms))).toBeLessThan(slowMs);
  });

  const evidence = {
    'sev-snp': [
      () => snp.raw,
      (raw: Bytes) =>
        examineSnp(
          raw,
          snp.endorsements,
          { crypto, at: now, anchors: snp.anchors },
          openExamination(),
        ),
    ],
    tdx: [
      () => intel.raw,
      (raw: Bytes) =>
        examineTdx(
          raw,
          intel.endorsements,
          { crypto, at: now, anchors: intel.anchors },
          openExamination(),
        ),
    ],
    'nitro-enclave': [
      () => nitro.raw,
      (raw: Bytes) =>
        examineNitro(
          'nitro-enclave',
          raw,
          [],
          { crypto, at: now, anchors: nitro.anchors },
          openExamination(),
        ),
    ],
    'arm-cca': [
      () => cca.raw,
      (raw: Bytes) => examineCca(raw, cca.endorsements, { crypto, at: now }, openExamination()),
    ],
    'hygon-csv': [
      () => oldCsv.raw,
      (raw: Bytes) =>
        examineCsv(
          raw,
          oldCsv.endorsements,
          { crypto, at: now, anchors: oldCsv.anchors },
          openExamination(),
        ),
    ],
    hyperenclave: [
      () => hyperEnclave.raw,
      (raw: Bytes) =>
        examineHyperEnclave(
          raw,
          hyperEnclave.endorsements,
          { crypto, at: now, anchors: hyperEnclave.anchors },
          openExamination(),
        ),
    ],
    'azure-snp-vtpm': [
      () => azure.raw,
      (raw: Bytes) =>
        examineAzureSnp(
          raw,
          azure.endorsements,
          { crypto, at: now, anchors: azure.anchors },
          openExamination(),
        ),
    ],
    keystone: [
      () => keystone.raw,
      (raw: Bytes) =>
        examineKeystone(raw, keystone.endorsements, { crypto, at: now }, openExamination()),
    ],
    psa: [
      () => psa.raw,
      (raw: Bytes) => examinePsa(raw, psa.endorsements, { crypto, at: now }, openExamination()),
    ],
  } as const;

  it.each(Object.entries(evidence))(
    'of %s are never believed to say anything else',
    async (_, [valid, examine]) => {
      const { platform: good } = await examine(valid());
      const source = bent(valid(), 4711);
      for (let i = 0; i < inputs / 20; i++) {
        try {
          // Zeros behind a quote, or another spelling of its chain, change nothing that it says.
          expect((await examine(source.next().value)).platform).toEqual(good);
        } catch (error) {
          if (!(error instanceof EvidenceFault)) throw error;
        }
      }
    },
    3_600_000,
  );
});
