// Real credit data, where it is installed: what comes out of the laboratory is what a plain count
// gives.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openLab, type Lab } from '#app/_cli/lab/run-lab.ts';
import { readScenario } from '#server/setup/scenario.ts';
import { cutLenders } from '../support/credit-lenders.ts';
import { builtTemplates, bundles, root } from '../support/lab-world.ts';

const name = '../shared/datasets/default_credit_vertical';
const dataset = join(root, name);
const there = existsSync(join(dataset, 'reference.json'));
const here = there ? it : it.skip;
const why = there ? '' : ` [${name} is not there]`;

/**
 * The counts that the reference states. Written without the file at hand, like credit-lenders.ts:
 * where it states them in another form this fails and names the member; it never compares with
 * something else.
 */
const statedSchema = z.object({
  constructed_membership: z.looseObject({
    sizes: z.array(z.int()),
    /** Persons in both, "i-j" by the order of the lenders. */
    pairs: z.record(z.string(), z.int()),
    /** Persons by number of lenders, 1 first. */
    by_lenders: z.array(z.int()),
  }),
});

const rounded = (count: number) => 5 * Math.round(count / 5);
const idOf = (i: number) => `lender_${i + 1}`;

/** Every pair of `count` lenders once. */
function pairsOf(count: number): readonly (readonly [number, number])[] {
  const all = Array.from({ length: count }, (_, i) => i);
  return all.flatMap((i) => all.slice(i + 1).map((j) => [i, j] as const));
}

function scenarioOf(count: number) {
  const ids = Array.from({ length: count }, (_, i) => idOf(i));
  const approved = (owners: readonly string[]) =>
    Object.fromEntries(owners.map((owner) => [owner, 'approve']));
  const jobs = [
    ...pairsOf(count).map(([i, j]) => ({
      id: `pair_${i}_${j}`,
      template: 'overlap',
      inputs: [idOf(i), idOf(j)],
      params: { left: idOf(i), right: idOf(j), segment: 'none' },
      decisions: approved([idOf(i), idOf(j)]),
    })),
    {
      id: 'multi',
      template: 'multi-lending',
      inputs: ids,
      params: { topCode: count, label: idOf(0) },
      decisions: approved(ids),
    },
  ].map((job) => ({ ...job, analyst: 'bureau', recipients: ['bureau'] }));
  return readScenario(
    JSON.stringify({
      collaboration: 'Real credit data',
      parties: [...ids, 'bureau'].map((id) => ({ id, name: id })),
      datasets: ids.map((id, i) => ({
        id,
        owner: id,
        file: `${id}.csv`,
        columns: {
          id: { role: 'entityKey', type: 'text' },
          ...(i === 0 ? { y: { role: 'label' } } : {}),
        },
        entityDomain: 'default-credit-person',
      })),
      policies: ids.map((id) => ({
        dataset: id,
        jobs: jobs.filter((job) => job.inputs.includes(id)).map((job) => job.id),
        analysts: ['bureau'],
        receivers: ['bureau'],
        partners: ids.filter((other) => other !== id),
      })),
      jobs,
    }),
  );
}

describe('five lenders cut from real credit data', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-credit-'));
  let lab: Lab | undefined;
  let stated: z.output<typeof statedSchema>['constructed_membership'] | undefined;

  beforeAll(async () => {
    const lenders = there ? cutLenders() : undefined;
    if (lenders === undefined) return;
    const json: unknown = JSON.parse(readFileSync(join(dataset, 'reference.json'), 'utf8'));
    stated = statedSchema.parse(json).constructed_membership;
    lenders.forEach(({ csv }, i) => writeFileSync(join(folder, `${idOf(i)}.csv`), csv));
    lab = await openLab(scenarioOf(lenders.length), {
      registry: builtTemplates(),
      bundles,
      folder,
      withoutSandbox: false,
      onStage: () => undefined,
      onProcessLine: () => undefined,
    });
  }, 300_000);
  afterAll(async () => {
    await lab?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The rows of a verified job. */
  async function rowsOf(id: string) {
    const job = scenarioOf(stated?.sizes.length ?? 0).jobs.find((one) => one.id === id);
    if (job === undefined || lab === undefined) throw new Error(`no job ${id}`);
    const outcome = await lab.run(job);
    expect(outcome.ended).toBe('verified');
    return outcome.result?.outputs.tables[0]?.rows ?? [];
  }

  here(
    `overlap as the reference counts, rounded to 5, for each pair${why}`,
    async () => {
      if (stated === undefined) throw new Error('no reference');
      const { sizes, pairs } = stated;
      for (const [i, j] of pairsOf(sizes.length)) {
        const both = pairs[`${i}-${j}`];
        if (both === undefined) throw new Error(`reference.json states no pair ${i}-${j}`);
        const [left = 0, right = 0] = [sizes[i], sizes[j]];
        const [row] = await rowsOf(`pair_${i}_${j}`);
        const counts = [left - both, right - both, both].map((n) => ({ count: rounded(n) }));
        expect(row?.cells).toEqual(counts);
      }
    },
    600_000,
  );

  here(
    `are known to as many lenders as the reference counts, rounded to 5${why}`,
    async () => {
      const rows = await rowsOf('multi');
      expect(rows).toHaveLength(stated?.by_lenders.length ?? 0);
      // Each cell is rounded for itself, so a row differs from its total by 2.5 per cell at most;
      // of a row with withheld cells only the lower bound is known.
      const whole = rows.filter(({ cells }) => !cells.includes('suppressed'));
      expect(whole.length).toBeGreaterThan(0);
      for (const [i, row] of rows.entries()) {
        const seen = row.cells.flatMap((cell) =>
          cell !== 'suppressed' && 'count' in cell ? [cell.count] : [],
        );
        const sum = seen.reduce((total, count) => total + count, 0);
        const total = stated?.by_lenders[i] ?? 0;
        expect(sum - total).toBeLessThanOrEqual(2.5 * seen.length);
        if (whole.includes(row)) expect(total - sum).toBeLessThanOrEqual(2.5 * seen.length);
      }
    },
    600_000,
  );
});
