// A rule that follows another: what a person does not touch stays as it was signed, and numbers
// that no rule may have are never made into a document. What others declare stops no page.

import { beforeAll, describe, expect, it } from 'vitest';
import {
  choicesOf,
  expiryOf,
  knownGrids,
  policyOf,
  type RuleContext,
} from '#app/_policy/next-rule.ts';
import {
  badNumbers,
  emptyRule,
  isSmall,
  withPartners,
  type RuleChoices,
} from '#app/_policy/rule-choices.ts';
import { ruleDifferences } from '#app/_policy/rule-differences.ts';
import { scopeOf } from '#app/_policy/rule-scope.ts';
import { aliasOf, type CollaborationTable } from '#app/_client/tables/table-of.ts';
import {
  type DatasetManifest,
  UsagePolicy,
  makeDocument,
  type Column,
  type Doc,
  type Hash,
} from '#enclave/protocol/index.ts';
import { testRegistry } from '../support/templates.ts';
import { simulatedWorker } from '#enclave/participant/index.ts';
import { named, start, thePeople } from '../enclave-jobs/broker/broker-world.ts';

const day = 86_400;
const registry = testRegistry();
const region = (...values: readonly string[]): Column => ({
  ...{ name: 'region', type: 'text', role: 'dimension', reducers: ['only'] },
  domain: { kind: 'enum', values: [...values] },
});
const key: Column = {
  ...{ name: 'person_id', type: 'text', role: 'entityKey', reducers: [] },
  domain: { kind: 'text', maxLength: 32 },
};
const label = (max: string): Column => ({
  ...{ name: 'outcome', type: 'int', role: 'label', reducers: ['worst'] },
  domain: { kind: 'int', min: '0', max, step: '1' },
});
const words: Column = {
  ...{ name: 'outcome', type: 'text', role: 'label', reducers: ['worst'] },
  domain: { kind: 'enum', values: ['bad', 'good'] },
};

const nothing: CollaborationTable = { datasets: [], parties: [] };
let manifest: Doc<DatasetManifest>;
let seeded: Doc<UsagePolicy>;
let birch: Hash;

/** A description as somebody else might sign it; only what a page reads of it matters here. */
function foreign(dataset: string, owner: Hash, columns: readonly Column[]) {
  const policy = seeded;
  const value: DatasetManifest = {
    ...manifest.value,
    ...{ dataset: named(dataset), lineage: named(dataset), owners: [owner] },
    columns: [key, ...columns],
  };
  const said = {
    ...{ id: named(dataset), name: dataset, ownerName: 'Birch Credit' },
    isUsable: true,
  };
  const doc = { ...manifest, name: named(`${dataset} manifest`), value };
  return { ...said, alias: aliasOf(named(dataset)), manifest: doc, policy };
}

beforeAll(async () => {
  const people = await thePeople();
  ({ manifest } = people.alderFile);
  birch = people.birch.party;
  const rule: RuleChoices = {
    ...{ analysts: [birch], receivers: [birch], partners: [birch] },
    ...{ questions: ['multi-lending', 'overlap'], datasets: [], groupings: ['region'] },
    ...{ catchUp: false, entitiesMin: 20, jobsMax: 5, days: 30 },
    enclaves: [simulatedWorker(named('worker'))],
  };
  const at = {
    ...{ registry, collaboration: named('room'), broker: named('broker') },
    ...{ table: nothing, now: start, expires: start + 30 * day + 7 },
  };
  seeded = policyOf(rule, manifest, at);
  const shared = foreign('shared before', birch, [region('a', 'b')]);
  const table = { parties: [], datasets: [shared] };
  seeded = policyOf({ ...rule, datasets: [shared.alias] }, manifest, { ...at, table });
});

function context(table: CollaborationTable, expires = seeded.value.expires): RuleContext {
  const { collaboration, brokers } = seeded.value;
  const broker = brokers[0] ?? named('broker');
  return { registry, collaboration, broker, table, now: start, expires };
}

function edited(change: Partial<RuleChoices>, table = nothing): UsagePolicy {
  const choices = { ...choicesOf(seeded, registry, start), ...change };
  const expires = expiryOf(choices, seeded, start);
  return policyOf(choices, manifest, context(table, expires), seeded).value;
}

function changedFields(after: UsagePolicy): readonly string[] {
  const next = { ...seeded, value: after };
  const grids = knownGrids([seeded, next], manifest, context(nothing));
  const rows = ruleDifferences(seeded.value, after, { isPaused: false, now: start, grids });
  return rows.filter((row) => row.effect !== 'same').map((row) => `${row.field} ${row.effect}`);
}

