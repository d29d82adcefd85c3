// What a release does to state has one meaning: deciding, replaying and going back agree, and
// entries that fit no state halt the broker instead of being counted somehow.

import { beforeAll, describe, expect, it } from 'vitest';
import {
  chargeRelease,
  chargedBefore,
  type Charging,
  type DecisionState,
} from '#enclave/decision/index.ts';
import { build, decide, named } from '../../support/decision-world.ts';

let before: DecisionState;
let after: DecisionState;
let charging: Charging;
let again: Charging;

beforeAll(async () => {
  const built = await build();
  before = built.state;
  const first = await decide(built);
  if (first.decision.kind !== 'release') throw new Error('refused');
  const { job, entries } = first.decision;
  const { noiseKeyId } = before.broker.genesis;
  charging = { job, entries, noiseKeyId };
  after = first.state;
  const second = await decide({ ...built, state: { ...after, nonces: before.nonces } });
  if (second.decision.kind !== 'release') throw new Error('refused again');
  again = { job, entries: second.decision.entries, noiseKeyId };
});

describe('a charge', () => {
  it('is what the decision made of the state', () => {
    const charged = chargeRelease(before, charging);
    expect(charged.charges).toEqual(after.charges);
    expect(charged.ledgers).toEqual(after.ledgers);
  });

  it('of the same job again is a retry and costs nothing', () => {
    const { charges, ledgers } = chargeRelease(after, again);
    expect(charges.map(({ retries }) => retries)).toEqual([1]);
    expect([...ledgers.values()].map(({ thresholdJobs }) => thresholdJobs)).toEqual([1, 1]);
  });

  it('goes back to the ledgers before it', () => {
    expect(chargeRelease(chargedBefore(charging), charging).ledgers).toEqual(after.ledgers);
    const { charges } = chargedBefore(again);
    expect(charges.map(({ jobHash }) => jobHash)).toEqual([again.job.name]);
  });

  it.each([
    ['a retry of a job that was never charged', () => chargeRelease(before, again)],
    ['a second charge of one job', () => chargeRelease(after, charging)],
    [
      'a retry under another noise key',
      () => chargeRelease(after, { ...again, noiseKeyId: named('other key') }),
    ],
    [
      'charge and retry in one release',
      () => chargeRelease(after, { ...again, entries: [...again.entries, ...charging.entries] }),
    ],
  ])('refuses %s', (_what, charge) => {
    expect(charge).toThrow(/BROKER_HALTED/);
  });
});
