// How many pieces of evidence one core verifies in a second: with nothing remembered, with chains
// and collateral remembered, and, for comparison in the same run, the bare signatures that cannot
// be left out.

import { webcrypto } from 'node:crypto';
import { openExamination } from '#enclave/attestation/examination.ts';
import { openMemo, type Memo } from '#enclave/attestation/memo.ts';
import { examineCca } from '#enclave/attestation/verify/arm-cca.ts';
import { examineAzureSnp } from '#enclave/attestation/verify/azure-vtpm.ts';
import { examineCsv } from '#enclave/attestation/verify/hygon-csv.ts';
import { examineHyperEnclave } from '#enclave/attestation/verify/hyperenclave.ts';
import { examineKeystone } from '#enclave/attestation/verify/keystone.ts';
import { examineNitro } from '#enclave/attestation/verify/nitro.ts';
import { examineSgx } from '#enclave/attestation/verify/sgx-dcap.ts';
import { examineSnp } from '#enclave/attestation/verify/sev-snp.ts';
import { examinePsa } from '#enclave/attestation/verify/psa.ts';
import { examineTdx } from '#enclave/attestation/verify/tdx.ts';
import { examineTpm } from '#enclave/attestation/verify/tpm2.ts';
import { makeAzureSnpWorld } from '../support/azure-world.ts';
import { makeCcaWorld } from '../support/cca-world.ts';
import { makeCsvWorld } from '../support/csv-world.ts';
import { makeHyperEnclaveWorld } from '../support/hyperenclave-world.ts';
import { makeIntelWorld } from '../support/intel-world.ts';
import { makeKeystoneWorld } from '../support/keystone-world.ts';
import { makeNitroWorld } from '../support/nitro-world.ts';
import { makePsaWorld, published } from '../support/psa-world.ts';
import { makeSnpWorld } from '../support/snp-world.ts';
import {
  ecdsa256,
  ecdsa384,
  makeKey,
  now,
  signRaw,
  type TestAlgorithm,
} from '../support/test-pki.ts';
import { makeTpmWorld } from '../support/tpm-world.ts';
import { perSecond, printTable } from './measure.ts';
import { phalaOn } from './peers.ts';

const crypto = webcrypto as Crypto;
const context = { crypto, at: now };

async function floor(algorithm: TestAlgorithm & { name: 'ECDSA' }, signatures: number) {
  const key = await makeKey(algorithm);
  const message = new Uint8Array(700);
  const signature = await signRaw(key, message);
  const named = { name: 'ECDSA', hash: algorithm.hash };
  return perSecond(async () => {
    for (let i = 0; i < signatures; i++) {
      await crypto.subtle.verify(named, key.pair.publicKey, signature, message);
    }
  });
}

interface Subject {
  readonly name: string;
  /**
   * Signatures that the platform's own cryptography checks; absent where it does not know the
   * algorithm.
   */
  readonly bare?: () => Promise<number>;
  readonly verify: (memo?: Memo) => Promise<unknown>;
  /** Another verifier on the same evidence. */
  readonly peer?: (() => unknown) | undefined;
}

const snp = await makeSnpWorld({ version: 3, product: 'Genoa', kind: 'VCEK' });
const sgx = await makeIntelWorld('sgx3');
const tdx = await makeIntelWorld('tdx4');
const nitro = await makeNitroWorld('nitro-enclave');
const tpm = await makeTpmWorld();
const cca = await makeCcaWorld({ envelope: 'collection', realmKey: 'point', curve: 'P-384' });
const psa = await makePsaWorld({ profile: published, curve: 'P-256' });
const keystone = makeKeystoneWorld();
const csv = makeCsvWorld({ version: 2, form: 'wrapped', isPekMasked: false });
const hyper = makeHyperEnclaveWorld();
const azure = await makeAzureSnpWorld();
const withMemo = (memo?: Memo) => (memo === undefined ? context : { ...context, memo });

