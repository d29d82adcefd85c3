// docs/attestation.md names every line that an examination makes, and none that there is not.

import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openExamination, type Examination } from '#enclave/attestation/examination.ts';
import { hardwareFormats } from '#enclave/attestation/index.ts';
import { examineCca } from '#enclave/attestation/verify/arm-cca.ts';
import { examineAzureSnp, examineAzureTdx } from '#enclave/attestation/verify/azure-vtpm.ts';
import { examineCsv } from '#enclave/attestation/verify/hygon-csv.ts';
import { examineHyperEnclave } from '#enclave/attestation/verify/hyperenclave.ts';
import { examineKeystone } from '#enclave/attestation/verify/keystone.ts';
import { examineNitro } from '#enclave/attestation/verify/nitro.ts';
import { examinePsa } from '#enclave/attestation/verify/psa.ts';
import { examineSgx } from '#enclave/attestation/verify/sgx-dcap.ts';
import { examineSnp } from '#enclave/attestation/verify/sev-snp.ts';
import { examineTdx } from '#enclave/attestation/verify/tdx.ts';
import { examineTpm } from '#enclave/attestation/verify/tpm2.ts';
import { makeAzureSnpWorld, makeAzureTdxWorld } from '../../support/azure-world.ts';
import { makeCcaWorld } from '../../support/cca-world.ts';
import { makeCsvWorld } from '../../support/csv-world.ts';
import { makeHyperEnclaveWorld } from '../../support/hyperenclave-world.ts';
import { makeIntelWorld } from '../../support/intel-world.ts';
import { makeKeystoneWorld } from '../../support/keystone-world.ts';
import { makeNitroWorld } from '../../support/nitro-world.ts';
import { makePsaWorld, published } from '../../support/psa-world.ts';
import { makeSnpWorld } from '../../support/snp-world.ts';
import { now } from '../../support/test-pki.ts';
import { makeTpmWorld } from '../../support/tpm-world.ts';

const page = readFileSync('docs/attestation.md', 'utf8');
const context = { crypto: webcrypto as Crypto, at: now };

/** The names in code type of the first column below one heading. */
function documented(heading: string): readonly string[] {
  const section = page.split(/^## /m).find((one) => one.startsWith(heading)) ?? '';
  const cells = [...section.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell]) => cell ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id ?? ''));
}

async function made(examine: (examination: Examination) => Promise<unknown>) {
  const examination = openExamination();
  await examine(examination);
  return [...new Set(examination.lines.map(({ id }) => id))].sort();
}

const sorted = (ids: readonly string[]) => [...ids].sort();

describe('the page about attestation', () => {
  it('names every check of SEV-SNP', async () => {
    const world = await makeSnpWorld({ version: 3, product: 'Milan', kind: 'VCEK' });
    const { raw, endorsements, anchors } = world;
    const ids = await made((one) => examineSnp(raw, endorsements, { ...context, anchors }, one));
    expect(sorted(documented('sev-snp'))).toEqual(ids);
  });

  it('names every check of SGX and TDX', async () => {
    const sgx = await makeIntelWorld('sgx3');
    const tdx = await makeIntelWorld('tdx5-15');
    const forSgx = await made((one) =>
      examineSgx(sgx.raw, sgx.endorsements, { ...context, anchors: sgx.anchors }, one),
    );
    const forTdx = await made((one) =>
      examineTdx(tdx.raw, tdx.endorsements, { ...context, anchors: tdx.anchors }, one),
    );
    expect(sorted(documented('sgx-dcap and tdx'))).toEqual(forTdx);
    expect(
      forTdx
        .filter((id) => !forSgx.includes(id))
        .every((id) => /^(module-|current-level$)/.test(id)),
    ).toBe(true);
  });

  it('names every check of Nitro documents', async () => {
    const { raw, anchors } = await makeNitroWorld('nitro-enclave');
    const ids = await made((one) =>
      examineNitro('nitro-enclave', raw, [], { ...context, anchors }, one),
    );
    expect(sorted(documented('nitro-enclave and nitro-tpm'))).toEqual(ids);
  });

  it('names every check of TPM quotes', async () => {
    const { raw, area, leaf, issuer, root } = await makeTpmWorld();
    const keys = [area, leaf.der, issuer.der, root.der];
    const ids = await made((one) => examineTpm(raw, keys, context, one));
    expect(sorted(documented('tpm2'))).toEqual(ids);
  });

  it('names every check of CCA tokens', async () => {
    const { raw, endorsements } = await makeCcaWorld({
      envelope: 'records',
      realmKey: 'cose-key',
      curve: 'P-384',
    });
    const ids = await made((one) => examineCca(raw, endorsements, context, one));
    expect(sorted(documented('arm-cca'))).toEqual(ids);
  });

  it('names every check of PSA tokens', async () => {
    const { raw, endorsements } = await makePsaWorld({ profile: published, curve: 'P-256' });
    const ids = await made((one) => examinePsa(raw, endorsements, context, one));
    expect(sorted(documented('psa'))).toEqual(ids);
  });

  it('names every check of Keystone reports', async () => {
    const { raw, endorsements } = makeKeystoneWorld();
    const ids = await made((one) => examineKeystone(raw, endorsements, context, one));
    expect(sorted(documented('keystone'))).toEqual(ids);
  });

  it('names every check of Hygon CSV reports', async () => {
    const { raw, endorsements, anchors } = makeCsvWorld({
      version: 2,
      form: 'wrapped',
      isPekMasked: false,
    });
    const ids = await made((one) => examineCsv(raw, endorsements, { ...context, anchors }, one));
    expect(sorted(documented('hygon-csv'))).toEqual(ids);
  });

  it('names every check of HyperEnclave quotes', async () => {
    const { raw, endorsements, anchors } = makeHyperEnclaveWorld();
    const ids = await made((one) =>
      examineHyperEnclave(raw, endorsements, { ...context, anchors }, one),
    );
    expect(sorted(documented('hyperenclave'))).toEqual(ids);
  });

  it('names every check of virtual TPMs beside those of their hardware', async () => {
    const snp = await makeAzureSnpWorld();
    const tdx = await makeAzureTdxWorld();
    const forSnp = await made((one) =>
      examineAzureSnp(snp.raw, snp.endorsements, { ...context, anchors: snp.anchors }, one),
    );
    const forTdx = await made((one) =>
      examineAzureTdx(tdx.raw, tdx.endorsements, { ...context, anchors: tdx.anchors }, one),
    );
    const own = documented('azure-snp-vtpm and azure-tdx-vtpm');
    const without = (...ids: readonly string[]) => own.filter((id) => !ids.includes(id));
    expect(forSnp).toEqual(sorted([...documented('sev-snp'), ...without('td-report')]));
    // Quotes of TD 1.0 have no level of now.
    const hardware = documented('sgx-dcap and tdx').filter((id) => id !== 'current-level');
    expect(forTdx).toEqual(sorted([...hardware, ...without('vmpl')]));
  });

  it('has a row for every format with a verifier', () => {
    for (const format of hardwareFormats)
      expect(page).toMatch(new RegExp(`^\\| .*\`${format}\`.* \\|`, 'm'));
  });
});
