// What people see beside a verdict: the format that bytes look like, and what came along, with its
// dates. Neither decides anything; and all verifiers together stay small enough for a page.

import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import {
  describeEndorsements,
  guessFormat,
  type HardwareFormat,
} from '#enclave/attestation/index.ts';
import type { Bytes } from '#enclave/protocol/index.ts';
import { makeAzureSnpWorld, makeAzureTdxWorld } from '../../support/azure-world.ts';
import { makeCcaWorld } from '../../support/cca-world.ts';
import { makeCsvWorld } from '../../support/csv-world.ts';
import { hyperEnclaveQuote, makeHyperEnclaveWorld } from '../../support/hyperenclave-world.ts';
import { makeIntelWorld } from '../../support/intel-world.ts';
import { makeKeystoneWorld } from '../../support/keystone-world.ts';
import { makeNitroWorld } from '../../support/nitro-world.ts';
import { makePsaWorld, published } from '../../support/psa-world.ts';
import { makeSnpWorld } from '../../support/snp-world.ts';
import { makeTpmWorld } from '../../support/tpm-world.ts';
import { root } from '../../support/lab-world.ts';

const day = 86_400;

describe('the format of raw evidence', () => {
  const worlds: Readonly<Record<string, readonly [HardwareFormat, () => Promise<{ raw: Bytes }>]>> =
    {
      'an SEV-SNP report': [
        'sev-snp',
        () => makeSnpWorld({ version: 3, product: 'Milan', kind: 'VCEK' }),
      ],
      'an SGX quote': ['sgx-dcap', () => makeIntelWorld('sgx3')],
      'an SGX quote of version 5': ['sgx-dcap', () => makeIntelWorld('sgx5')],
      'a TDX quote': ['tdx', () => makeIntelWorld('tdx4')],
      'a TDX quote of version 5': ['tdx', () => makeIntelWorld('tdx5-15')],
      'a Nitro document': ['nitro-enclave', () => makeNitroWorld('nitro-enclave')],
      'a NitroTPM document': ['nitro-tpm', () => makeNitroWorld('nitro-tpm')],
      'a TPM quote': ['tpm2', () => makeTpmWorld()],
      'a CCA collection': [
        'arm-cca',
        () => makeCcaWorld({ envelope: 'records', realmKey: 'cose-key', curve: 'P-384' }),
      ],
      'a PSA token': ['psa', () => makePsaWorld({ profile: published, curve: 'P-256' })],
      'a Keystone report': ['keystone', () => Promise.resolve(makeKeystoneWorld())],
      'a virtual TPM on SNP': ['azure-snp-vtpm', () => makeAzureSnpWorld()],
      'a virtual TPM on TDX': ['azure-tdx-vtpm', () => makeAzureTdxWorld()],
      'a HyperEnclave quote': ['hyperenclave', () => Promise.resolve(makeHyperEnclaveWorld())],
      'a HyperEnclave quote as long as a Keystone report': [
        'hyperenclave',
        () => {
          const certificate = new Uint8Array(1352 - 775);
          return Promise.resolve({
            raw: hyperEnclaveQuote(makeHyperEnclaveWorld(), { certificate }),
          });
        },
      ],
      'a Hygon report': [
        'hygon-csv',
        () => Promise.resolve(makeCsvWorld({ version: 2, form: 'wrapped', isPekMasked: false })),
      ],
    };

  it.each(Object.entries(worlds))('is guessed for %s', async (_, [format, make]) => {
    expect(guessFormat((await make()).raw)).toBe(format);
  });

  it('is left open for what looks like nothing', () => {
    expect(guessFormat(new Uint8Array())).toBeUndefined();
    expect(guessFormat(new Uint8Array(100).fill(7))).toBeUndefined();
  });
});

describe('what came with evidence', () => {
  it('is shown with names and dates, once each, a chain within it too', async () => {
    const { raw, endorsements } = await makeIntelWorld('tdx4');
    const facts = describeEndorsements('tdx', raw, [...endorsements, ...endorsements]);
    const kinds = facts.map(({ kind }) => kind);
    const count = (kind: string) => kinds.filter((one) => one === kind).length;
    // PCK, its authority and the root; the signer of statements below the same root.
    expect([count('certificate'), count('list'), count('statement')]).toEqual([4, 2, 2]);
    expect(facts.every((one) => one.kind === 'other' || one.until - one.from > day)).toBe(true);
  });

  it('is read from a Nitro document, leaf first', async () => {
    const { raw } = await makeNitroWorld('nitro-enclave');
    const facts = describeEndorsements('nitro-enclave', raw, []);
    const subjects = facts.map((one) => (one.kind === 'certificate' ? one.subject : one.kind));
    expect(subjects).toEqual([
      'CN=i-1234-enc5678.region.aws',
      'CN=i-1234.region.aws.nitro-enclaves',
      'CN=aws.nitro-enclaves',
    ]);
  });

  it('that cannot be read is said to be other bytes, and never stops the page', () => {
    const junk = Uint8Array.of(1, 2, 3);
    expect(describeEndorsements('tdx', junk, [junk])).toEqual([{ kind: 'other', length: 3 }]);
    expect(describeEndorsements('nitro-tpm', junk, [])).toEqual([]);
  });
});

describe('all verifiers together', () => {
  it('are at most 200 KB for a browser, compressed', async () => {
    const { outputFiles } = await build({
      absWorkingDir: root,
      stdin: {
        contents: `export { examineEvidence } from './enclave-jobs/attestation/index.ts';`,
        resolveDir: root,
      },
      ...{ bundle: true, platform: 'browser', format: 'esm', target: 'es2022' },
      ...{ minify: true, write: false, logLevel: 'silent' },
    });
    const [file] = outputFiles;
    const size = gzipSync(file?.contents ?? new Uint8Array()).length;
    expect(size).toBeGreaterThan(10_000);
    expect(size).toBeLessThan(200 * 1024);
    console.log(`verifiers for browsers: ${Math.ceil(size / 1024)} KB gzip`);
  });
});
