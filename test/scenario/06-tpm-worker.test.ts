// A worker whose evidence is a genuine TPM quote: the production worker, a software TPM, and rules
// that name its attestation key and the register into which the machine measured the worker.

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureFiles } from '#enclave/attestation/measure.ts';
import { workerFiles } from '#enclave/launch/measured-files.ts';
import {
  Evidence,
  ProofBundle,
  bytesOf,
  fromHex,
  hashOf,
  inexpressible,
  parseDocument,
  type Hash,
  type WorkerRequirements,
} from '#enclave/protocol/index.ts';
import { openLab, type Lab } from '#app/_cli/lab/run-lab.ts';
import { pinsOfAll } from '#app/_cli/scenario/open-scenario.ts';
import {
  builtTemplates,
  bundles,
  labScenario,
  lenderCsv,
  lenders,
  verifyLabBundle,
} from '../support/lab-world.ts';
import { missingTools, openSoftwareTpm, type SoftwareTpm } from '../support/software-tpm.ts';

const here = missingTools.length === 0 ? it : it.skip;
const why = missingTools.length === 0 ? '' : ` [not installed: ${missingTools.join(', ')}]`;
const bootRegister = 8;

/** A register that began as zeros, after one digest. */
const extended = (digest: Hash) =>
  createHash('sha256').update(new Uint8Array(32)).update(fromHex(digest)).digest('hex');

function entryFor(code: Hash, { publicArea }: SoftwareTpm): WorkerRequirements {
  return {
    format: 'tpm2',
    code,
    anchors: [hashOf(publicArea)],
    referenceValues: { states: [[{ index: bootRegister, value: extended(code) }]] },
    minTcb: { firmwareMin: '0'.repeat(16) },
    notApplicable: [...inexpressible.tpm2],
    debug: false,
    minCollateralIssued: 0,
    chips: 'any',
    expires: Math.floor(Date.now() / 1000) + 86_400,
  };
}

describe('a worker on a TPM', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
  const scenario = labScenario();
  const [overlap, multi] = scenario.jobs;
  let tpm: SoftwareTpm | undefined;
  let lab: Lab | undefined;
  beforeAll(async () => {
    if (missingTools.length > 0) return;
    lenders.forEach((id, i) => writeFileSync(join(folder, `${id}.csv`), lenderCsv(i)));
    tpm = await openSoftwareTpm();
    const files = workerFiles(join(bundles, 'worker.cjs'), join(bundles, 'engine.cjs'));
    const { code } = await measureFiles(files);
    tpm.extend(bootRegister, code);
    const environment = { PARLEY_TEE: `tpm:${tpm.tcti}` };
    lab = await openLab(scenario, {
      registry: builtTemplates(),
      bundles,
      folder,
      withoutSandbox: false,
      worker: { program: { bundle: 'worker.cjs', environment }, code, entry: entryFor(code, tpm) },
      onStage: () => undefined,
      onProcessLine: () => undefined,
    });
  });
  afterAll(async () => {
    await lab?.close();
    tpm?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  here(`runs a job end to end, and its quote stands in the proof${why}`, async () => {
    if (lab === undefined || tpm === undefined || overlap === undefined) throw new Error('no lab');
    const { ended, bundle, report } = await lab.run(overlap);
    expect(ended).toBe('verified');
    if (bundle === undefined) throw new Error('no bundle');
    const { value } = parseDocument(ProofBundle, bundle);
    const evidence = parseDocument(Evidence, bytesOf(value.workerEvidence)).value;
    expect(evidence.format).toBe('tpm2');
    expect(evidence.endorsements.map((one) => hashOf(bytesOf(one)))).toEqual([
      hashOf(tpm.publicArea),
    ]);
    expect(report?.answer).toBe('verified');
    // The broker is simulated: better evidence of one machine does not make the world another one.
    expect(report?.evidence).toBe('simulated');
    expect((await verifyLabBundle(lab.world, bundle, pinsOfAll(lab.world))).answer).toBe(
      'verified',
    );
  });

  here(`is refused once the machine has measured something else${why}`, async () => {
    if (lab === undefined || tpm === undefined || multi === undefined) throw new Error('no lab');
    tpm.extend(bootRegister, hashOf(Uint8Array.of(1)));
    expect(await lab.run(multi)).toMatchObject({ ended: 'refused', codes: ['CODE_NOT_ACCEPTED'] });
  });
});