describe('an edited rule', () => {
  it('that nobody touched says the same terms again, byte for byte', () => {
    const { seq: _seq, previous: _previous, ...after } = edited({});
    const { seq: _was, previous: _before, ...before } = seeded.value;
    expect(after).toEqual(before);
  });

  it('gains nothing by what others put on the table since', () => {
    const table = { ...nothing, datasets: [foreign('new loans', birch, [region('a', 'b')])] };
    expect(changedFields(edited({}, table))).toEqual([]);
  });

  it.each([
    ['a larger group', { entitiesMin: 30 }, ['grids narrower', 'smallest narrower']],
    ['fewer jobs', { jobsMax: 1 }, ['jobs narrower']],
    ['fewer days', { days: 1 }, ['expires narrower']],
    ['no partner', { partners: [] }, ['partners narrower']],
  ])('is tightened by %s without growing anywhere', (_what, change, rows) => {
    expect(changedFields(edited(change))).toEqual(rows);
  });

  it('grows by exactly the dataset that is ticked', () => {
    const loans = foreign('new loans', birch, [region('a', 'b')]);
    const table = { ...nothing, datasets: [loans, foreign('other', birch, [region('c')])] };
    const before = choicesOf(seeded, registry, start);
    const after = edited({ datasets: [...before.datasets, loans.alias] }, table);
    const added = after.templates.flatMap(({ params }) =>
      Object.values(params).flatMap((allowed) => ('oneOf' in allowed ? allowed.oneOf : [])),
    );
    expect(added).toContain(loans.alias);
    expect(added).not.toContain(aliasOf(named('other')));
    expect(changedFields(after)).toContain('params wider');
  });

  it('keeps the end that was signed when its days are not touched', () => {
    const { days } = choicesOf(seeded, registry, start);
    expect(expiryOf({ days }, seeded, start)).toBe(seeded.value.expires);
    expect(expiryOf({ days: days + 1 }, seeded, start)).toBe(start + (days + 1) * day);
  });

  it('keeps a template of another build as it was signed, and takes it up by no name of this one', () => {
    const other = testRegistry({ overlap: named('newer') });
    const choices = choicesOf(seeded, other, start);
    const question = choices.questions.find((one) => one.startsWith('overlap@'));
    expect(question).toBeDefined();
    const after = policyOf(choices, manifest, { ...context(nothing), registry: other }, seeded);
    expect(after.value.templates).toEqual(seeded.value.templates);
    const foreignQuestion = { ...choices, questions: ['overlap@nowhere'] };
    expect(() =>
      policyOf(foreignQuestion, manifest, { ...context(nothing), registry: other }, seeded),
    ).toThrow(/TEMPLATE_UNKNOWN/);
  });
});

describe('the numbers of a rule', () => {
  it.each([
    ['minus five persons', { entitiesMin: -5 }, ['entitiesMin']],
    ['nine persons', { entitiesMin: 9 }, ['entitiesMin']],
    ['half a person', { entitiesMin: 20.5 }, ['entitiesMin']],
    ['9999 days', { days: 9999 }, ['days']],
    ['no job', { jobsMax: 0 }, ['jobsMax']],
    ['nothing typed', { days: Number.NaN }, ['days']],
  ])('refuse %s before anything is made', (_what, change, fields) => {
    const choices = { ...emptyRule(named('worker')), ...change };
    expect(badNumbers(choices)).toEqual(fields);
    expect(() => policyOf(choices, manifest, context(nothing))).toThrow(/MALFORMED/);
  });

  it('allow ten persons, with a warning below twenty', () => {
    expect(badNumbers({ ...emptyRule(named('worker')), entitiesMin: 10 })).toEqual([]);
    expect([10, 19, 20].map((entitiesMin) => isSmall({ entitiesMin }))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('refuse what is below the floor in any signed rule, whoever made it', () => {
    const { v: _v, type: _type, ...fields } = seeded.value as UsagePolicy & { v: 1; type: string };
    const below = (change: Partial<UsagePolicy['thresholds']>) => () =>
      makeDocument(UsagePolicy, { ...fields, thresholds: { ...fields.thresholds, ...change } });
    expect(below({ entitiesMin: 9 })).toThrow(/MALFORMED/);
    expect(below({ classMin: 4 })).toThrow(/MALFORMED/);
    expect(below({ entitiesMin: 10, classMin: 5 })).not.toThrow();
  });
});

describe('descriptions of others', () => {
  const questions = ['multi-lending', 'overlap'];

  it.each([
    ['words as a label', [words]],
    ['a label up to two', [label('2')]],
    ['two labels', [label('1'), { ...label('1'), name: 'second' }]],
  ])('with %s stop no rule: the choice is left out and named', (_what, columns) => {
    const odd = foreign('odd', birch, columns);
    const good = foreign('good', birch, [label('1')]);
    const table = { ...nothing, datasets: [odd, good] };
    const choices = {
      questions,
      datasets: [odd.alias, good.alias],
      groupings: [],
      entitiesMin: 20,
    };
    const scope = scopeOf(choices, manifest, { registry, table, classMin: 10 }).get(
      'multi-lending',
    );
    expect(scope?.leftOut).toMatchObject([{ alias: odd.alias, question: 'multi-lending' }]);
    expect(scope?.leftOut[0]?.parameter).toBe('label');
    expect(scope?.params['label']).toEqual({ oneOf: [good.alias, 'none'].sort() });
  });
});

describe('a partner', () => {
  it('brings its data when it is ticked, and takes them away', () => {
    const loans = foreign('loans', birch, []);
    const table = { ...nothing, datasets: [loans] };
    const rule = emptyRule(named('worker'));
    const ticked = withPartners(rule, [birch], table);
    expect(ticked.datasets).toEqual([loans.alias]);
    expect(withPartners(ticked, [], table).datasets).toEqual([]);
  });
});
