import { describe, expect, it } from 'vitest';
import {
  checkTable,
  proposeSchema,
  readCsv,
  type CsvTable,
} from '#enclave/participant/table/index.ts';
import type { DeclaredColumn } from '#enclave/participant/index.ts';
import { utf8 } from '#enclave/protocol/index.ts';
import { generateLenders } from '#server/setup/demo-data.ts';

const persons = 4000;
const input = { lenders: 5, personsPerLender: persons, seed: 7 };
const tables = generateLenders(input).map(({ name, csv }) => ({ name, table: readCsv(utf8(csv)) }));

function columnOf(table: CsvTable | undefined, name: string): readonly string[] {
  return table?.columns[table.header.indexOf(name)] ?? [];
}

const books = tables.map(({ table }) => new Set(columnOf(table, 'person_id')));

describe('the demonstration lenders', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(generateLenders(input)).toEqual(generateLenders(input));
    expect(generateLenders({ ...input, seed: 8 })).not.toEqual(generateLenders(input));
  });

  it('are institutions, as many as asked for', () => {
    expect(tables.map(({ name }) => name)).toEqual([
      'Alder Bank',
      'Birch Credit',
      'Cedar Finance',
      'Dogwood Lending',
      'Elm Savings',
    ]);
  });

  it('refuses more lenders than it has names for, and none', () => {
    expect(() => generateLenders({ ...input, lenders: 9 })).toThrow(RangeError);
    expect(() => generateLenders({ ...input, lenders: 0 })).toThrow(RangeError);
  });

  it('have exactly the persons asked for, and half a percent of second rows', () => {
    for (const [i, { table }] of tables.entries()) {
      expect(books[i]?.size).toBe(persons);
      expect(table.rows).toBe(persons + 20);
    }
  });

  it('hold no name of a person: only numbers, groups, balances and days', () => {
    const columns = ['person_id', 'region', 'age_band', 'balance', 'opened'];
    expect(tables.map(({ table }) => table.header)).toEqual([
      [...columns, 'bad'],
      ...Array.from({ length: 4 }, () => columns),
    ]);
    for (const { table } of tables) {
      expect(columnOf(table, 'person_id').every((id) => /^[0-9]{11}$/.test(id))).toBe(true);
      expect(new Set(columnOf(table, 'region')).size).toBe(8);
      expect(new Set(columnOf(table, 'age_band')).size).toBe(5);
    }
  });

  it('agree on the region and age band of a person', () => {
    const known = new Map<string, string>();
    for (const { table } of tables) {
      const [bands, regions] = [columnOf(table, 'age_band'), columnOf(table, 'region')];
      columnOf(table, 'person_id').forEach((id, i) => {
        const said = `${bands[i] ?? ''} ${regions[i] ?? ''}`;
        expect(known.get(id) ?? said).toBe(said);
        known.set(id, said);
      });
    }
    expect(known.size).toBeLessThanOrEqual(Math.round(2.2 * persons));
  });

  it('overlap more than by chance, and never wholly', () => {
    const byChance = persons / 2.2;
    for (const [i, a] of books.entries()) {
      for (const b of books.slice(i + 1)) {
        const shared = [...a].filter((id) => b.has(id)).length;
        expect(shared).toBeGreaterThan(1.03 * byChance);
        expect(shared).toBeLessThan(0.75 * persons);
      }
    }
  });

  it('have about 8 % bad persons, more where more lenders know them', () => {
    const bad = columnOf(tables[0]?.table, 'bad');
    const rates = [1, 2, 3, 4, 5].map(() => ({ bad: 0, all: 0 }));
    columnOf(tables[0]?.table, 'person_id').forEach((id, i) => {
      const rate = rates[books.filter((book) => book.has(id)).length - 1];
      if (rate === undefined) return;
      rate.all += 1;
      rate.bad += Number(bad[i]);
    });
    const total = bad.filter((b) => b === '1').length / bad.length;
    expect(total).toBeGreaterThan(0.06);
    expect(total).toBeLessThan(0.1);
    const [few, many] = [rates.slice(0, 2), rates.slice(3)].map((some) => {
      return some.reduce((s, r) => s + r.bad, 0) / some.reduce((s, r) => s + r.all, 0);
    });
    expect(many).toBeGreaterThan(1.3 * (few ?? 1));
  });

  it('pass from file to declaration with what is proposed for them', () => {
    for (const { table } of tables) {
      const columns = proposeSchema(table).map(({ name, type, role, domain }): DeclaredColumn => {
        if (role === undefined) throw new Error(`no role for ${name}`);
        // A person with two accounts has two balances and two days.
        const reducers = role === 'measure' || role === 'time' ? ['max' as const] : undefined;
        return { name, type, role, domain, reducers };
      });
      const key = columns.find((column) => column.role === 'entityKey')?.name ?? '';
      expect(key).toBe('person_id');
      expect(checkTable(table, columns, key, 'digits/1').entities).toBe(persons);
    }
  });
});
