import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askBroker,
  makeGrant,
  readCsv,
  sealDataset,
  signApproval,
  type SealedDataset,
} from '#enclave/participant/index.ts';
import {
  UsagePolicy,
  hashSchema,
  makeDocument,
  utf8,
  type Bytes,
} from '#enclave/protocol/index.ts';
import { signDocument } from '#enclave/signing/sign.ts';
import {
  composeLabJob,
  packageJob,
  pinsOf,
  proofOf,
  reviewLabJob,
  verifyLabBundle,
} from '#app/_cli/lab/run-lab-job.ts';
import { need } from '#server/setup/scenario.ts';
import { sha256, submit, verifyLabBroker, type RegisteredDataset } from '#app/_cli/lab/world.ts';
import { lenderCsv, openTestLab, type TestLab } from '../support/lab-world.ts';

let t: TestLab;
beforeAll(async () => {
  t = await openTestLab();
});
afterAll(() => t.close());

/** The owner seals its table again as the next version: manifest, policy and grant follow. */
async function nextVersion(lab: TestLab, before: RegisteredDataset): Promise<RegisteredDataset> {
  const { owner, sealed } = before;
  const { columns, entityKey, normaliser, assurance, client } = sealed.manifest.value;
  const table = readCsv(utf8(lenderCsv(0)));
  const draft = { columns, entityKey, normaliser, assurance, client, previous: sealed.manifest };
  const next: SealedDataset = await sealDataset(globalThis.crypto, sha256, owner, table, draft);
  const { platform, code } = lab.lab.world;
  const keys = owner.keys.approvers;
  const manifest = await signDocument('DatasetManifest', next.manifest, ...keys);
  await submit(platform, 'manifest', manifest);
  const { type: _type, v: _v, ...terms } = before.policy.value;
  const policy = makeDocument(UsagePolicy, {
    ...terms,
    seq: 2,
    previous: before.policy.name,
    versions: [2],
  });
  const signedPolicy = await signDocument('UsagePolicy', policy, ...keys);
  await submit(platform, 'policy', signedPolicy);
  const broker = await verifyLabBroker(platform, code);
  const floors = { policySeqMin: 2, cardSeqMin: 1, grantSeq: 1 };
  const grant = await makeGrant(broker, owner, next, floors);
  await askBroker((request: Bytes) => platform.ask(request), grant, 'accepted');
  const blob = hashSchema.parse(await platform.blobs.put(next.file));
  return { ...before, sealed: next, manifest, policy, signedPolicy, blob };
}

describe('a second version of a table', () => {
  it('runs, its proof leads back through the first, and the first is over', async () => {
    const first = need(t.lab.world.datasets.get('alder'), 'alder');
    const stale = await t.compose('overlap');
    const staleApprovals = await t.approve(stale);
    const second = await nextVersion(t, first);
    const datasets = new Map(t.lab.world.datasets).set('alder', second);
    const world = { ...t.lab.world, datasets };
    const composed = await composeLabJob(world, t.job('overlap'));
    // Whoever checks a version checks the ones before it: they travel along.
    const history = { ...composed, inputs: [first, ...composed.inputs] };
    const approvals = await Promise.all(
      ['alder', 'birch'].map(async (id) => {
        const reviewed = await reviewLabJob(world, t.party(id), history);
        return signApproval(globalThis.crypto, composed.broker, t.party(id), reviewed, 'approve');
      }),
    );
    const end = await t.run(packageJob(composed, approvals));
    if (end.end !== 'delivered') throw new Error(end.end);
    const bundle = await proofOf(world, history, approvals, end);
    const report = await verifyLabBundle(world, bundle, pinsOf(world));
    expect(report.answer).toBe('verified');
    const cut = await proofOf(world, composed, approvals, end);
    expect((await verifyLabBundle(world, cut, pinsOf(world))).answer).toBe('failed');
    const late = await t.run(t.package(stale, staleApprovals));
    expect(late).toMatchObject({ end: 'refused' });
    if (late.end === 'refused') expect(late.codes).toContain('POLICY_STALE');
  });

  it('does not run on the grid of a job that was charged with the partner’s earlier one', async () => {
    const other = await openTestLab();
    try {
      expect((await other.lab.run(other.job('overlap'))).ended).toBe('verified');
      const second = await nextVersion(other, need(other.lab.world.datasets.get('alder'), 'alder'));
      const datasets = new Map(other.lab.world.datasets).set('alder', second);
      const world = { ...other.lab.world, datasets };
      const composed = await composeLabJob(world, other.job('overlap'));
      const first = need(other.lab.world.datasets.get('alder'), 'alder');
      const history = { ...composed, inputs: [first, ...composed.inputs] };
      const approvals = await Promise.all(
        ['alder', 'birch'].map(async (id) => {
          const reviewed = await reviewLabJob(world, other.party(id), history);
          return signApproval(
            globalThis.crypto,
            composed.broker,
            other.party(id),
            reviewed,
            'approve',
          );
        }),
      );
      const end = await other.run(packageJob(composed, approvals));
      expect(end).toMatchObject({ end: 'refused', codes: ['THRESHOLD_LIMIT'] });
    } finally {
      await other.close();
    }
  });
});
