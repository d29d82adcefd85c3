import * as z from 'zod';
import { defineDocument } from '../document.ts';
import {
  columnsMax,
  documentBytesMax,
  domainValuesMax,
  partiesMax,
  segmentBytes,
  specialMax,
  textLengthMax,
} from '../limits.ts';
import {
  assuranceSchema,
  countSchema,
  dateSchema,
  decimalSchema,
  hashSchema,
  partySchema,
  seqSchema,
  sortedList,
  textSchema,
} from '../scalars.ts';

export const columnTypes = ['text', 'int', 'decimal', 'date'] as const;
export const columnRoles = ['entityKey', 'join', 'measure', 'dimension', 'label', 'time'] as const;

/** Declared domains are the only clamps and the only source of group keys. */
export const domainSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('enum'),
    values: sortedList(z.string().max(textLengthMax), domainValuesMax).min(1),
  }),
  z.strictObject({
    kind: z.enum(['int', 'decimal']),
    min: decimalSchema,
    max: decimalSchema,
    step: decimalSchema,
  }),
  z.strictObject({ kind: z.literal('date'), min: dateSchema, max: dateSchema }),
  z.strictObject({ kind: z.literal('text'), maxLength: countSchema.min(1).max(textLengthMax) }),
]);
export type Domain = z.infer<typeof domainSchema>;

/** What a label says: 0 good, 1 bad. Its owner maps anything else before sealing. */
export const labelDomain = { kind: 'int', min: '0', max: '1', step: '1' } as const;

export function isLabelDomain(domain: Domain): boolean {
  const { kind, min, max, step } = labelDomain;
  return domain.kind === kind && domain.min === min && domain.max === max && domain.step === step;
}

export const columnNameSchema = z.string().min(1).max(64);

/**
 * How the rows of one person become one value. `only`: the value that all rows with a value agree
 * on, else missing. `worst`: bad if any row says so. `sum`, `count` and `latest` are vocabulary of
 * later templates: no engine knows them yet.
 */
export const reducers = ['count', 'latest', 'max', 'min', 'only', 'sum', 'worst'] as const;
export const reducerSchema = z.enum(reducers);
export type Reducer = z.infer<typeof reducerSchema>;
/** The ones that an engine knows, the most telling one first. */
export const knownReducers = ['worst', 'only', 'max', 'min'] as const satisfies readonly Reducer[];
export type KnownReducer = (typeof knownReducers)[number];

export const columnSchema = z.strictObject({
  name: columnNameSchema,
  type: z.enum(columnTypes),
  role: z.enum(columnRoles),
  domain: domainSchema,
  /** The ones that the owner allows; an entity key has none. */
  reducers: sortedList(reducerSchema, reducers.length),
  /**
   * Values outside the domain that say why there is no value, such as -9: never a number of it, and
   * of no row until a template has rows for them.
   */
  special: sortedList(z.string().min(1).max(textLengthMax), specialMax).min(1).optional(),
  unit: textSchema.optional(),
});
export type Column = z.infer<typeof columnSchema>;
export type ColumnRole = Column['role'];

/**
 * How keys are compared, with everything that decides it in the name. `exact/1`: NFC, nothing else.
 * `digits/1`: ASCII digits only, leading zeros kept, else NULL. `phone-e164+86/1`: telephone
 * numbers of one country; no worker knows it yet.
 */
export const normaliserSchema = z.union([
  z.enum(['digits/1', 'exact/1']),
  z
    .string()
    .max(32)
    .regex(/^phone-e164\+[1-9][0-9]{0,2}\/1$/),
]);
export type Normaliser = z.infer<typeof normaliserSchema>;

/** The ones that this code knows, by the words that people choose. */
export const normalisers = { exact: 'exact/1', digits: 'digits/1' } as const;
export type NormaliserWord = keyof typeof normalisers;
export const normaliserWords = ['exact', 'digits'] as const satisfies readonly NormaliserWord[];

/** The word for one that this code knows. */
export function normaliserWord(normaliser: Normaliser): NormaliserWord | undefined {
  return normaliserWords.find((word) => normalisers[word] === normaliser);
}