const subjects: readonly Subject[] = [
  {
    name: 'sev-snp',
    bare: () => floor(ecdsa384, 1),
    verify: (memo) =>
      examineSnp(
        snp.raw,
        snp.endorsements,
        { ...withMemo(memo), anchors: snp.anchors },
        openExamination(),
      ),
  },
  {
    name: 'sgx-dcap (quote 3)',
    bare: () => floor(ecdsa256, 2),
    verify: (memo) =>
      examineSgx(
        sgx.raw,
        sgx.endorsements,
        { ...withMemo(memo), anchors: sgx.anchors },
        openExamination(),
      ),
    peer: phalaOn(sgx),
  },
  {
    name: 'tdx (quote 4)',
    bare: () => floor(ecdsa256, 2),
    verify: (memo) =>
      examineTdx(
        tdx.raw,
        tdx.endorsements,
        { ...withMemo(memo), anchors: tdx.anchors },
        openExamination(),
      ),
    peer: phalaOn(tdx),
  },
  {
    name: 'nitro-enclave',
    bare: () => floor(ecdsa384, 2),
    verify: (memo) =>
      examineNitro(
        'nitro-enclave',
        nitro.raw,
        [],
        { ...withMemo(memo), anchors: nitro.anchors },
        openExamination(),
      ),
  },
  {
    name: 'tpm2',
    bare: () => floor(ecdsa256, 1),
    verify: (memo) => examineTpm(tpm.raw, [tpm.area], withMemo(memo), openExamination()),
  },
  {
    name: 'arm-cca',
    bare: () => floor(ecdsa384, 2),
    verify: (memo) => examineCca(cca.raw, cca.endorsements, withMemo(memo), openExamination()),
  },
  {
    name: 'psa',
    bare: () => floor(ecdsa256, 1),
    verify: (memo) => examinePsa(psa.raw, psa.endorsements, withMemo(memo), openExamination()),
  },
  {
    name: 'keystone',
    verify: (memo) =>
      examineKeystone(keystone.raw, keystone.endorsements, withMemo(memo), openExamination()),
  },
  {
    name: 'hygon-csv',
    verify: (memo) =>
      examineCsv(
        csv.raw,
        csv.endorsements,
        { ...withMemo(memo), anchors: csv.anchors },
        openExamination(),
      ),
  },
  {
    name: 'hyperenclave',
    verify: (memo) =>
      examineHyperEnclave(
        hyper.raw,
        hyper.endorsements,
        { ...withMemo(memo), anchors: hyper.anchors },
        openExamination(),
      ),
  },
  {
    name: 'azure-snp-vtpm',
    verify: (memo) =>
      examineAzureSnp(
        azure.raw,
        azure.endorsements,
        { ...withMemo(memo), anchors: azure.anchors },
        openExamination(),
      ),
  },
];

const rows = [];
for (const { name, bare, verify, peer } of subjects) {
  const memo = openMemo();
  const signatures = await bare?.();
  const other = peer && (await perSecond(() => Promise.resolve(peer())));
  const cold = await perSecond(() => verify());
  const warm = await perSecond(() => verify(memo));
  rows.push([
    name,
    cold.toFixed(0),
    warm.toFixed(0),
    signatures?.toFixed(0) ?? '',
    `${(warm / cold).toFixed(1)}×`,
    signatures === undefined ? '' : `${((100 * warm) / signatures).toFixed(0)} %`,
    other?.toFixed(0) ?? '',
    other === undefined ? '' : `${(warm / other).toFixed(0)}×`,
  ]);
}
printTable(
  [
    'format',
    'cold/s',
    'remembered/s',
    'bare signatures/s',
    'remembered : cold',
    'of the bare ones',
    '@phala/dcap-qvl/s',
    'remembered : peer',
  ],
  rows,
);
console.log(
  '\nEvidence is made from test keys (RSA 2048 where AMD has 4096). The peer is measured where PARLEY_BENCH_PEERS\n' +
    'names a folder with it; others accept only vendors’ roots, so that they can be compared on real evidence only.',
);
