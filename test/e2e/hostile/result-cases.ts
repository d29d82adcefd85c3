// Answers that the platform exchanges, alters or makes up after a job, or instead of one.

import { jobEndSchema, type JobEnd } from '#enclave/channel/index.ts';
import {
  Receipt,
  Result,
  bytesOf,
  checkShape,
  hashOf,
  makeDocument,
  outputsCommitment,
  readSigned,
  type Bytes,
} from '#enclave/protocol/index.ts';
import { sealTo } from '#enclave/sealing/index.ts';
import { freshSigningKey, signDocument } from '#enclave/signing/sign.ts';
import type { CanaryWorld } from '../canary-world.ts';
import { enclaves, readRow, withFlippedBlob, withRow } from './administrator.ts';
import type { CaseGroup } from './case.ts';
import { askAndApprove, outcomeOf, readAnswer, refusalOf } from './participants.ts';
import { parley } from './terminal.ts';

type Delivered = Extract<JobEnd, { end: 'delivered' }>;

export async function deliveredEnd(world: CanaryWorld, job: string): Promise<Delivered> {
  const end = checkShape(jobEndSchema, (await readRow(world, 'Job', { id: job }))['end']);
  if (end.end !== 'delivered') throw new Error(`a job that ended ${end.end}`);
  return end;
}

const second = new WeakMap<CanaryWorld, Promise<string>>();

/** A job beside the first one, over the same tables. */
function secondJob(world: CanaryWorld): Promise<string> {
  const made = second.get(world) ?? askAndApprove(world);
  second.set(world, made);
  return made;
}

const firstJob = ({ jobs }: CanaryWorld): string => jobs[0]?.job ?? '';

async function bothEnds(world: CanaryWorld) {
  const job = await secondJob(world);
  await outcomeOf(world, job);
  const [own, other] = [await deliveredEnd(world, job), await deliveredEnd(world, firstJob(world))];
  return { job, own, other };
}

/** Reads with the program's own code and with the built command: neither may show a number. */
async function readTwice(world: CanaryWorld, job: string): Promise<string> {
  const refusal = await refusalOf(() => readAnswer(world, job));
  const { code, out } = await parley(world, 'bureau', 'result', 'get', job);
  const shows = ['north', 'south', 'west'].some((group) => out.includes(group));
  return shows || code === 0 ? `${refusal}, but the terminal: ${out}` : refusal;
}

/** An answer with other numbers, sealed to its reader, with a receipt by a key of one's own. */
export async function madeUp(world: CanaryWorld, job: string, end: Delivered) {
  const [honest] = world.jobs;
  if (honest === undefined) throw new Error('no answer to imitate');
  const { jobHash } = await world.desks.bureau.api.job.material.query({ job });
  const release = hashOf(bytesOf(end.release.document));
  const { type: _type, v: _v, ...fields } = honest.result;
  const tables = fields.outputs.tables.map((table) => ({
    ...table,
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.map(() => ({ count: 100 })) })),
  }));
  const outputs = { ...fields.outputs, tables };
  const lie = makeDocument(Result, { ...fields, jobHash: jobHash, release, outputs });
  const { party } = await world.desks.bureau.member();
  const file = await sealTo([party.keys.recipient], lie.bytes);
  const { type: _t, v: _w, ...told } = readSigned(Receipt, end.receipt).value;
  if (told.status !== 'done') throw new Error('a receipt without a result');
  const receipt = makeDocument(Receipt, {
    ...told,
    jobHash: jobHash,
    outputs: outputsCommitment(lie.value.salt, outputs),
    sealedResult: { ...told.sealedResult, sha256: hashOf(file) },
  });
  const signed = await signDocument('Receipt', receipt, await freshSigningKey(globalThis.crypto));
  return { file, end: { ...end, receipt: signed, result: hashOf(file) } };
}

/** Into the blob store, with the token of a worker. */
export async function storeBlob(world: CanaryWorld, file: Bytes): Promise<void> {
  const [worker] = enclaves(world, 'worker-simulated.cjs');
  const headers = { authorization: `Bearer ${worker?.token ?? ''}` };
  const url = new URL('/blobs', worker?.door);
  const { status } = await fetch(url, { method: 'POST', headers, body: file });
  if (status !== 200) throw new Error(`the door answers ${status}`);
}

const exchanged = async (
  world: CanaryWorld,
  change: (ends: { own: Delivered; other: Delivered }) => JobEnd,
) => {
  const { job, ...ends } = await bothEnds(world);
  const row = ['Job', { id: job }, { end: change(ends) }] as const;
  return withRow(world, row, () => readTwice(world, job));
};

/** The line of the log before the release is not shown. */
async function withoutLine(world: CanaryWorld): Promise<string> {
  const { job } = await bothEnds(world);
  const { rows } = await world.db.query<{ mailbox: string; index: number; record: Buffer }>(
    `delete from "BrokerRecord" where index = 5 returning *`,
  );
  try {
    return await readTwice(world, job);
  } finally {
    for (const { mailbox, index, record } of rows) {
      const put = 'insert into "BrokerRecord"(mailbox, index, record) values ($1, $2, $3)';
      await world.db.query(put, [mailbox, index, record]);
    }
  }
}

export const resultCases: CaseGroup = [
  'answers',
  [
    {
      name: 'nothing is changed: the answer is read, also in the terminal',
      outcome: 'accepted, but the terminal says VERIFIED',
      attack: async (world) => {
        const { job } = await bothEnds(world);
        const told = await readTwice(world, job);
        return told.replace(
          /: [\s\S]*VERIFIED against your verified partners[\s\S]*/,
          ' says VERIFIED',
        );
      },
    },
    {
      name: 'the sealed answer of another job is given',
      outcome: 'RESULT_FOREIGN',
      attack: (world) => exchanged(world, ({ own, other }) => ({ ...own, result: other.result })),
    },
    {
      name: 'the sealed answer is altered in one bit on the disk',
      outcome: 'RESULT_FOREIGN',
      attack: async (world) => {
        const { job, own } = await bothEnds(world);
        return withFlippedBlob(world, own.result, () => readTwice(world, job));
      },
    },
    {
      name: 'the whole end of another job is put under this one',
      outcome: 'failed linked signed attested',
      attack: (world) => exchanged(world, ({ other }) => other),
    },
    {
      name: 'an answer is made up beside the genuine release, with a receipt by another key',
      outcome: 'failed signed',
      attack: async (world) => {
        const { job, own } = await bothEnds(world);
        const lie = await madeUp(world, job, own);
        await storeBlob(world, lie.file);
        const row = ['Job', { id: job }, { end: lie.end }] as const;
        return withRow(world, row, () => readTwice(world, job));
      },
    },
    {
      name: 'an answer is made up, and the receipt stays the genuine one',
      outcome: 'RESULT_FOREIGN',
      attack: async (world) => {
        const { job, own } = await bothEnds(world);
        const lie = await madeUp(world, job, own);
        await storeBlob(world, lie.file);
        const row = ['Job', { id: job }, { end: { ...own, result: lie.end.result } }] as const;
        return withRow(world, row, () => readTwice(world, job));
      },
    },
    {
      name: 'the log is shown without a line',
      outcome: 'failed linked signed',
      attack: withoutLine,
    },
  ],
];
