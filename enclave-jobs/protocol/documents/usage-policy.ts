import * as z from 'zod';
import { defineDocument } from '../document.ts';
import {
  classMinFloor,
  columnsMax,
  domainValuesMax,
  entitiesMinFloor,
  keysMax,
  namesMax,
  partiesMax,
} from '../limits.ts';
import {
  countSchema,
  dateSchema,
  decimalSchema,
  hashSchema,
  idSchema,
  integerSchema,
  keySchema,
  partySchema,
  ratioSchema,
  seqSchema,
  sortedList,
  textSchema,
  timeSchema,
} from '../scalars.ts';
import { columnNameSchema, columnRoles, reducerSchema, reducers } from './dataset-manifest.ts';
import { workerRequirementsSchema } from './platform-requirements.ts';

export const releaseModes = ['dp', 'threshold'] as const;
export const releaseModeSchema = z.enum(releaseModes);
export type ReleaseMode = z.infer<typeof releaseModeSchema>;

export const templateRefSchema = z.strictObject({
  id: idSchema,
  version: seqSchema.min(1),
  digest: hashSchema,
});
export type TemplateRef = z.infer<typeof templateRefSchema>;

/** The same reviewed code: a template of another version or build is another one. */
export function isSameTemplate(one: TemplateRef, other: TemplateRef): boolean {
  return one.id === other.id && one.version === other.version && one.digest === other.digest;
}

export const paramNameSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,31}$/);
const paramTextSchema = z.string().max(512);
const plainParamSchema = z.union([paramTextSchema, integerSchema]);
export type PlainParam = z.infer<typeof plainParamSchema>;

/**
 * One value: a word, a decimal or a date as text, a grid by its hash, an integer; or an ordered
 * list of words, decimals or dates.
 */
export const paramValueSchema = z.union([
  plainParamSchema,
  z
    .array(paramTextSchema)
    .max(columnsMax)
    .refine((list) => new Set(list).size === list.length),
]);
export type ParamValue = z.infer<typeof paramValueSchema>;
export const paramsSchema = z.record(paramNameSchema, paramValueSchema);
export type Params = z.infer<typeof paramsSchema>;

/**
 * What an owner allows of one parameter: one of these values; of a list, any of these words; from
 * one integer, decimal or date to another; of edges, a smallest width on the declared grid.
 */
export const constraintSchema = z.union([
  z.strictObject({
    oneOf: sortedList(plainParamSchema, domainValuesMax),
  }),
  z.strictObject({ subsetOf: sortedList(paramTextSchema, domainValuesMax) }),
  z.strictObject({ min: integerSchema, max: integerSchema }),
  z.strictObject({ from: decimalSchema, to: decimalSchema }),
  z.strictObject({ first: dateSchema, last: dateSchema }),
  z.strictObject({ widthMin: decimalSchema }),
]);
export type Constraint = z.infer<typeof constraintSchema>;

/** Allowed values of each parameter; a parameter without an entry denies. */
export const constraintsSchema = z.record(paramNameSchema, constraintSchema);
export type Constraints = z.infer<typeof constraintsSchema>;

export const thresholdsSchema = z.strictObject({
  entitiesMin: countSchema.min(entitiesMinFloor),
  partnerEntitiesMin: countSchema,
  classMin: countSchema.min(classMinFloor),
  dominanceMax: ratioSchema,
});
export type Thresholds = z.infer<typeof thresholdsSchema>;

const parties = sortedList(partySchema, partiesMax);

const fields = defineDocument('UsagePolicy', {
  dataset: hashSchema,
  seq: seqSchema.min(1),
  previous: hashSchema.optional(),
  versions: sortedList(seqSchema.min(1), namesMax, (n) => n),
  collaboration: hashSchema,
  brokers: sortedList(hashSchema, namesMax),
  templates: sortedList(
    z.strictObject({
      ...templateRefSchema.shape,
      params: constraintsSchema,
      modes: sortedList(releaseModeSchema, releaseModes.length),
    }),
    namesMax,
  ),
  columns: sortedList(
    z.strictObject({
      name: columnNameSchema,
      roles: sortedList(z.enum(columnRoles), columnRoles.length),
    }),
    columnsMax,
    (c) => c.name,
  ),
  analysts: parties,
  receivers: parties,
  partners: parties,
  enclaves: sortedList(workerRequirementsSchema, namesMax),
  thresholds: thresholdsSchema,
  dp: z.strictObject({
    rhoTotal: ratioSchema,
    rhoJobMax: ratioSchema,
    rhoPerAnalyst: ratioSchema,
    rhoPerCollaboration: ratioSchema,
    deltaTotal: ratioSchema,
  }),
  threshold: z.strictObject({
    grids: sortedList(hashSchema, namesMax),
    jobsMax: countSchema,
    jobsPerAnalyst: countSchema,
  }),
  standing: z.boolean(),
  /** No threshold job on this lineage, now and in every later rule. */
  dpOnlyForLife: z.boolean(),
  releaseTickSeconds: z.union([z.literal(1), z.literal(10), z.literal(60)]),
  time: z.strictObject({
    sources: sortedList(z.enum(['authority', 'host']), 2),
    authorities: sortedList(keySchema, keysMax),
  }),
  expires: timeSchema,
});

/**
 * R14: what an owner allows. A signed chain; the highest number that the broker holds is in force.
 */
export const UsagePolicy = {
  ...fields,
  schema: fields.schema.refine((p) => (p.seq === 1) === (p.previous === undefined)),
};
export type UsagePolicy = z.infer<typeof UsagePolicy.schema>;

const gridColumn = {
  role: z.enum(columnRoles),
  column: textSchema,
  /** How a person's rows became one value: of all inputs that bring this column. */
  reducers: sortedList(reducerSchema, reducers.length),
};

/**
 * A declared public grid: the only group keys that a threshold-mode job may ask for, with every
 * number that decides what is withheld and how the rest is rounded.
 */
export const Grid = defineDocument('Grid', {
  template: templateRefSchema,
  columns: sortedList(
    z.union([
      z.strictObject({
        ...gridColumn,
        values: z.array(z.string().max(512)).min(1).max(domainValuesMax),
      }),
      z.strictObject({ ...gridColumn, edges: z.array(textSchema).min(1).max(domainValuesMax) }),
    ]),
    columnsMax,
  ),
  entitiesMin: countSchema.min(entitiesMinFloor),
  classMin: countSchema.min(classMinFloor),
  roundingBase: countSchema.min(1),
});
export type Grid = z.infer<typeof Grid.schema>;
