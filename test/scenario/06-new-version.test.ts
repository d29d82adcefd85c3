import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv, sealDataset, signApproval } from '#enclave/participant/index.ts';
import { UsagePolicy, concatBytes, makeDocument, utf8 } from '#enclave/protocol/index.ts';
import { register } from '#app/_client/acts/register.ts';
import { sha256 } from '#app/_cli/registration/table-options.ts';
import { pinsOfAll, type RegisteredTable } from '#app/_cli/scenario/open-scenario.ts';
import { need } from '#server/setup/scenario.ts';
import {
  bundleOf,
  composeLabJob,
  lenderCsv,
  openTestLab,
  packageJob,
  reviewLabJob,
  signedTable,
  verifyLabBundle,
  type TestLab,
} from '../support/lab-world.ts';

let t: TestLab;
beforeAll(async () => {
  t = await openTestLab();
});
afterAll(() => t.close());

/** The owner seals its table again as the next version: manifest, policy and grant follow. */
async function nextVersion({ lab }: TestLab, before: RegisteredTable): Promise<RegisteredTable> {
  const { owner, sealed } = before;
  const { columns, entityKey, normaliser, assurance, client } = sealed.manifest.value;
  const table = readCsv(utf8(lenderCsv(0)));
  const draft = { columns, entityKey, normaliser, assurance, client, previous: sealed.manifest };
  const next = await sealDataset(globalThis.crypto, sha256, owner, table, draft);
  const { type: _type, v: _v, ...terms } = before.policy.value;
  const policy = makeDocument(UsagePolicy, {
    ...terms,
    seq: 2,
    previous: before.policy.name,
    versions: [2],
  });
  const { platform, collaboration } = lab.world;
  const { manifest, header, fileKey, noiseShare } = next;
  await register(await platform.deskOf('alder', 'owner'), {
    ...{ manifest, header, fileKey, noiseShare, digests: concatBytes(...next.digests) },
    ...{ collaboration, name: 'customers', ruleFor: () => policy, acceptsStranger: false },
  });
  await platform.upload('alder', next);
  return { ...before, sealed: next, policy };
}

describe('a second version of a table', () => {
  it('runs, its proof leads back through the first, and the first is over', async () => {
    const first = need(t.lab.world.datasets.get('alder'), 'alder');
    const stale = await t.compose('overlap');
    const staleApprovals = await t.approve(stale);
    const second = await nextVersion(t, first);
    const datasets = new Map(t.lab.world.datasets).set('alder', second);
    const composed = await composeLabJob(t.lab, t.job('overlap'), datasets);
    // Whoever checks a version checks the ones before it: they travel along.
    const history = { ...composed, inputs: [signedTable(t.lab, first), ...composed.inputs] };
    const approvals = await Promise.all(
      ['alder', 'birch'].map(async (id) => {
        const reviewed = await reviewLabJob(t.lab, t.party(id), history);
        return signApproval(globalThis.crypto, composed.broker, t.party(id), reviewed, 'approve');
      }),
    );
    const end = await t.run(packageJob(composed, approvals));
    if (end.end !== 'delivered') throw new Error(end.end);
    const { world } = t.lab;
    const bundle = await bundleOf(t.lab, history, approvals, end);
    const report = await verifyLabBundle(world, bundle, pinsOfAll(world));
    expect(report.answer).toBe('verified');
    const cut = await bundleOf(t.lab, composed, approvals, end);
    expect((await verifyLabBundle(world, cut, pinsOfAll(world))).answer).toBe('failed');
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
      const composed = await composeLabJob(other.lab, other.job('overlap'), datasets);
      const first = need(other.lab.world.datasets.get('alder'), 'alder');
      const history = { ...composed, inputs: [signedTable(other.lab, first), ...composed.inputs] };
      const approvals = await Promise.all(
        ['alder', 'birch'].map(async (id) => {
          const reviewed = await reviewLabJob(other.lab, other.party(id), history);
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
