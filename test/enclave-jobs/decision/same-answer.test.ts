// One judge: whoever looks at the same job comes to the same codes, before anybody signs and after.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { preflight } from '#app/_client/jobs/preflight.ts';
import { reviewMaterial } from '#app/_client/jobs/review.ts';
import { refusalsBy } from '#enclave/decision/index.ts';
import { firstVisit, pinParty, type Party } from '#enclave/participant/index.ts';
import { PartyCard, readSigned } from '#enclave/protocol/index.ts';
import { named, start, workerCode } from '../broker/broker-world.ts';
import {
  ask,
  brokerCodes,
  materialOf,
  openCourt,
  tableKinds,
  type Asked,
  type Court,
  type PolicyFields,
  type Wish,
} from '../../support/terms-court.ts';

let court: Court;
beforeAll(async () => {
  court = await openCourt();
});

/**
 * Every way in which a rule can forbid the job, each alone; most rules have none or one of them.
 */
const forbidding: readonly Partial<PolicyFields>[] = [
  { collaboration: named('another room') },
  { brokers: [named('another broker')] },
  { enclaves: [] },
  { analysts: [] },
  { receivers: [] },
  { partners: [] },
  { templates: [] },
  { columns: [] },
  { columns: [{ name: 'person', roles: ['entityKey'] }] },
  { versions: [2] },
  { thresholds: { entitiesMin: 40, partnerEntitiesMin: 1000, classMin: 5, dominanceMax: '1/1' } },
  { thresholds: { entitiesMin: 20, partnerEntitiesMin: 5000, classMin: 5, dominanceMax: '1/1' } },
  { threshold: { grids: [], jobsMax: 50, jobsPerAnalyst: 50 } },
  { time: { sources: ['authority'], authorities: [] } },
  { expires: start - 1 },
];

/** Larger groups than the other owner's: the job asks for theirs then, which both rules list. */
const larger: Partial<PolicyFields> = {
  thresholds: { entitiesMin: 30, partnerEntitiesMin: 1000, classMin: 5, dominanceMax: '1/1' },
};
const changes = [...forbidding, larger];

const honest: Wish = {
  ...{ kinds: ['plain', 'plain'], change: [{}, {}], segment: 'region' },
  ...{ code: workerCode, expires: start + 3600, receiver: 'bureau', collaboration: named('room') },
};

const ruleChange = fc
  .subarray(
    changes.map((_, i) => i),
    { maxLength: 2 },
  )
  .map((at): Partial<PolicyFields> => at.reduce((all, i) => ({ ...all, ...changes[i] }), {}));
const mostly = <T>(usual: T, ...others: readonly T[]) =>
  fc.oneof(
    { arbitrary: fc.constant(usual), weight: 6 },
    { arbitrary: fc.constantFrom(...others), weight: 1 },
  );
const kind = mostly<(typeof tableKinds)[number]>('plain', ...tableKinds.slice(1));

const wish: fc.Arbitrary<Wish> = fc.record({
  kinds: fc.tuple(kind, kind),
  change: fc.tuple(
    fc.oneof({ arbitrary: fc.constant({}), weight: 3 }, { arbitrary: ruleChange, weight: 2 }),
    fc.oneof({ arbitrary: fc.constant({}), weight: 3 }, { arbitrary: ruleChange, weight: 2 }),
  ),
  segment: fc.constantFrom<'none' | 'region'>('none', 'region'),
  code: mostly(workerCode, named('other code')),
  expires: mostly(start + 3600, start - 1),
  receiver: mostly<'bureau' | 'stranger'>('bureau', 'stranger'),
  collaboration: mostly(named('room'), named('other room')),
});

/** By the draft, as it stands on the analyst's page before anybody signs. */
function preflightCodes({ draft }: Asked): readonly string[] {
  const { registry, broker, bureau, owners, stranger } = court;
  const parties = [...owners, bureau, stranger].map((one) => ({
    ...{ party: one.party, name: one.name },
    card: readCard(one),
  }));
  const { lines } = preflight(draft, {
    registry,
    broker,
    analyst: bureau.party,
    parties,
    at: start,
  });
  return refusalsBy(lines);
}

const readCard = ({ card }: Party) => readSigned(PartyCard, card);

/** On the page of one owner: the codes of the lines, none if the job is offered for a signature. */
async function ownerCodes(asked: Asked, owner: 0 | 1): Promise<readonly string[]> {
  const memory = [...court.owners, court.bureau, court.stranger].reduce(
    (state, one) => pinParty(state, one.party, start),
    firstVisit,
  );
  const { registry, broker } = court;
  const context = { broker, registry, owner: court.owners[owner], memory, at: start };
  const { reviewed, fault } = await reviewMaterial(materialOf(court, asked), context);
  if (reviewed !== undefined) return [];
  return fault === undefined || fault.lines.length === 0
    ? [`${fault?.code ?? ''} without lines`]
    : refusalsBy(fault.lines);
}

const sortedCodes = (codes: readonly string[]) => [...codes].sort().join(' ');

describe('the terms of a job', () => {
  it('have one answer: the analyst’s page, each owner’s page and the broker say the same codes', async () => {
    const answers = new Set<string>();
    await fc.assert(
      fc.asyncProperty(wish, async (one) => {
        const asked = await ask(court, one);
        const broker = sortedCodes(await brokerCodes(court, asked));
        answers.add(broker);
        expect({
          analyst: sortedCodes(preflightCodes(asked)),
          alder: sortedCodes(await ownerCodes(asked, 0)),
          birch: sortedCodes(await ownerCodes(asked, 1)),
        }).toEqual({ analyst: broker, alder: broker, birch: broker });
      }),
      { numRuns: 70, seed: 14 },
    );
    // A court where everything is allowed, or nothing, shows nothing.
    expect(answers.size).toBeGreaterThan(12);
    expect(answers).toContain('');
  }, 120_000);

  it.each(forbidding.map((change, i) => [Object.keys(change).join(), i, change] as const))(
    'are refused by all for a rule whose %s forbid it (%i)',
    async (_what, _i, change) => {
      const asked = await ask(court, { ...honest, change: [{}, change] });
      const broker = sortedCodes(await brokerCodes(court, asked));
      expect(broker).not.toBe('');
      expect(sortedCodes(preflightCodes(asked))).toBe(broker);
      expect(sortedCodes(await ownerCodes(asked, 0))).toBe(broker);
    },
  );
});
