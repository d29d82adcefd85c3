import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openResult } from '#enclave/participant/index.ts';
import { Release, readSigned } from '#enclave/protocol/index.ts';
import { startBroker } from '#server/setup/processes.ts';
import { openTestLab, verifyLabBroker, type TestLab } from '../support/lab-world.ts';

let t: TestLab;
beforeAll(async () => {
  t = await openTestLab();
});
afterAll(() => t.close());

describe('a lost result', () => {
  it('is run again with the same answer, at no charge, without new approvals', async () => {
    const composed = await t.compose('overlap');
    const approvals = await t.approve(composed);
    const pack = t.package(composed, approvals);
    const first = await t.run(pack);
    const second = await t.run(pack);
    expect([first.end, second.end]).toEqual(['delivered', 'delivered']);
    if (first.end !== 'delivered' || second.end !== 'delivered') return;
    // Another salt, another file: only who can open both sees that the answer is the same.
    expect(second.result).not.toBe(first.result);
    const opened = await Promise.all(
      [first, second].map((end) => {
        const file = t.lab.host.blobMemory.get(end.result) ?? new Uint8Array(0);
        const parts = { ...pack, receipt: end.receipt, release: end.release };
        const { identity } = t.party('bureau').keys;
        return openResult(file, identity, parts, t.lab.world.build.registry);
      }),
    );
    expect(opened[1]?.result.outputs).toEqual(opened[0]?.result.outputs);
    const entries = [first, second].map((end) => readSigned(Release, end.release).value.entries);
    expect(entries[0]?.map((entry) => entry.kind)).toEqual(['threshold', 'threshold']);
    expect(entries[1]?.map((entry) => entry.kind)).toEqual(['retry', 'retry']);
    expect(entries[1]?.map((entry) => entry.thresholdJobs)).toEqual(
      entries[0]?.map((entry) => entry.thresholdJobs),
    );
  });

  it('is refused after five retries → RETRY_LIMIT', async () => {
    const composed = await t.compose('overlap');
    const pack = t.package(composed, await t.approve(composed));
    for (let i = 0; i < 6; i++) expect((await t.run(pack)).end).toBe('delivered');
    expect(await t.run(pack)).toMatchObject({ end: 'refused', codes: ['RETRY_LIMIT'] });
  });
});

describe('a broker that is killed and started again', () => {
  it('is the same broker with another boot: old approvals no longer release, new ones do', async () => {
    const before = await verifyLabBroker(t.lab);
    const composed = await t.compose('overlap');
    const pack = t.package(composed, await t.approve(composed));
    await t.lab.broker.stop();
    const again = startBroker(t.lab.settings, t.lab.brokerSeat.token);
    try {
      const after = await verifyLabBroker(t.lab);
      expect(after.id).toBe(before.id);
      expect(after.instance).not.toBe(before.instance);
      expect(after.log.length).toBeGreaterThan(before.log.length);
      expect(await t.run(pack)).toMatchObject({ end: 'refused', codes: ['LICENCE_MISSING'] });
      // The owners approve again at the new boot; grants and policies are still there.
      const renewed = await t.approve({ ...composed, broker: after });
      expect((await t.run(t.package(composed, renewed))).end).toBe('delivered');
    } finally {
      await again.stop();
    }
  });

  it('does not come up on another machine: the sealed secret does not open there', async () => {
    const { memory } = t.lab.brokerSeat;
    const lines: string[] = [];
    const settings = {
      ...t.lab.settings,
      stateFolder: `${t.lab.settings.stateFolder}-elsewhere`,
      onLine: (line: string) => lines.push(line),
    };
    const broker = startBroker(settings, t.lab.host.addBroker('elsewhere', memory).token);
    await expect.poll(() => lines.join('\n'), { timeout: 10_000 }).toContain('BROKER_NOT_READY');
    await broker.stop();
  });
});

it('leaves no canary anywhere', () => {
  expect(t.leaks()).toEqual([]);
});
