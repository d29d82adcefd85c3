// Places of the enclaves at the door: who may take which mailbox or job, by the hash of a token.

import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Hash } from '#enclave/protocol/index.ts';
import type { EnclaveCaller } from '../../api/enclave-door.ts';
import type { Db } from '../../db/client.ts';
import { postgresBrokerStateStore } from '../../storage/postgres-broker-state-store.ts';

export const workerNames = ['worker-a', 'worker-b'] as const;

const hashOfToken = (token: string) => createHash('sha256').update(token).digest('hex');

/** A broker's mailbox is its code's: rebuilt code is another broker, with a secret of its own. */
export function mailboxOfCode(code: Hash): string {
  return `broker-${code.slice(0, 16)}`;
}

export async function seatBroker(db: Db, mailbox: string, token: string): Promise<void> {
  const tokenHash = hashOfToken(token);
  await db.$transaction(async (tx) => {
    // The token moves to the broker that runs now.
    await tx.brokerSeat.updateMany({
      where: { tokenHash, mailbox: { not: mailbox } },
      data: { tokenHash: hashOfToken(`${token} retired ${mailbox} ${String(Date.now())}`) },
    });
    await tx.brokerSeat.upsert({
      where: { mailbox },
      create: { mailbox, tokenHash },
      update: { tokenHash },
    });
    // A start that was killed between a broker's secret and its first record left nothing that
    // anybody saw, and a secret without records stops a broker for good.
    await tx.brokerSeat.updateMany({
      where: { mailbox, records: { none: {} } },
      data: { secret: null },
    });
  });
}

export async function seatWorkers(db: Db, tokens: readonly string[]): Promise<void> {
  for (const [i, name] of workerNames.entries()) {
    const tokenHash = hashOfToken(tokens[i] ?? '');
    await db.workerSeat.upsert({
      where: { name },
      create: { name, tokenHash },
      update: { tokenHash },
    });
  }
}

/** Answers for the door; notes when a machine was last heard. */
export function callersAtTheDoor(db: Db, pool: pg.Pool) {
  return async (token: string): Promise<EnclaveCaller | undefined> => {
    const tokenHash = hashOfToken(token);
    const seenAt = new Date();
    const [worker] = await db.workerSeat.updateManyAndReturn({
      where: { tokenHash },
      data: { seenAt },
      select: { name: true },
    });
    if (worker !== undefined) return { role: 'worker', name: worker.name };
    const [broker] = await db.brokerSeat.updateManyAndReturn({
      where: { tokenHash },
      data: { seenAt },
      select: { mailbox: true },
    });
    if (broker === undefined) return undefined;
    const { mailbox } = broker;
    return { role: 'broker', mailbox, state: postgresBrokerStateStore(pool, mailbox) };
  };
}
