// How many pieces of evidence one core verifies in a second: with nothing remembered, with chains and
// collateral remembered, and, for comparison in the same run, the bare signatures that cannot be left out.

import { webcrypto } from 'node:crypto';
import { openExamination } from '../../enclave-jobs/attestation/examination.ts';
import { openMemo, type Memo } from '../../enclave-jobs/attestation/memo.ts';
import { examineNitro } from '../../enclave-jobs/attestation/verify/nitro.ts';
import { examineSgx } from '../../enclave-jobs/attestation/verify/sgx-dcap.ts';
import { examineSnp } from '../../enclave-jobs/attestation/verify/sev-snp.ts';
import { examineTdx } from '../../enclave-jobs/attestation/verify/tdx.ts';
import { makeIntelWorld } from '../support/intel-world.ts';
import { makeNitroWorld } from '../support/nitro-world.ts';
import { makeSnpWorld } from '../support/snp-world.ts';
import {
  ecdsa256,
  ecdsa384,
  makeKey,
  now,
  signRaw,
  type TestAlgorithm,
} from '../support/test-pki.ts';
import { perSecond, printTable } from './measure.ts';

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
  readonly bare: () => Promise<number>;
  readonly verify: (memo?: Memo) => Promise<unknown>;
}

const snp = await makeSnpWorld({ version: 3, product: 'Genoa', kind: 'VCEK' });
const sgx = await makeIntelWorld('sgx3');
const tdx = await makeIntelWorld('tdx4');
const nitro = await makeNitroWorld('nitro-enclave');
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
];

const rows = [];
for (const { name, bare, verify } of subjects) {
  const memo = openMemo();
  const signatures = await bare();
  const cold = await perSecond(() => verify());
  const warm = await perSecond(() => verify(memo));
  rows.push([
    name,
    cold.toFixed(0),
    warm.toFixed(0),
    signatures.toFixed(0),
    `${(warm / cold).toFixed(1)}×`,
    `${((100 * warm) / signatures).toFixed(0)} %`,
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
  ],
  rows,
);
console.log(
  '\nEvidence is made from test keys (RSA 2048 where AMD has 4096). Other verifiers accept only vendors’ roots, so\n' +
    'that they can be compared on real evidence only.',
);
