import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import * as z from 'zod';
import { rowOf } from '../db/rows.ts';
import { untilThere, type WakeUps } from '../db/wake-ups.ts';
import { RelayTimeout, type Relay } from './relay.ts';

const takenSchema = z.object({ id: z.string(), request: z.instanceof(Uint8Array) });
const answeredSchema = z.object({ answer: z.instanceof(Uint8Array) });

const insert = `insert into "RelayRequest"(id, mailbox, request) values ($1, $2, $3)`;
const take = `update "RelayRequest" set "takenAt" = now() where id = (
  select id from "RelayRequest" where mailbox = $1 and "takenAt" is null
  order by seq limit 1 for update skip locked) returning id, request`;
const giveBack = `update "RelayRequest" set "takenAt" = null where id = $1 returning mailbox`;
const answerOne = `update "RelayRequest" set answer = $2 where id = $1 and answer is null`;
const collect = `delete from "RelayRequest" where id = $1 and answer is not null returning answer`;

const isId = (text: string) => z.uuid().safeParse(text).success;

/** A relay over PostgreSQL: asker and broker may be connected to different processes. */
export function postgresRelay(pool: pg.Pool, wakeUps: WakeUps): Relay {
  const wake = (channel: string, payload: string) =>
    pool.query('select pg_notify($1, $2)', [channel, payload]);
  // One insert after the other: rows get their numbers in the order of the calls.
  let inserting: Promise<unknown> = Promise.resolve();

  return {
    async ask(mailbox, request, timeoutMs) {
      const id = randomUUID();
      const bytes = Buffer.from(request);
      const inserted = inserting.then(() => pool.query(insert, [id, mailbox, bytes]));
      inserting = inserted.catch(() => undefined);
      await inserted;
      await wake('parley_relay', mailbox);
      const attempt = async () =>
        (await rowOf(pool, answeredSchema, collect, [id]))?.answer ?? null;
      const waiting = { waitMs: timeoutMs, payload: id };
      const answer = await untilThere(wakeUps, 'parley_answer', attempt, waiting);
      if (answer !== null) return answer;
      await pool.query('delete from "RelayRequest" where id = $1', [id]);
      throw new RelayTimeout();
    },
    next(mailbox, waitMs, gone) {
      const attempt = async () => {
        const taken = await rowOf(pool, takenSchema, take, [mailbox]);
        if (taken === null || gone?.aborted !== true) return taken;
        // It left while the row was on its way: the request is the next taker's.
        await pool.query(giveBack, [taken.id]);
        await wake('parley_relay', mailbox);
        return null;
      };
      return untilThere(wakeUps, 'parley_relay', attempt, { waitMs, gone, payload: mailbox });
    },
    async answer(id, answer) {
      if (!isId(id)) return false;
      const { rowCount } = await pool.query(answerOne, [id, Buffer.from(answer)]);
      await wake('parley_answer', id);
      return rowCount === 1;
    },
  };
}
