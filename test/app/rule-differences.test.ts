// When a new rule allows more than the one before, the person types the word: it must never be
// missed.

import { describe, expect, it } from 'vitest';
import { differenceWords } from '#app/_policy/difference-words.ts';
import {
  entryChanges,
  ruleDifferences,
  type RuleDifference,
  type RuleField,
} from '#app/_policy/rule-differences.ts';
import {
  inexpressible,
  type UsagePolicy,
  type WorkerRequirements,
} from '#enclave/protocol/index.ts';
import { build, named } from '../support/decision-world.ts';

const now = { isPaused: false, now: 0 };
const base = (await build()).world.policies[0]?.value;
if (base === undefined) throw new Error('the world has a policy');
const policy: UsagePolicy = base;

function effectOf(
  field: RuleField,
  before: UsagePolicy | undefined,
  after: UsagePolicy,
  context = now,
) {
  return ruleDifferences(before, after, context).find((one) => one.field === field)?.effect;
}

const wider: readonly (readonly [RuleField, Partial<UsagePolicy>])[] = [
  ['analysts', { analysts: [...policy.analysts, named('stranger')] }],
  ['receivers', { receivers: [...policy.receivers, named('stranger')] }],
  ['partners', { partners: [...policy.partners, named('stranger')] }],
  ['brokers', { brokers: [...policy.brokers, named('stranger')] }],
  ['grids', { threshold: { ...policy.threshold, grids: [named('grid')] } }],
  [
    'smallest',
    { thresholds: { ...policy.thresholds, entitiesMin: policy.thresholds.entitiesMin - 1 } },
  ],
  ['jobs', { threshold: { ...policy.threshold, jobsMax: policy.threshold.jobsMax + 1 } }],
  ['expires', { expires: policy.expires + 1 }],
  ['versions', { versions: [...policy.versions, 99] }],
];

describe('a rule', () => {
  it('that says the same is the same in every field', () => {
    const effects = ruleDifferences(policy, policy, now).map((one) => one.effect);
    expect(new Set(effects)).toEqual(new Set(['same']));
  });

  it.each(wider)(
    'is wider in %s when that allows more, and narrower the other way round',
    (field, change) => {
      const other = { ...policy, ...change };
      expect(effectOf(field, policy, other)).toBe('wider');
      if (field !== 'grids') expect(effectOf(field, other, policy)).toBe('narrower');
    },
  );

  it('that swaps one for another is wider, whatever it gives up', () => {
    expect(effectOf('analysts', policy, { ...policy, analysts: [named('stranger')] })).toBe(
      'wider',
    );
  });

  it('is wider in everything when there was none, and when the one before was paused or had run out', () => {
    expect(effectOf('analysts', undefined, policy)).toBe('wider');
    expect(effectOf('state', policy, policy, { ...now, isPaused: true })).toBe('wider');
    expect(effectOf('state', policy, policy, { isPaused: false, now: policy.expires + 1 })).toBe(
      'wider',
    );
  });
});

describe('entries for hardware in a rule', () => {
  const entryOf = (name: string, ageMax: number): WorkerRequirements => ({
    format: 'nitro-enclave',
    ...{ code: named(name), debug: false, chips: 'any', minCollateralIssued: 1, expires: 2 },
    referenceValues: {
      images: [{ pcr0: 'a'.repeat(96), pcr1: 'b'.repeat(96), pcr2: 'c'.repeat(96) }],
    },
    minTcb: { evidenceAgeMax: ageMax },
    notApplicable: [...inexpressible['nitro-enclave']],
  });
  const withEntries = (...enclaves: readonly WorkerRequirements[]): UsagePolicy => ({
    ...policy,
    enclaves: [...enclaves],
  });

  it('stand beside the one that they differ from least', () => {
    const [other, old] = [entryOf('other', 60), entryOf('worker', 600)];
    const changed = entryOf('worker', 300);
    const {
      changed: found,
      added,
      removed,
    } = entryChanges(withEntries(other, old), withEntries(changed));
    const change = { field: 'minTcb.evidenceAgeMax', before: 600, after: 300, effect: 'narrower' };
    expect(found).toEqual([{ entry: changed, changes: [change] }]);
    expect([added, removed]).toEqual([[], [other]]);
  });

  it('stand alone where no entry of their format went, and one that stays is no change', () => {
    const [stays, comes] = [entryOf('worker', 600), entryOf('other', 60)];
    expect(entryChanges(withEntries(stays), withEntries(stays, comes))).toEqual({
      changed: [],
      added: [comes],
      removed: [],
    });
    expect(entryChanges(undefined, withEntries(comes)).added).toEqual([comes]);
  });
});

describe('an allowed value', () => {
  const row = (after: string): RuleDifference => ({
    ...{ field: 'params', before: [], after: [after], effect: 'wider' },
  });
  const context = { table: { datasets: [], parties: [] }, timeOf: String };
  const said = (value: string) => differenceWords([row(value)], context)[0]?.after;

  it.each([
    ['overlap segment: none', 'Group by: No groups, one number'],
    ['overlap segment: region', 'Group by: region'],
    ['multi-lending topCode: 2 – 16', 'Count up to this many lenders: 2 – 16'],
    ['of-another-build x: y', 'of-another-build x: y'],
  ])('%s is said in the words of the form', (value, words) => {
    expect(said(value)).toContain(words);
  });
});
