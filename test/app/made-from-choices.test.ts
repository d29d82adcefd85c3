// A rule that waits for a second signature comes from the platform: it is offered only if the own
// form makes it.

import { beforeAll, describe, expect, it } from 'vitest';
import { isMadeFromChoices, policyOf, type RuleContext } from '#app/_policy/next-rule.ts';
import { simulatedWorker } from '#enclave/participant/index.ts';
import {
  UsagePolicy,
  makeDocument,
  type DatasetManifest,
  type Doc,
} from '#enclave/protocol/index.ts';
import { testRegistry } from '../support/templates.ts';
import { aPolicy, named, start, thePeople } from '../enclave-jobs/broker/broker-world.ts';

let manifest: Doc<DatasetManifest>;
let policy: Doc<UsagePolicy>;
let context: RuleContext;

beforeAll(async () => {
  const { alder, birch, alderFile } = await thePeople();
  ({ manifest } = alderFile);
  context = {
    registry: testRegistry(),
    collaboration: named('room'),
    broker: named('broker'),
    table: { datasets: [], parties: [] },
    now: start,
    expires: start + 30 * 86_400,
  };
  const choices = {
    ...{ analysts: [alder.party], receivers: [birch.party], partners: [birch.party] },
    ...{ questions: ['overlap'], entitiesMin: 20, jobsMax: 5, days: 30 },
    ...{ datasets: [], groupings: ['region'], catchUp: false },
    enclaves: [simulatedWorker(named('worker'))],
  };
  policy = policyOf(choices, manifest, context);
});

function altered(change: Partial<UsagePolicy>): Doc<UsagePolicy> {
  const { v: _v, type: _type, ...fields } = policy.value as UsagePolicy & { v: 1; type: string };
  return makeDocument(UsagePolicy, { ...fields, ...change });
}

describe('a waiting rule', () => {
  it('is what the form makes of its choices, also some days later', () => {
    expect(isMadeFromChoices(policy, manifest, context)).toBe(true);
    const later = { ...context, now: start + 3 * 86_400 + 500 };
    expect(isMadeFromChoices(policy, manifest, later)).toBe(true);
  });

  it.each([
    ['standing approvals', (): Partial<UsagePolicy> => ({ standing: true })],
    ['another room', () => ({ collaboration: named('another room') })],
    [
      'smaller partners',
      () => ({ thresholds: { ...policy.value.thresholds, partnerEntitiesMin: 1 } }),
    ],
    [
      'more jobs per requester',
      () => ({ threshold: { ...policy.value.threshold, jobsPerAnalyst: 1 } }),
    ],
    ['another broker', () => ({ brokers: [named('another broker')] })],
    ['another dataset', () => ({ dataset: named('another dataset') })],
  ])('with %s is not', (_what, change) => {
    expect(isMadeFromChoices(altered(change()), manifest, context)).toBe(false);
  });

  it('after another rule than the one signed last is not', async () => {
    const { alder, alderFile } = await thePeople();
    const last = aPolicy(alderFile, alder);
    expect(isMadeFromChoices(policy, manifest, context, last)).toBe(false);
  });
});
