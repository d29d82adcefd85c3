// A label in words becomes 0 and 1 by its owner's choice, and by nothing else.

import { describe, expect, it } from 'vitest';
import {
  checkTable,
  labelMapsOf,
  needsLabels,
  proposeSchema,
  readCsv,
  sealDataset,
  TableError,
  withLabels,
  type DeclaredColumn,
} from '#enclave/participant/index.ts';
import { isLabelDomain, labelDomain, utf8 } from '#enclave/protocol/index.ts';
import { aParty, crypto, sha256 } from '../../broker/broker-world.ts';

const words = (...values: readonly string[]) =>
  readCsv(utf8(`id,outcome\n${values.map((value, i) => `${i + 1},${value}`).join('\n')}\n`));
const key: DeclaredColumn = {
  ...{ name: 'id', type: 'text', role: 'entityKey' },
  domain: { kind: 'text', maxLength: 8 },
};
const label: DeclaredColumn = { name: 'outcome', type: 'int', role: 'label', domain: labelDomain };
const faultOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof TableError) return error.message;
    throw error;
  }
  return '';
};

describe('a label in words', () => {
  const maps = { outcome: { bad: ['bad'], good: ['good'] } };

  it('is 1 where the owner says bad, 0 where good, and missing where the cell is empty', () => {
    const mapped = withLabels(words('good', 'bad', '', 'bad'), maps);
    expect(mapped.columns[1]).toEqual(['0', '1', '', '1']);
    const checked = checkTable(mapped, [key, label], 'id', 'digits/1');
    expect(checked.columns[1]?.values).toEqual([0n, 1n, null, 1n]);
  });

  it('refuses a value that was sorted to neither side, by its row', () => {
    expect(faultOf(() => withLabels(words('good', 'Bad'), maps))).toContain('row 3');
  });

  it.each([
    ['a value on both sides', { outcome: { bad: ['bad'], good: ['bad', 'good'] } }],
    ['a column that there is not', { result: { bad: ['bad'], good: ['good'] } }],
  ])('refuses a map with %s', (_what, wrong) => {
    expect(faultOf(() => withLabels(words('good'), wrong))).toContain('row 1');
  });

  it('refuses to be declared before its words were sorted', () => {
    const declared: DeclaredColumn = {
      ...{ name: 'outcome', type: 'text', role: 'label' },
      domain: { kind: 'enum', values: ['bad', 'good'] },
    };
    const check = () => checkTable(words('good', 'bad'), [key, declared], 'id', 'digits/1');
    expect(faultOf(check)).toContain('Say which values mean bad');
  });
});

it('the manifest tells how a label was sorted', async () => {
  const owner = await aParty('Alder Bank');
  const maps = { outcome: { bad: ['lost', 'bad'], good: ['good'] } };
  const { manifest } = await sealDataset(crypto, sha256, owner, words('good', 'lost'), {
    ...{ columns: [key, label], labels: maps, entityKey: { column: 'id', domain: 'person' } },
    ...{ normaliser: 'digits/1', assurance: 'simulated', client: 'independent' },
  });
  expect(manifest.value.mends).toEqual([
    { column: 'outcome', kind: 'label', bad: ['bad', 'lost'], good: ['good'] },
  ]);
});

describe('the proposal', () => {
  const many = words(...Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 'bad' : 'good')));

  it('sorts by the hint: what is not said to be bad is good', () => {
    const proposed = proposeSchema(many, { outcome: { bad: ['bad'] } });
    const outcome = proposed.find(({ name }) => name === 'outcome');
    expect(outcome?.role).toBe('label');
    expect(outcome !== undefined && isLabelDomain(outcome.domain)).toBe(true);
    expect(labelMapsOf(proposed)).toEqual({ outcome: { bad: ['bad'], good: ['good'] } });
  });

  it('asks nothing of a label that is 0 and 1 already', () => {
    const proposed = proposeSchema(words('0', '1', '0'), { outcome: { role: 'label' } });
    expect(labelMapsOf(proposed)).toEqual({});
    expect(proposed.map((column) => needsLabels(column))).toEqual([true, false]);
  });

  it.each([
    ['words that nobody sorted', { role: 'label' as const }],
    ['a word that is no value', { bad: ['Bad'] }],
    ['nothing good', { bad: ['bad', 'good'] }],
  ])('refuses %s', (_what, hint) => {
    const proposed = proposeSchema(many, { outcome: hint });
    expect(faultOf(() => labelMapsOf(proposed))).toContain('Say which of them mean bad');
  });
});
