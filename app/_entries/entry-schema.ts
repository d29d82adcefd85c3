// The strict objects of the protocol as forms draw them: derived from their schemas, so that a form
// can never know a field that a policy does not, or miss one.

import * as z from 'zod';
import { workerRequirementsSchema } from '#enclave/protocol/index.ts';

/** What the entries' schemas use of JSON Schema. */
export interface FieldSchema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly const?: unknown;
  readonly enum?: readonly (string | number)[];
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
  readonly anyOf?: readonly FieldSchema[];
  readonly minItems?: number;
  readonly minimum?: number;
}

const isKnown = ({ type, const: fixed, enum: values, anyOf }: FieldSchema) =>
  [type, fixed, values, anyOf].some((part) => part !== undefined);

/** Throws for a shape that the form does not know: a field that nobody sees must not be signed. */
const fieldSchema: z.ZodType<FieldSchema> = z.lazy(() =>
  z
    .object({
      type: z.enum(['object', 'array', 'string', 'integer', 'number', 'boolean']).optional(),
      const: z.unknown().optional(),
      enum: z.array(z.union([z.string(), z.number()])).optional(),
      properties: z.record(z.string(), fieldSchema).optional(),
      items: fieldSchema.optional(),
      anyOf: z.array(fieldSchema).optional(),
      oneOf: z.array(fieldSchema).optional(),
      minItems: z.number().optional(),
      minimum: z.number().optional(),
    })
    .transform(({ oneOf, ...field }) => (oneOf === undefined ? field : { ...field, anyOf: oneOf }))
    .refine((field) => isKnown(field as FieldSchema)),
) as z.ZodType<FieldSchema>;

/** One schema per format. */
const formatSchemas: ReadonlyMap<string, FieldSchema> = new Map(
  workerRequirementsSchema.options.map((option) => {
    const schema = fieldSchema.parse(z.toJSONSchema(option, { io: 'input' }));
    return [String(schema.properties?.format?.const), schema] as const;
  }),
);

export const hardwareEntryFormats: readonly string[] = [...formatSchemas.keys()].filter(
  (format) => format !== 'simulated',
);

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined for what is no entry of a format that is known. */
export function schemaOf(entry: unknown): FieldSchema | undefined {
  return isObject(entry) ? formatSchemas.get(String(entry.format)) : undefined;
}

const isList = ({ type }: FieldSchema) => type === 'array';

/**
 * A blank entry decides nothing. Numbers, switches and choices are missing until somebody sets
 * them; lists are empty. So the schema refuses a blank entry, and names each place that is still
 * open.
 */
export function blankOf(schema: FieldSchema): unknown {
  if (schema.const !== undefined) return schema.const;
  const [first] = schema.anyOf ?? [];
  if (first !== undefined) return blankOf(schema.anyOf?.find(isList) ?? first);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, field]) => [name, blankOf(field)]),
      );
    case 'array': {
      const { items, minItems = 0 } = schema;
      const isNested =
        items?.type === 'object' || items?.type === 'array' || items?.anyOf !== undefined;
      return items === undefined || minItems === 0 || !isNested ? [] : [blankOf(items)];
    }
    case 'string':
      return schema.enum === undefined ? '' : undefined;
    case 'integer':
    case 'number':
    case 'boolean':
    case undefined:
      return undefined;
  }
}

export function blankEntry(format: string): unknown {
  const schema = formatSchemas.get(format);
  return schema === undefined ? undefined : blankOf(schema);
}

/** Which of several shapes a value has; the first if none. */
export function shapeOf(shapes: readonly FieldSchema[], value: unknown): number {
  const found = shapes.findIndex((shape) => {
    if (shape.const !== undefined) return shape.const === value;
    if (shape.type === 'array') return Array.isArray(value);
    if (!isObject(value)) return false;
    return Object.entries(shape.properties ?? {}).every(
      ([name, field]) => field.const === undefined || field.const === value[name],
    );
  });
  return Math.max(0, found);
}

/**
 * By what lists of a policy are sorted: a number, a product's name, else the text of the whole
 * item.
 */
function sortKey(item: unknown): string | number {
  if (typeof item === 'number') return item;
  if (isObject(item)) {
    if (typeof item.index === 'number') return item.index;
    if (typeof item.product === 'string') return item.product;
  }
  return JSON.stringify(item);
}

/** Components stand in the order in which they were loaded: it means something. */
const isOrdered = (item: unknown) => isObject(item) && 'signerId' in item;

const below = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);

/** The same with its lists in the order that policies demand, and nothing twice. */
export function tidy(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(tidy);
    if (items.some(isOrdered)) return items;
    const distinct = [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
    return distinct.sort((a, b) => below(sortKey(a), sortKey(b)));
  }
  if (!isObject(value)) return value;
  const fields = Object.entries(value).sort(([a], [b]) => below(a, b));
  return Object.fromEntries(fields.map(([name, field]) => [name, tidy(field)]));
}
