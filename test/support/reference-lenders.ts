// The five constructed lenders over the real persons of uci_credit_card, and what an independent
// count states of them. Undefined where the data set is not installed.

import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import * as z from 'zod';
import { openDuckDb } from '#enclave/engine/index.ts';
import type { Column, Params } from '#enclave/protocol/index.ts';
import type { RawTable, TemplateInput } from '#enclave/templates/index.ts';
import { jobOf, lender } from '../enclave-jobs/templates/lenders.ts';
import { refOf, testRegistry } from './templates.ts';

export const name = '../shared/datasets/uci_credit_card';
const folder = new URL(`../../${name}/`, import.meta.url);

const counts = z.array(z.int());
const threeWay = z.record(
  z.string(),
  z.object({ leftOnly: z.int(), rightOnly: z.int(), both: z.int() }),
);
const byClass = z.object({ good: counts, bad: counts, unlabelled: counts });
const referenceSchema = z.object({
  constructed_membership: z.object({
    rule: z.object({
      lenders: z.array(z.object({ salt: z.string(), modulus: z.int(), below: z.int() })),
    }),
    sizes: counts,
    pairs_three_way: threeWay,
    by_lenders: counts,
    label_at_one_lender: z.record(z.string(), z.looseObject({ by_lenders: byClass })),
    segments: z.record(
      z.string(),
      z.record(z.string(), z.looseObject({ pairs: threeWay, by_lenders: counts })),
    ),
  }),
});
export type Stated = z.output<typeof referenceSchema>['constructed_membership'];

const label = 'default.payment.next.month';
const columns: readonly Column[] = [
  {
    ...{ name: 'ID', type: 'text', role: 'entityKey', reducers: [] },
    domain: { kind: 'text', maxLength: 8 },
  },
  ...[
    { name: 'SEX', values: ['1', '2'] },
    { name: 'EDUCATION', values: ['0', '1', '2', '3', '4', '5', '6'] },
  ].map(({ name: column, values }): Column => {
    const domain = { kind: 'enum' as const, values };
    return { name: column, type: 'text', role: 'dimension', reducers: ['only'], domain };
  }),
  {
    ...{ name: label, type: 'int', role: 'label', reducers: ['worst'] },
    domain: { kind: 'int', min: '0', max: '1', step: '1' },
  },
];

export interface ReferenceLenders {
  readonly stated: Stated;
  /** Counts before release, of the lenders with these numbers from 0; aliases are l0, l1, …. */
  count(template: string, params: Params, lenders: readonly number[]): Promise<readonly RawTable[]>;
  close(): void;
}

function readPersons() {
  const text = readFileSync(new URL('UCI_Credit_Card.csv', folder), 'utf8').replaceAll('"', '');
  const [header = [], ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  return rows.map((row) =>
    Object.fromEntries(columns.map((one) => [one.name, row[header.indexOf(one.name)] ?? ''])),
  );
}

function numberOf(text: string): number {
  return Number.parseInt(createHash('sha256').update(text).digest('hex').slice(0, 8), 16);
}

export function referenceLenders(): ReferenceLenders | undefined {
  const reference = new URL('reference.json', folder);
  if (!existsSync(reference)) return undefined;
  const json: unknown = JSON.parse(readFileSync(reference, 'utf8'));
  const stated = referenceSchema.parse(json).constructed_membership;
  const persons = readPersons();
  const files = mkdtempSync(join(tmpdir(), 'parley-reference-'));
  const pathOf = (i: number) => join(files, `l${String(i)}.parquet`);
  stated.rule.lenders.forEach(({ salt, modulus, below }, i) => {
    const book = persons.filter((one) => numberOf(`${salt}${one['ID'] ?? ''}`) % modulus < below);
    const columnData = columns.map((column) => ({
      ...{ name: column.name, type: 'STRING' as const },
      data: book.map((one) => one[column.name] ?? ''),
    }));
    writeFileSync(pathOf(i), new Uint8Array(parquetWriteBuffer({ columnData })));
  });
  return {
    stated,
    count: async (template, params, lenders) => {
      const inputs = lenders.map((i): TemplateInput =>
        lender(`l${String(i)}`, columns, { entityKey: { column: 'ID', domain: 'card' } }),
      );
      const { plan } = testRegistry().get(refOf(template)).prepare(params, jobOf(inputs));
      const paths = lenders.map(pathOf);
      const engine = await openDuckDb({ paths, threads: 2, memoryMiB: 512 });
      try {
        for (const load of plan.loads) {
          const i = Number(load.alias.slice(1));
          const { persons: known } = await engine.load(load, pathOf(i));
          if (known !== stated.sizes[i]) throw new Error(`lender ${String(i)}: another size`);
        }
        return await engine.count(plan);
      } finally {
        engine.close();
      }
    },
    close: () => rmSync(files, { recursive: true }),
  };
}

/** The counts of a table, row by row; hidden cells are left out. */
export function countsOf(tables: readonly RawTable[]): readonly (readonly number[])[] {
  const [table] = tables;
  const released = table?.measures.length ?? 0;
  return (table?.rows ?? []).map(({ cells }) => cells.slice(0, released).map(({ count }) => count));
}
