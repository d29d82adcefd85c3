// Jobs that the administrator spoils between asking and running.

import { UsagePolicy, makeDocument, readSigned } from '#enclave/protocol/index.ts';
import { signDocument } from '#enclave/signing/sign.ts';
import { readTable } from '#app/_client/tables/table-of.ts';
import { need } from '#server/setup/scenario.ts';
import type { CanaryWorld } from '../canary-world.ts';
import type { Case } from './case.ts';
import { claimApproved, partsOf, readRow, withFlippedBlob, withRow } from './administrator.ts';
import { ask, askAndApprove, decide, outcomeOf, readAnswer } from './participants.ts';

/** Both say yes while one row of one dataset version is another than it was. */
async function withVersion(world: CanaryWorld, column: 'blob' | 'digests'): Promise<string> {
  const job = await ask(world);
  const [{ manifest }, other] = await partsOf(world, job);
  const theirs = await readRow(world, 'DatasetVersion', { manifest: other.manifest });
  const change = ['DatasetVersion', { manifest }, { [column]: theirs[column] }] as const;
  return withRow(world, change, async () => {
    await decide(world, 'alder', job);
    await decide(world, 'birch', job);
    return outcomeOf(world, job);
  });
}

const fileCases: readonly Case[] = [
  {
    name: 'a dataset version is given another sealed file',
    outcome: 'worker INPUT_BYTES',
    attack: (world) => withVersion(world, 'blob'),
  },
  {
    name: 'the digests of two files change places',
    outcome: 'worker INPUT_BYTES',
    attack: (world) => withVersion(world, 'digests'),
  },
  {
    name: 'a sealed file is altered in one bit on the disk',
    outcome: 'worker INPUT_BYTES',
    attack: async (world) => {
      const job = await ask(world);
      const [{ manifest }] = await partsOf(world, job);
      const { blob } = await readRow(world, 'DatasetVersion', { manifest });
      return withFlippedBlob(world, String(blob), async () => {
        await decide(world, 'alder', job);
        await decide(world, 'birch', job);
        return outcomeOf(world, job);
      });
    },
  },
  {
    name: 'a part names the dataset of an owner who was not asked',
    outcome: 'worker JOB_MALFORMED',
    attack: async (world) => {
      const job = await ask(world);
      const [{ alias }] = await partsOf(world, job);
      const { rows } = await world.db.query<{ manifest: string }>(
        `select v.manifest from "DatasetVersion" v join "Dataset" d on d.id = v."datasetId"
         join "Organisation" o on o.id = d."organisationId" where o.name = 'Cedar Finance'`,
      );
      const set = { manifest: rows[0]?.manifest };
      return withRow(world, ['JobPart', { jobId: job, alias }, set], async () => {
        await decide(world, 'alder', job);
        await decide(world, 'birch', job);
        return outcomeOf(world, job);
      });
    },
  },
  {
    name: 'the manifests of two parts change places: the job text decides, not the row',
    outcome: 'the same answer',
    attack: async (world) => {
      const right = world.jobs[0]?.result.outputs;
      const job = await ask(world);
      const [first, second] = await partsOf(world, job);
      const swap = (alias: string, manifest: string) =>
        ['JobPart', { jobId: job, alias }, { manifest }] as const;
      return withRow(world, swap(first.alias, second.manifest), () =>
        withRow(world, swap(second.alias, first.manifest), async () => {
          await decide(world, 'alder', job);
          await decide(world, 'birch', job);
          const outcome = await outcomeOf(world, job);
          if (outcome !== 'delivered') return outcome;
          const told = JSON.stringify(await readAnswer(world, job));
          return told === JSON.stringify(right) ? 'the same answer' : told;
        }),
      );
    },
  },
];

/** Approvals of a job that ran, by the owners in order. */
async function oldApprovals(world: CanaryWorld): Promise<readonly [string, string]> {
  const job = await askAndApprove(world);
  await outcomeOf(world, job);
  const [first, second] = await partsOf(world, job);
  return [first.approvals[0] ?? '', second.approvals[0] ?? ''];
}

async function claimed(
  world: CanaryWorld,
  approvals: readonly [string | null, string | null],
): Promise<string> {
  const job = await ask(world);
  const [first, second] = await partsOf(world, job);
  const [mine, theirs] = approvals;
  await claimApproved(world, job, { [first.alias]: mine, [second.alias]: theirs });
  return outcomeOf(world, job);
}

const approvalCases: readonly Case[] = [
  {
    name: 'rows say that everybody approved, and nobody did',
    outcome: 'broker APPROVAL_MISSING',
    attack: (world) => claimed(world, [null, null]),
  },
  {
    name: 'approvals of an earlier job are put under this one',
    outcome: 'broker APPROVAL_INVALID',
    attack: async (world) => claimed(world, await oldApprovals(world)),
  },
  {
    name: 'one owner’s approval is put under the other owner’s part',
    outcome: 'broker APPROVAL_MISSING',
    attack: async (world) => {
      const job = await ask(world);
      await decide(world, 'alder', job);
      const [first, second] = await partsOf(world, job);
      await claimApproved(world, job, { [second.alias]: first.approvals[0] ?? null });
      return outcomeOf(world, job);
    },
  },
  {
    name: 'a deny is taken out of the rows, and approvals that were given before it stay',
    outcome: 'broker DENIED_BY_OWNER',
    attack: async (world) => {
      const job = await ask(world);
      await decide(world, 'alder', job);
      await decide(world, 'birch', job, 'deny');
      const [, second] = await partsOf(world, job);
      await world.db.query(
        `update "Job" set state = 'AWAITING_APPROVALS', version = version + 1 where id = $1`,
        [job],
      );
      await claimApproved(world, job, { [second.alias]: null });
      return outcomeOf(world, job);
    },
  },
];

/** An owner makes its rule stricter; the platform shows everybody the one before. */
async function withOlderRule(world: CanaryWorld): Promise<string> {
  const { api, member } = world.desks.alder;
  const table = await readTable(api, world.collaboration);
  const { id, policy } = need(
    table.datasets.find((one) => one.ownerName === 'Alder Bank'),
    'dataset',
  );
  const { type: _type, v: _v, ...fields } = policy.value;
  const { party } = await member();
  const stricter = makeDocument(UsagePolicy, {
    ...fields,
    seq: fields.seq + 1,
    previous: policy.name,
    threshold: { ...fields.threshold, jobsMax: fields.threshold.jobsMax - 1 },
  });
  const signed = await signDocument('UsagePolicy', stricter, ...party.keys.approvers);
  await api.policy.publish.mutate({ policy: signed });
  const newest = readSigned(UsagePolicy, signed).name;
  const hidden = ['Document', { name: newest }, { type: 'hidden' }] as const;
  return withRow(world, hidden, () =>
    withRow(world, ['Dataset', { id }, { policy: policy.name }], async () => {
      const job = await askAndApprove(world);
      return outcomeOf(world, job);
    }),
  );
}

/** Last among the jobs: from then on this owner's rule allows one job less. */
const ruleCases: readonly Case[] = [
  {
    name: 'a rule that its owner replaced is shown as the newest',
    outcome: 'broker POLICY_STALE',
    attack: withOlderRule,
  },
];

export const jobCases = [
  ['files', fileCases],
  ['approvals', approvalCases],
  ['rules', ruleCases],
] as const;
