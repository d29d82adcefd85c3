import type pg from 'pg';
import * as z from 'zod';
import { readBrokerRecord, signedDocumentSchema } from '#enclave/protocol/index.ts';
import { rowOf, rowsOf } from '../db/rows.ts';
import { RecordConflict, type BrokerStateStore } from './broker-state-store.ts';

const secretSchema = z.object({ secret: z.instanceof(Uint8Array).nullable() });
const predecessorSchema = z.object({
  genesis: signedDocumentSchema,
  record: z.instanceof(Uint8Array).nullable(),
});
const recordSchema = z.object({ record: z.instanceof(Uint8Array) });

const readSecret = `select secret from "BrokerSeat" where mailbox = $1`;
const writeSecret = `update "BrokerSeat" set secret = $2 where mailbox = $1`;
const readRecords = `select record from "BrokerRecord" where mailbox = $1 order by index`;
// The primary key lets one of two writers win; the count refuses gaps.
const append = `insert into "BrokerRecord"(mailbox, index, record)
  select $1, $2::int, $3 where (select count(*) from "BrokerRecord" where mailbox = $1) = $2::int
  on conflict do nothing`;

// The seat that was heard last before this one came: its Genesis and the end of its log.
const predecessor = `select seat.genesis, (
    select record from "BrokerRecord" where mailbox = seat.mailbox order by index desc limit 1
  ) as record
  from "BrokerSeat" seat where mailbox <> $1 and genesis is not null
  order by "seenAt" desc nulls last limit 1`;

/** The state of the broker with this mailbox; its seat must exist. */
export function postgresBrokerStateStore(pool: pg.Pool, mailbox: string): BrokerStateStore {
  return {
    async readSecret() {
      return (await rowOf(pool, secretSchema, readSecret, [mailbox]))?.secret ?? null;
    },
    async writeSecret(sealed) {
      const { rowCount } = await pool.query(writeSecret, [mailbox, Buffer.from(sealed)]);
      if (rowCount !== 1) throw new Error('no seat for this broker');
    },
    async readRecords() {
      const rows = await rowsOf(pool, recordSchema, readRecords, [mailbox]);
      return rows.map((row) => row.record);
    },
    async appendRecord(index, record) {
      const { rowCount } = await pool.query(append, [mailbox, index, Buffer.from(record)]);
      if (rowCount !== 1) throw new RecordConflict(index);
    },
    async readPredecessor() {
      const row = await rowOf(pool, predecessorSchema, predecessor, [mailbox]);
      if (row?.record === undefined || row.record === null) return null;
      return { genesis: row.genesis, last: readBrokerRecord(row.record).entry };
    },
  };
}
