import { describe, expect, it } from 'vitest';
import { columnSchema, utf8, type Column } from '#enclave/protocol/index.ts';
import {
  checkTable,
  proposeSchema,
  readCsv,
  type ProposedColumn,
  type SchemaHints,
} from '#enclave/participant/table/index.ts';

/** A table of one column and what is proposed for it. */
function propose(name: string, cells: readonly string[], hints?: SchemaHints): ProposedColumn {
  const [column] = proposeSchema({ header: [name], rows: cells.length, columns: [cells] }, hints);
  if (column === undefined) throw new Error('no column');
  return column;
}

const repeated = (values: readonly string[], times: number) =>
  Array.from({ length: times }, () => values).flat();
const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => String(from + i));

describe('types', () => {
  it.each<[label: string, cells: string[], type: string]>([
    ['whole numbers', ['0', '-5', '42', ''], 'int'],
    ['the largest exact integer', ['9007199254740991'], 'int'],
    ['integers beyond 2^53', ['9007199254740993'], 'decimal'],
    ['numbers with and without a point', ['1', '2.50', '-0.25'], 'decimal'],
    ['numbers of more than 18 digits', ['1234567890123456789'], 'text'],
    ['a leading zero', ['7', '007'], 'text'],
    ['a leading zero before the point', ['01.5'], 'text'],
    ['a plus', ['+1'], 'text'],
    ['an exponent', ['1e3'], 'text'],
    ['a thousands mark', ['1,200'], 'text'],
    ['a space', ['1 '], 'text'],
    ['days', ['2024-02-29', '2023-12-31'], 'date'],
    ['a day that does not exist', ['2023-02-29'], 'text'],
    ['another order of a day', ['31.12.2023'], 'text'],
    ['one value of another type', ['1', '2', 'n/a'], 'text'],
    ['no value at all', ['', ''], 'text'],
  ])('%s', (_, cells, type) => {
    expect(propose('column', cells).type).toBe(type);
  });

  it('reads numbers in a column that is named like an identifier as text', () => {
    expect(propose('customer_id', numbered(10, 100)).type).toBe('text');
    expect(propose('customer_income', numbered(10, 100)).type).toBe('int');
    expect(propose('branch_id', repeated(['1', '2'], 10)).type).toBe('int');
  });
});

describe('domains', () => {
  it.each<[label: string, cells: string[], min: string, max: string, step: string]>([
    ['0 to 48213', ['0', '48213'], '0', '50000', '1'],
    ['18 to 95', ['18', '95'], '10', '100', '1'],
    ['0 to 7', ['0', '7'], '0', '10', '1'],
    ['1985 to 2003', ['1985', '2003'], '1980', '2010', '1'],
    ['-3 to 4', ['-3', '4'], '-10', '10', '1'],
    ['a constant', ['40', '40'], '40', '50', '1'],
    ['a label', ['0', '1'], '0', '1', '1'],
    ['only zeros', ['0', '0'], '0', '1', '1'],
    ['a share', ['0.12', '0.975'], '0.1', '1', '0.001'],
    ['rates', ['-1.25', '13.50'], '-10', '20', '0.01'],
    ['the largest exact integer', ['0', '9007199254740991'], '0', '9007199254740991', '1'],
  ])('of %s', (_, cells, min, max, step) => {
    expect(propose('amount', cells).domain).toMatchObject({ min, max, step });
  });

  it('never publish the extremes of the data, but for round ones', () => {
    const { domain } = propose('amount', numbered(977, 1013));
    expect(JSON.stringify(domain)).not.toMatch(/1013|1989/);
  });

  it('of days are whole years', () => {
    const cells = ['2021-03-04', '2019-07-08', ''];
    expect(propose('opened', cells).domain).toEqual({
      kind: 'date',
      min: '2019-01-01',
      max: '2021-12-31',
    });
  });

  it('of text list values only where 20 rows share each on average', () => {
    expect(propose('region', repeated(['south', 'north'], 20)).domain).toEqual({
      kind: 'enum',
      values: ['north', 'south'],
    });
    expect(propose('region', repeated(['south', 'north'], 19)).domain.kind).toBe('text');
  });

  it('of text do not list more than 64 values, nor what a manifest cannot hold', () => {
    const codes = (count: number) => numbered(count, 100).map((n) => `c${n}`);
    expect(propose('code', repeated(codes(64), 20)).domain.kind).toBe('enum');
    expect(propose('code', repeated(codes(65), 20)).domain.kind).toBe('text');
    expect(propose('code', repeated(['a\nb', 'c'], 20)).domain.kind).toBe('text');
    expect(propose('code', repeated(['e\u0301', 'c'], 20)).domain.kind).toBe('text');
  });

  it.each([
    [3, 8],
    [9, 16],
    [300, 512],
    [512, 512],
  ])('of text of %i characters allow %i', (length, maxLength) => {
    expect(propose('note', ['x'.repeat(length)]).domain).toEqual({ kind: 'text', maxLength });
  });
});

