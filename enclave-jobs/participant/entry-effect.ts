// Whether an entry accepts less than another, told field by field. What is not known to be less counts as more:
// a person is asked then, never spared a question.

import { canonicalBytes, fromUtf8, type WorkerRequirements } from '../protocol/index.ts';

export type EntryEffect = 'narrower' | 'same' | 'wider';

/** Higher asks for more. */
const floors = [
  'buildMin',
  'evaluationDataNumberMin',
  'guestSvnMin',
  'isvSvnMin',
  'minCollateralIssued',
  'tcbDateMin',
];
/** Lower asks for more. */
const ceilings = ['evidenceAgeMax', 'expires'];
/** Off asks for more. */
const allowances = ['console', 'migration', 'perfmon', 'smt', 'withoutSecureBoot'];

const text = (value: unknown) => fromUtf8(canonicalBytes(value));

function isLess(field: string, before: unknown, after: unknown): boolean {
  if (typeof before === 'number' && typeof after === 'number') {
    return floors.includes(field) ? after > before : ceilings.includes(field) && after < before;
  }
  if (typeof before === 'boolean') return allowances.includes(field) && before;
  // Chips: a list of machines is less than any machine.
  if (before === 'any') return Array.isArray(after);
  if (!Array.isArray(before) || !Array.isArray(after)) return false;
  const accepted = before.map(text);
  return after.every((value) => accepted.includes(text(value)));
}

function differing(
  before: object,
  after: object,
): readonly (readonly [string, unknown, unknown])[] {
  const had = new Map<string, unknown>(Object.entries(before));
  const has = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...had.keys(), ...has.keys()])]
    .map((field) => [field, had.get(field), has.get(field)] as const)
    .filter(([, a, b]) => a === undefined || b === undefined || text(a) !== text(b));
}

const nested = ['referenceValues', 'minTcb'];

/** What `after` accepts against what `before` accepted, for two entries of one format. */
export function entryEffect(before: WorkerRequirements, after: WorkerRequirements): EntryEffect {
  if (text(before) === text(after)) return 'same';
  const changes = differing(before, after).flatMap(([field, a, b]) =>
    nested.includes(field) &&
    typeof a === 'object' &&
    a !== null &&
    typeof b === 'object' &&
    b !== null
      ? differing(a, b)
      : [[field, a, b] as const],
  );
  return changes.every(([field, a, b]) => isLess(field, a, b)) ? 'narrower' : 'wider';
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
