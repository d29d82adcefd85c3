// Every single-field mutation of an accepted value, derived from its schema: the value says where
// the fields are, the schema says what they may hold, and each mutation breaks exactly one rule of
// it.

import type * as z from 'zod';
import {
  EnclaveError,
  fromBase64Url,
  toBase64Url,
  utf8,
  type Bytes,
  type Json,
} from '#enclave/protocol/index.ts';

export interface Mutation {
  readonly label: string;
  readonly bytes: Bytes;
}

interface Fault {
  readonly label: string;
  readonly value: Json;
}

type Schema = z.core.$ZodType;
type Def = z.core.$ZodTypes['_zod']['def'];
type DefOf<T extends Def['type']> = Extract<Def, { type: T }>;

function defOf(schema: Schema): Def {
  return (schema as z.core.$ZodTypes)._zod.def;
}

interface Checks {
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly pattern: RegExp | undefined;
  readonly hasRefinement: boolean;
}

function checksOf(def: Def): Checks {
  const own = 'check' in def && 'pattern' in def ? [def as unknown] : [];
  const found = [...own, ...(def.checks ?? []).map((check) => check._zod.def as unknown)];
  const field = (name: string): unknown =>
    found.map((check) => (check as Record<string, unknown>)[name]).find((v) => v !== undefined);
  const bound = (kind: string) => {
    const check = found.find((c) => (c as { check?: string }).check === kind);
    return (check as { value?: number } | undefined)?.value;
  };
  const pattern = field('pattern');
  return {
    min: (field('minimum') as number | undefined) ?? bound('greater_than'),
    max: (field('maximum') as number | undefined) ?? bound('less_than'),
    pattern: pattern instanceof RegExp ? pattern : undefined,
    hasRefinement: found.some((check) => (check as { check?: string }).check === 'custom'),
  };
}

