// Whether an entry accepts less than another, told field by field. What is not known to be less
// counts as more: a person is asked then, never spared a question.

import { canonicalBytes, fromUtf8, type WorkerRequirements } from '../protocol/index.ts';

export type EntryEffect = 'narrower' | 'same' | 'wider';

/** One value in which two entries differ; undefined on the side that has no such product. */
export interface EntryChange {
  /** Its path: minTcb.products.Milan.microcode. */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly effect: 'narrower' | 'wider';
}

/** Higher asks for more. */
const floors = [
  ...['buildMin', 'evaluationDataNumberMin', 'guestSvnMin', 'isvSvnMin'],
  ...['minCollateralIssued', 'tcbDateMin'],
  // Parts of an AMD product.
  ...['bootloader', 'fmc', 'microcode', 'snp', 'tee'],
];
/** The same, as hex of one length. */
const hexFloors = ['firmwareMin'];
/** The same, major number first. */
const versionFloors = ['pekFirmwareMin', 'policyApiMin'];
/** Lower asks for more. */
const ceilings = ['evidenceAgeMax', 'expires'];
/** Off asks for more. */
const allowances = ['console', 'migration', 'perfmon', 'smt', 'withoutSecureBoot'];
const products = 'minTcb.products';

const text = (value: unknown) => fromUtf8(canonicalBytes(value));

type Values = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every value by its path: products by their names; lists and versions are one value each. */
function valuesOf(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (path === products && Array.isArray(value)) {
    const parts = value.filter(isObject).map(({ product, ...rest }) => [String(product), rest]);
    return valuesOf(Object.fromEntries(parts), path);
  }
  if (!isObject(value) || 'major' in value) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) =>
    valuesOf(inner, path === '' ? name : `${path}.${name}`),
  );
}

function isLaterVersion(before: Values, after: Values): boolean {
  const [major, minor] = [Number(before['major']), Number(before['minor'])];
  const [nextMajor, nextMinor] = [Number(after['major']), Number(after['minor'])];
  return nextMajor > major || (nextMajor === major && nextMinor > minor);
}

function isLess(path: string, before: unknown, after: unknown): boolean {
  const field = path.split('.').at(-1) ?? '';
  // A product that is not taken any more.
  if (after === undefined) return path.startsWith(`${products}.`);
  if (typeof before === 'number' && typeof after === 'number') {
    return floors.includes(field) ? after > before : ceilings.includes(field) && after < before;
  }
  if (typeof before === 'boolean') return allowances.includes(field) && before;
  // Chips: a list of machines is less than any machine.
  if (before === 'any') return Array.isArray(after);
  if (typeof before === 'string' && typeof after === 'string') {
    return hexFloors.includes(field) && after > before;
  }
  if (isObject(before) && isObject(after)) {
    return versionFloors.includes(field) && isLaterVersion(before, after);
  }
  if (!Array.isArray(before) || !Array.isArray(after)) return false;
  const accepted = before.map(text);
  return after.every((value) => accepted.includes(text(value)));
}

/** In which values two entries of one format differ, and what each makes of the whole. */
export function differingValues(
  before: WorkerRequirements,
  after: WorkerRequirements,
): readonly EntryChange[] {
  const had = new Map(valuesOf(before, ''));
  const has = new Map(valuesOf(after, ''));
  return [...new Set([...had.keys(), ...has.keys()])]
    .map((field) => ({ field, before: had.get(field), after: has.get(field) }))
    .filter(({ before: a, after: b }) => a === undefined || b === undefined || text(a) !== text(b))
    .map((one) => ({
      ...one,
      effect: isLess(one.field, one.before, one.after) ? 'narrower' : 'wider',
    }));
}

/** What `after` accepts against what `before` accepted, for two entries of one format. */
export function entryEffect(before: WorkerRequirements, after: WorkerRequirements): EntryEffect {
  const changes = differingValues(before, after);
  if (changes.length === 0) return 'same';
  return changes.every(({ effect }) => effect === 'narrower') ? 'narrower' : 'wider';
}

/** Of a whole list: every entry after is one that stood there, or narrower than one. */
export function entriesEffect(
  before: readonly WorkerRequirements[],
  after: readonly WorkerRequirements[],
): EntryEffect {
  if (text(before) === text(after)) return 'same';
  const isWithin = (entry: WorkerRequirements) =>
    before.some((one) => one.format === entry.format && entryEffect(one, entry) !== 'wider');
  return after.every(isWithin) ? 'narrower' : 'wider';
}
