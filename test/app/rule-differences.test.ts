// When a new rule allows more than the one before, the person types the word: it must never be missed.

import { describe, expect, it } from 'vitest';
import { ruleDifferences, type RuleField } from '../../app/_policy/rule-differences.ts';
import type { UsagePolicy } from '../../enclave-jobs/protocol/index.ts';
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
