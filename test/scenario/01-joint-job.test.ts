import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endedAsExpected, type Outcome } from '#app/_cli/scenario/run-job.ts';
import { openTestLab, type TestLab } from '../support/lab-world.ts';
import { canary, leaksIn, spellings } from '../support/leak-detector.ts';

let test: TestLab;
beforeAll(async () => {
  test = await openTestLab();
});
afterAll(() => test.close());

describe('one joint job, from sealed files to a verified result', () => {
  let outcome: Outcome;

  it('ends verified, all four verdicts green', async () => {
    outcome = await test.lab.run(test.job('overlap'));
    expect(outcome.ended).toBe('verified');
    const verdicts = outcome.report?.verdicts;
    for (const name of ['linked', 'signed', 'attested', 'pinned'] as const) {
      expect(verdicts?.[name]).toMatchObject({ state: 'passed' });
    }
    expect(endedAsExpected(test.job('overlap'), outcome)).toBe(true);
  });

  it('gives the counts of the files, rounded to 5', () => {
    // alder knows persons 0..1199, birch 400..1599: 400 only here, 400 only there, 800 in both.
    const cells = [400, 400, 800].map((count) => ({ count }));
    expect(outcome.result?.outputs.tables[0]?.rows).toEqual([{ key: [], cells }]);
    const [rates] = outcome.result?.outputs.answer.tables ?? [];
    const decimals = ['66.7', '66.7', '50'].map((decimal) => ({ decimal }));
    expect(rates?.rows).toEqual([{ key: [], values: decimals }]);
  });

  it('gives persons by number of lenders, crossed with good and bad', async () => {
    const multi = await test.lab.run(test.job('multi'));
    expect(multi.ended).toBe('verified');
    const rows = multi.result?.outputs.tables[0]?.rows ?? [];
    expect(rows.map((row) => row.key[0])).toEqual(['1', '2', '3']);
    // Known to all three: persons 800..1199, of whom every seventh is bad; nobody there is
    // unlabelled.
    expect(rows[2]?.cells).toEqual([{ count: 345 }, { count: 55 }, 'suppressed']);
  });

  it('says on every proof that simulated evidence proves nothing', () => {
    expect(outcome.report?.evidence).toBe('simulated');
  });

  it('leaves no canary in storage, messages, logs or temporary files', () => {
    expect(test.transcript.length).toBeGreaterThan(20);
    expect(test.leaks()).toEqual([]);
  });

  it('would find a canary in any of its spellings', () => {
    const row = Buffer.from(`x,${canary}-00001,y`);
    for (const text of [row.toString(), row.toString('hex'), row.toString('base64url')]) {
      expect(leaksIn([{ name: 'planted', bytes: Buffer.from(text) }])).toEqual(['planted']);
    }
    expect(spellings(canary)).toHaveLength(5);
  });
});