const mendWords = sortedList(z.string().max(textLengthMax), domainValuesMax);
const ofColumn = { column: columnNameSchema };

/**
 * What an owner's program changed in a column before it was sealed, for owners, approvers and
 * auditors to see. Nothing of it acts in an enclave.
 */
export const mendSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...ofColumn, kind: z.literal('trim') }),
  z.strictObject({ ...ofColumn, kind: z.literal('case'), to: z.enum(['lower', 'upper']) }),
  z.strictObject({ ...ofColumn, kind: z.literal('missing'), words: mendWords.min(1) }),
  z.strictObject({
    ...ofColumn,
    kind: z.literal('codes'),
    map: sortedList(
      z.strictObject({ from: z.string().max(textLengthMax), to: z.string().max(textLengthMax) }),
      domainValuesMax,
      (one) => one.from,
    ).min(1),
  }),
  z.strictObject({ ...ofColumn, kind: z.literal('label'), bad: mendWords.min(1), good: mendWords }),
  z.strictObject({ ...ofColumn, kind: z.literal('decimal'), mark: z.enum(['comma', 'point']) }),
  z.strictObject({ ...ofColumn, kind: z.literal('date'), form: textSchema }),
]);
export type Mend = z.infer<typeof mendSchema>;

export const originSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('registered') }),
  z.strictObject({ kind: z.literal('derived'), jobHash: hashSchema, receipt: hashSchema }),
]);

/** A key names a person, and a label is 0 or 1 or empty. */
function hasNoCodes(role: ColumnRole): boolean {
  return role === 'entityKey' || role === 'label';
}

const fields = defineDocument(
  'DatasetManifest',
  {
    dataset: hashSchema,
    lineage: hashSchema,
    version: seqSchema.min(1),
    owners: sortedList(partySchema, partiesMax).min(1),
    origin: originSchema,
    assurance: assuranceSchema,
    columns: sortedList(columnSchema, columnsMax, (c) => c.name).min(1),
    entityKey: z.strictObject({ column: columnNameSchema, domain: textSchema }),
    normaliser: normaliserSchema,
    mends: sortedList(mendSchema, columnsMax),
    rowsRounded: countSchema,
    entitiesRounded: countSchema,
    format: z.literal('parquet/1'),
    sealed: z.strictObject({
      bytes: countSchema,
      header: hashSchema,
      segmentBytes: z.literal(segmentBytes),
      segments: hashSchema,
      footer: z.strictObject({ offset: countSchema, bytes: countSchema }),
    }),
    noiseShare: hashSchema,
    client: z.enum(['platform', 'independent']),
    previous: hashSchema.optional(),
  },
  documentBytesMax.manifest,
);

/** R7, R8: the owner's statement of what a sealed file is. Signed by the owner's quorum. */
export const DatasetManifest = {
  ...fields,
  schema: fields.schema
    .refine((m) => (m.version === 1) === (m.previous === undefined))
    .refine((m) => m.columns.filter((c) => c.role === 'entityKey').length === 1)
    .refine((m) => m.columns.some((c) => c.role === 'entityKey' && c.name === m.entityKey.column))
    .refine((m) => m.columns.every((c) => c.role !== 'label' || isLabelDomain(c.domain)))
    .refine((m) => m.columns.every((c) => (c.role === 'entityKey') === (c.reducers.length === 0)))
    .refine((m) => m.columns.every((c) => c.role === 'label' || !c.reducers.includes('worst')))
    .refine((m) => m.columns.every((c) => !hasNoCodes(c.role) || c.special === undefined))
    // What must agree on both sides is the normaliser: no map ever touches a key.
    .refine((m) => m.mends.every((one) => one.column !== m.entityKey.column))
    .refine((m) => isRounded(m.rowsRounded) && isRounded(m.entitiesRounded)),
};
export type DatasetManifest = z.infer<typeof DatasetManifest.schema>;

/** Two significant digits: what an owner says of the size of its table. */
export function roundToTwoDigits(count: number): number {
  if (count < 100) return count;
  const unit = 10 ** (Math.floor(Math.log10(count)) - 1);
  return Math.round(count / unit) * unit;
}

function isRounded(count: number): boolean {
  return roundToTwoDigits(count) === count;
}