/** Unwraps optional and transformed schemas; a union becomes its members. */
function alternativesOf(schema: Schema): Schema[] {
  const def = defOf(schema);
  if (def.type === 'optional') return alternativesOf(def.innerType);
  if (def.type === 'pipe') return alternativesOf(def.in);
  if (def.type === 'union') return def.options.flatMap(alternativesOf);
  return [schema];
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function kindsOf(schema: Schema): string[] {
  const def = defOf(schema);
  if (def.type === 'literal') return def.values.map(kindOf);
  if (def.type === 'enum') return Object.values(def.entries).map(kindOf);
  if (def.type === 'record') return ['object'];
  return [def.type === 'tuple' ? 'array' : def.type];
}

function accepts(schema: Schema, value: Json): boolean {
  return (schema as z.ZodType).safeParse(value).success;
}

function withoutKey(value: Record<string, Json>, key: string): Json {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

/** Object.fromEntries makes `__proto__` an ordinary own member, as JSON.parse does. */
function withKey(value: Record<string, Json>, key: string, member: Json): Json {
  return Object.fromEntries([
    ...Object.entries(value).filter(([name]) => name !== key),
    [key, member],
  ]);
}

function* wrongTypes(schemas: readonly Schema[]): Iterable<Fault> {
  const kinds = new Set(schemas.flatMap(kindsOf));
  const others: [string, Json][] = [
    ['null', null],
    ['boolean', true],
    ['number', 1],
    ['string', '1'],
    ['array', []],
    ['object', {}],
  ];
  for (const [kind, value] of others) {
    if (!kinds.has(kind)) yield { label: `is of type ${kind}`, value };
  }
}

function* numberFaults({ min, max }: Checks, value: number): Iterable<Fault> {
  yield { label: 'has a fraction', value: value + 0.5 };
  yield { label: 'is 2^53', value: 2 ** 53 };
  yield { label: 'is -2^53', value: -(2 ** 53) };
  if (min !== undefined && min >= 0) yield { label: 'is negative', value: -1 };
  if (min !== undefined && min > 0) yield { label: 'is below the minimum', value: min - 1 };
  if (max !== undefined && max < Number.MAX_SAFE_INTEGER) {
    yield { label: 'is above the maximum', value: max + 1 };
  }
}

/** R1, for any string whatever its schema. */
function* textFaults(value: string): Iterable<Fault> {
  yield { label: 'is not NFC', value: `${value}e\u0301` };
  yield { label: 'has a line feed', value: `${value}\n` };
  yield { label: 'has a C1 control character', value: `${value}\u0085` };
  yield { label: 'has a lone surrogate', value: `${value}\ud800` };
}

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function* bytesFaults(value: string, max: number): Iterable<Fault> {
  const bytes = fromBase64Url(value);
  const rest = value.slice(1);
  yield { label: 'has standard base64 for 62', value: `+${rest}` };
  yield { label: 'has standard base64 for 63', value: `/${rest}` };
  yield { label: 'is padded', value: `${value}=` };
  yield { label: 'has white space', value: ` ${rest}` };
  yield { label: 'has an impossible length', value: `${toBase64Url(new Uint8Array(3))}A` };
  if (value.length % 4 !== 0) {
    const last = base64.indexOf(value.slice(-1));
    const loose = base64.charAt(last + 1);
    yield { label: 'has bits after its end', value: `${value.slice(0, -1)}${loose}` };
  }
  yield { label: 'is over-long', value: 'A'.repeat(max + 4 - (max % 4)) };
  // A value of the greatest length is one of exact length: no other accepted value is that long.
  if (value.length !== max) return;
  yield { label: 'is empty', value: '' };
  yield { label: 'is one byte short', value: toBase64Url(bytes.subarray(1)) };
  yield { label: 'is one byte long', value: toBase64Url(Uint8Array.of(...bytes, 0)) };
}

function* ratioFaults(value: string): Iterable<Fault> {
  const others = [
    '2/4',
    '0/2',
    '1/0',
    '01/2',
    '1/02',
    '-1/2',
    '1/-2',
    '+1/2',
    '1',
    '/',
    '1/',
    '/2',
  ];
  const more = [
    '0.5',
    '1e3/7',
    '1/2/3',
    '0x1/3',
    'x/y',
    '9007199254740992/1',
    '1/9007199254740992',
  ];
  for (const other of [...others, ...more]) yield { label: `is ${other}`, value: other };
  yield { label: 'has white space', value: ` ${value}` };
}

function* hashFaults(value: string): Iterable<Fault> {
  yield { label: 'is one digit short', value: value.slice(1) };
  yield { label: 'is one digit long', value: `${value}0` };
  yield { label: 'has no hexadecimal digit', value: `g${value.slice(1)}` };
}

function* stringFaults(def: DefOf<'string'>, value: string): Iterable<Fault> {
  yield* textFaults(value);
  const { min, max, pattern, hasRefinement } = checksOf(def);
  if (pattern === undefined && hasRefinement) {
    if (max === undefined) throw new Error('a byte string without a maximum');
    yield* bytesFaults(value, max);
    return;
  }
  const fill = value === '' ? 'x' : value.slice(-1);
  yield { label: 'is over-long', value: value + fill.repeat((max ?? 4096) + 1 - value.length) };
  if ((min ?? 0) > 0 || pattern?.test('') === false) yield { label: 'is empty', value: '' };
  if (pattern === undefined) return;
  yield { label: 'has a leading space', value: ` ${value}` };
  yield { label: 'has a trailing space', value: `${value} ` };
  if (value.toUpperCase() !== value)
    yield { label: 'is in upper case', value: value.toUpperCase() };
  if (pattern.source === '^[0-9a-f]{64}$') yield* hashFaults(value);
  if (hasRefinement) yield* ratioFaults(value);
}

function* literalFaults(value: Json): Iterable<Fault> {
  if (typeof value === 'boolean') yield { label: 'is the other boolean', value: !value };
  if (typeof value === 'number') {
    yield { label: 'is one more', value: value + 1 };
    yield { label: 'is one less', value: value - 1 };
  }
  if (typeof value !== 'string') return;
  yield { label: 'is unknown', value: `${value}x` };
  const upper = value.toUpperCase();
  yield { label: 'is in other case', value: value === upper ? value.toLowerCase() : upper };
  yield { label: 'is empty', value: '' };
}

function* objectFaults(
  def: DefOf<'object'>,
  value: Record<string, Json>,
  path: string,
  ordered: Ordered,
): Iterable<Fault> {
  for (const [key, schema] of Object.entries(def.shape)) {
    const member = value[key];
    if (member === undefined) continue;
    if (defOf(schema).type !== 'optional') {
      yield { label: `.${key} is missing`, value: withoutKey(value, key) };
    }
    for (const fault of faultsOf(schema, member, `${path}.${key}`, ordered)) {
      yield { label: `.${key}${spaced(fault.label)}`, value: withKey(value, key, fault.value) };
    }
  }
  for (const key of ['zz', '__proto__', 'constructor', 'toString']) {
    yield { label: `has the unknown member ${key}`, value: withKey(value, key, 0) };
  }
}

function* recordFaults(
  def: DefOf<'record'>,
  value: Record<string, Json>,
  path: string,
  ordered: Ordered,
): Iterable<Fault> {
  for (const [key, member] of Object.entries(value)) {
    for (const fault of faultsOf(def.valueType, member, `${path}.*`, ordered)) {
      yield { label: `.${key}${spaced(fault.label)}`, value: withKey(value, key, fault.value) };
    }
    for (const name of ['', '1bad', 'Bad', 'a b', '__proto__', 'a'.repeat(33)]) {
      yield { label: `has a member '${name}'`, value: withKey(value, name, member) };
    }
  }
}

function* arrayFaults(
  def: DefOf<'array'>,
  value: readonly Json[],
  path: string,
  ordered: Ordered,
): Iterable<Fault> {
  const { min, max } = checksOf(def);
  if ((min ?? 0) > 0) yield { label: 'is empty', value: [] };
  const last = value.at(-1);
  if (last === undefined) return;
  for (const [i, item] of value.entries()) {
    for (const fault of faultsOf(def.element, item, `${path}[]`, ordered)) {
      yield {
        label: `[${i}]${spaced(fault.label)}`,
        value: value.map((old, j) => (j === i ? fault.value : old)),
      };
    }
  }
  if (max !== undefined && max <= 1024) {
    const more = new Array<Json>(max + 1 - value.length).fill(last);
    yield { label: 'has too many entries', value: [...value, ...more] };
  }
  if (ordered(path)) return;
  yield { label: 'has an entry twice', value: [...value, last] };
  if (value.length > 1) yield { label: 'is not sorted', value: [...value].reverse() };
}

function* tupleFaults(value: readonly Json[]): Iterable<Fault> {
  yield { label: 'is empty', value: [] };
  yield { label: 'has an entry twice', value: [...value, ...value] };
}

type Ordered = (path: string) => boolean;

function spaced(label: string): string {
  return label.startsWith('.') || label.startsWith('[') ? label : ` ${label}`;
}

function asObject(value: Json): Record<string, Json> {
  return value as Record<string, Json>;
}

function* faultsOf(schema: Schema, value: Json, path: string, ordered: Ordered): Iterable<Fault> {
  const alternatives = alternativesOf(schema);
  yield* wrongTypes(alternatives);
  const own = alternatives.find((alternative) => accepts(alternative, value));
  if (own === undefined) throw new Error(`${path} of the accepted value is not accepted`);
  yield* ownFaults(own, value, path, ordered);
}

function ownFaults(schema: Schema, value: Json, path: string, ordered: Ordered): Iterable<Fault> {
  const def = defOf(schema);
  if (def.type === 'object') return objectFaults(def, asObject(value), path, ordered);
  if (def.type === 'record') return recordFaults(def, asObject(value), path, ordered);
  if (def.type === 'array') return arrayFaults(def, value as readonly Json[], path, ordered);
  if (def.type === 'tuple') return tupleFaults(value as readonly Json[]);
  if (def.type === 'string') return stringFaults(def, value as string);
  if (def.type === 'number') return numberFaults(checksOf(def), value as number);
  if (def.type === 'literal' || def.type === 'enum') return literalFaults(value);
  if (def.type === 'boolean') return [];
  throw new Error(`${path}: no mutations are known for ${def.type}`);
}

/** Sorted keys and nothing checked: what canonicalText() would write if it refused nothing. */
export function looseText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item) => looseText(item as Json)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = asObject(value);
  const text = (key: string) => `${JSON.stringify(key)}:${looseText(members[key] ?? null)}`;
  return `{${Object.keys(members).sort().map(text).join(',')}}`;
}

/**
 * Every single-field mutation of `value`, which `schema` accepts. Lists are sorted without
 * duplicates (protocol, section 2) unless `orderedLists` names their path, such as
 * `.tables[].rows`.
 */
export function mutationsOf(
  schema: z.ZodType,
  value: Json,
  orderedLists: readonly string[] = [],
): Mutation[] {
  const faults = faultsOf(schema, value, '', (path) => orderedLists.includes(path));
  return [...faults].map((fault) => ({ label: fault.label, bytes: utf8(looseText(fault.value)) }));
}

/** The labels of what `read` did not refuse with MALFORMED: empty if the reader is sound. */
export function notMalformed(
  read: (bytes: Bytes) => unknown,
  mutations: readonly Mutation[],
): string[] {
  return mutations.flatMap(({ label, bytes }) => {
    try {
      read(bytes);
      return [`${label}: accepted`];
    } catch (error) {
      if (error instanceof EnclaveError && error.code === 'MALFORMED') return [];
      return [`${label}: ${String(error)}`];
    }
  });
}
