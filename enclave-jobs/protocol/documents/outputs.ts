// What leaves a worker: tables of released cells, and the answer that follows from them. Both stand
// under one commitment. Widths are declared, so that the size of a result tells nothing.

import * as z from 'zod';
import { concatBytes } from '../bytes.ts';
import { canonicalBytes } from '../canonical.ts';
import { hashOf } from '../hash.ts';
import { columnsMax } from '../limits.ts';
import { bytesOf, countSchema, decimalSchema, type Hash } from '../scalars.ts';

/** One mark for suppressed, absent and zero. */
export const suppressed = 'suppressed';
const nameSchema = z.string().min(1).max(64);
const keySchema = z.array(z.string().max(512)).max(8);
const dimensionsSchema = z.array(nameSchema).max(8);
/** Two at least: the marks are no longer than the shortest values then. */
const widthSchema = z.int().min(2).max(64);
const rowsMax = 10_000;
const measuresMax = 16;

/** A value that left the firewall. */
export const cellSchema = z.union([
  z.strictObject({ count: countSchema }),
  z.strictObject({ sum: decimalSchema }),
  z.literal(suppressed),
]);
export type Cell = z.infer<typeof cellSchema>;

/** `sum` and `sumOfProducts` are vocabulary of later templates: no firewall releases them yet. */
export const measureKinds = ['classes', 'persons', 'sum', 'sumOfProducts'] as const;
export type MeasureKind = (typeof measureKinds)[number];

export const measureSchema = z.strictObject({
  name: nameSchema,
  kind: z.enum(measureKinds),
  unit: nameSchema,
  /** Every value is a multiple of it. */
  step: decimalSchema,
  /** The longest text of a value, in characters. */
  width: widthSchema,
});

/** Rows in the order of the grid, whatever the data; one cell per measure. */
export const outputTableSchema = z.strictObject({
  name: nameSchema,
  dimensions: dimensionsSchema,
  measures: z.array(measureSchema).min(1).max(measuresMax),
  rows: z
    .array(z.strictObject({ key: keySchema, cells: z.array(cellSchema).min(1).max(measuresMax) }))
    .max(rowsMax),
});
export type OutputTable = z.infer<typeof outputTableSchema>;

/** A number that people read, or that cells were withheld which it needs. */
export const answerValueSchema = z.union([
  z.strictObject({ decimal: decimalSchema }),
  z.literal('not measurable'),
]);
export type AnswerValue = z.infer<typeof answerValueSchema>;

export const answerColumnSchema = z.strictObject({
  name: nameSchema,
  unit: nameSchema,
  width: widthSchema,
});
export type AnswerColumn = z.infer<typeof answerColumnSchema>;

export const answerSchema = z.strictObject({
  tables: z
    .array(
      z.strictObject({
        name: nameSchema,
        dimensions: dimensionsSchema,
        columns: z.array(answerColumnSchema).min(1).max(measuresMax),
        rows: z
          .array(
            z.strictObject({
              key: keySchema,
              values: z.array(answerValueSchema).min(1).max(measuresMax),
            }),
          )
          .max(rowsMax),
      }),
    )
    .max(columnsMax),
});
export type Answer = z.infer<typeof answerSchema>;

export const outputsSchema = z.strictObject({
  tables: z.array(outputTableSchema).min(1).max(columnsMax),
  answer: answerSchema,
});
export type Outputs = z.infer<typeof outputsSchema>;

/** The commitment by which recipients compare: SHA-256(salt ‖ outputs). */
export function outputsCommitment(salt: string, outputs: Outputs): Hash {
  return hashOf(concatBytes(bytesOf(salt), canonicalBytes(outputs)));
}

/** The same outputs with every value as long as it may get: of a size that no data decide. */
export function widestOutputs({ tables, answer }: Outputs): Outputs {
  return {
    tables: tables.map((table) => ({
      ...table,
      rows: table.rows.map(({ key }) => ({
        key,
        cells: table.measures.map(({ width }) => ({ sum: '9'.repeat(width) })),
      })),
    })),
    answer: {
      tables: answer.tables.map((table) => ({
        ...table,
        rows: table.rows.map(({ key }) => ({
          key,
          values: table.columns.map(({ width }) => ({ decimal: '9'.repeat(width) })),
        })),
      })),
    },
  };
}