describe('roles', () => {
  it.each([
    'id',
    'person_id',
    'customerId',
    'Customer ID',
    'national_no',
    'id_hash',
    'key',
    'Person',
  ])('proposes %j as the entity key', (name) =>
    expect(propose(name, numbered(50)).role).toBe('entityKey'),
  );

  it.each(['amount', 'paid', 'keyboard', 'idea', 'customer_name'])(
    'refuses to take %j for an identifier',
    (name) =>
      expect(
        propose(
          name,
          numbered(50).map((n) => `v${n}`),
        ).role,
      ).toBeUndefined(),
  );

  it('refuses a key whose values repeat more than twice', () => {
    const cells = (times: number) =>
      repeated(
        numbered(50).map((n) => `p${n}`),
        times,
      );
    expect(propose('person_id', cells(2)).role).toBe('entityKey');
    expect(propose('person_id', cells(3)).role).toBeUndefined();
  });

  it('proposes one key only, the one with the most values', () => {
    const text = 'household_id,person_id\n' + ['h1,p1', 'h1,p2', 'h2,p3', 'h3,p4'].join('\n');
    const roles = proposeSchema(readCsv(utf8(text))).map((column) => column.role);
    expect(roles).toEqual([undefined, 'entityKey']);
  });

  it.each<[name: string, cells: string[], role: string | undefined]>([
    ['bad', ['0', '1', '0'], 'label'],
    ['is_default', ['0', '1', '0'], 'label'],
    ['y', ['0', '1', ''], 'label'],
    ['bad', ['0', '1', '2'], 'measure'],
    ['married', ['0', '1', '0'], 'measure'],
    ['balance', ['10', '2000'], 'measure'],
    ['rate', ['1.5', '2'], 'measure'],
    ['opened', ['2020-01-01'], 'time'],
    ['region', repeated(['a', 'b'], 20), 'dimension'],
    ['note', ['x', 'y'], undefined],
    ['nothing', ['', ''], undefined],
  ])('of %s', (name, cells, role) => {
    expect(propose(name, cells).role).toBe(role);
  });
});

describe('hints and explanations', () => {
  it('follows a hint for type, role and domain', () => {
    const domain = { kind: 'text', maxLength: 20 } as const;
    const hints = { balance: { type: 'text', role: 'dimension', domain } } as const;
    expect(propose('balance', ['1', '2'], hints)).toMatchObject(hints.balance);
  });

  it('refuses a hinted type that the values forbid, and says so', () => {
    const column = propose('note', ['1', 'x'], { note: { type: 'int' } });
    expect(column.type).toBe('text');
    expect(column.why).toContain('You chose int, but');
  });

  it('lets the owner name the key, and then proposes no other', () => {
    const table = readCsv(utf8('person_id,number\n1,17\n2,18\n'));
    const columns = proposeSchema(table, { number: { role: 'entityKey' } });
    expect(columns.map((c) => [c.type, c.role])).toEqual([
      ['text', undefined],
      ['text', 'entityKey'],
    ]);
  });

  it('refuses to take a member of Object.prototype for a hint', () => {
    expect(propose('constructor', ['1', '2']).role).toBe('measure');
  });

  it('counts empty cells and explains every column in a sentence', () => {
    const column = propose('balance', ['1', '', '3', '']);
    expect(column.emptyCount).toBe(2);
    expect(column.why).toBe('Every value is a whole number. Numbers are measures.');
  });
});

it('proposes what the manifest accepts and the table itself passes', () => {
  const rows = numbered(400).map((n, i) => {
    const day = `20${10 + (i % 10)}-0${1 + (i % 9)}-17`;
    return `0000${n},${i * 37},${(i / 8).toFixed(3)},${day},${i % 2 === 0 ? 'a' : 'b'},${i % 2}`;
  });
  const table = readCsv(utf8(`id,balance,rate,opened,region,bad\n${rows.join('\n')}\n`));
  const columns: Column[] = proposeSchema(table).map(({ name, type, role, domain }) =>
    columnSchema.parse({ name, type, role, domain, reducers: [] }),
  );
  expect(columns.map((c) => c.role)).toEqual([
    'entityKey',
    'measure',
    'measure',
    'time',
    'dimension',
    'label',
  ]);
  expect(checkTable(table, columns, 'id', 'digits/1').entities).toBe(400);
});
