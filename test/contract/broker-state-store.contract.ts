// What every store of a broker's state must do: records in order, and never two with one index.

import { beforeEach, describe, expect, it } from 'vitest';
import { RecordConflict, type BrokerStateStore } from '#server/storage/broker-state-store.ts';

const record = (n: number) => Uint8Array.of(n, 0, 255, n);
const list = (records: readonly Uint8Array[]) => records.map((one) => [...one]);

export function brokerStateStoreContract(
  name: string,
  make: () => BrokerStateStore | Promise<BrokerStateStore>,
): void {
  describe(`${name}: broker state`, () => {
    let store: BrokerStateStore;
    beforeEach(async () => {
      store = await make();
    });

    it('has no secret and no record at first', async () => {
      expect(await store.readSecret()).toBeNull();
      expect(await store.readRecords()).toEqual([]);
    });

    it('knows no broker before the first one', async () => {
      expect(await store.readPredecessor()).toBeNull();
    });

    it('gives the sealed secret back, byte by byte', async () => {
      const secret = Uint8Array.from({ length: 256 }, (_, i) => i);
      await store.writeSecret(secret);
      expect([...((await store.readSecret()) ?? [])]).toEqual([...secret]);
    });

    it('keeps its own copy of secret and record', async () => {
      const [secret, first] = [record(1), record(2)];
      await store.writeSecret(secret);
      await store.appendRecord(0, first);
      secret.fill(9);
      first.fill(9);
      expect([...((await store.readSecret()) ?? [])]).toEqual([...record(1)]);
      expect(list(await store.readRecords())).toEqual(list([record(2)]));
    });

    it('gives the records back in their order', async () => {
      for (const n of [0, 1, 2, 3]) await store.appendRecord(n, record(n));
      expect(list(await store.readRecords())).toEqual(list([0, 1, 2, 3].map(record)));
    });

    it.each([
      ['an index that is taken', 1],
      ['the first index again', 0],
      ['an index that leaves a gap', 3],
      ['a negative index', -1],
    ])('refuses %s, and stores nothing', async (_, index) => {
      for (const n of [0, 1]) await store.appendRecord(n, record(n));
      await expect(store.appendRecord(index, record(9))).rejects.toBeInstanceOf(RecordConflict);
      expect(list(await store.readRecords())).toEqual(list([0, 1].map(record)));
    });

    it('lets one of two writers with the same index win, and tells the other', async () => {
      await store.appendRecord(0, record(0));
      const both = await Promise.allSettled([
        store.appendRecord(1, record(11)),
        store.appendRecord(1, record(12)),
      ]);
      expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
      const lost = both.find((one) => one.status === 'rejected');
      expect(lost?.reason).toBeInstanceOf(RecordConflict);
      expect(await store.readRecords()).toHaveLength(2);
    });

    it('does not let two writers interleave', async () => {
      await store.appendRecord(0, record(0));
      // Both have seen one record; the second one's next is not the store's next any more.
      await store.appendRecord(1, record(1));
      await expect(store.appendRecord(1, record(21))).rejects.toBeInstanceOf(RecordConflict);
      await store.appendRecord(2, record(2));
      await expect(store.appendRecord(2, record(22))).rejects.toBeInstanceOf(RecordConflict);
      expect(list(await store.readRecords())).toEqual(list([0, 1, 2].map(record)));
    });

    it('lends nothing: changing the list that was read does not reach the store', async () => {
      await store.appendRecord(0, record(0));
      ((await store.readRecords()) as Uint8Array[]).push(record(9));
      expect(await store.readRecords()).toHaveLength(1);
    });
  });
}
