// The form of an entry shows every field that the protocol's schema has, and decides none of them
// for the writer.

import { describe, expect, it } from 'vitest';
import {
  blankEntry,
  hardwareEntryFormats,
  isObject,
  schemaOf,
  shapeOf,
  tidy,
  type FieldSchema,
} from '#app/_entries/entry-schema.ts';
import { fieldHelp } from '#app/_entries/field-help.ts';
import { workerRequirementsSchema } from '#enclave/protocol/index.ts';

const children = ({ properties = {}, items, anyOf = [] }: FieldSchema): readonly FieldSchema[] => [
  ...Object.values(properties),
  ...(items === undefined ? [] : [items]),
  ...anyOf,
];
const all = (schema: FieldSchema): readonly FieldSchema[] => [
  schema,
  ...children(schema).flatMap(all),
];
const formatSchema = (format: string): FieldSchema => {
  const schema = schemaOf(blankEntry(format));
  if (schema === undefined) throw new Error(format);
  return schema;
};

describe('the form of an entry', () => {
  it('knows every format that a policy can name, but the simulated one', () => {
    const named = workerRequirementsSchema.options.map((option) => option.shape.format.value);
    expect([...hardwareEntryFormats].sort()).toEqual(
      named.filter((format) => format !== 'simulated').sort(),
    );
  });

  it.each(hardwareEntryFormats)('of %s has a control for every field', (format) => {
    for (const node of all(formatSchema(format))) {
      const { type, const: fixed, enum: values, anyOf } = node;
      expect([type, fixed, values, anyOf].some((part) => part !== undefined)).toBe(true);
      if (type === 'array') expect(node.items).toBeDefined();
      if (type === 'object') expect(node.properties).toBeDefined();
    }
  });

  it.each(hardwareEntryFormats)('of %s explains each of its bounds', (format) => {
    const { referenceValues, minTcb, ...rest } = formatSchema(format).properties ?? {};
    const names = [referenceValues, minTcb].flatMap((part) => Object.keys(part?.properties ?? {}));
    const plain = ['format', 'debug', 'policy'];
    const missing = [...names, ...Object.keys(rest)].filter(
      (name) => !(name in fieldHelp) && !plain.includes(name),
    );
    expect(missing).toEqual([]);
  });

  it.each(hardwareEntryFormats)(
    'of %s begins with nothing accepted and no floor, list or switch decided',
    (format) => {
      const blank = blankEntry(format);
      expect(workerRequirementsSchema.safeParse(blank).success).toBe(false);
      const leaves = (value: unknown): readonly unknown[] =>
        Array.isArray(value)
          ? value.flatMap(leaves)
          : isObject(value)
            ? Object.values(value).flatMap(leaves)
            : [value];
      // What is written stands for itself: the format, that debug is off, a version; never "any",
      // zero or a choice.
      const written = leaves(blank).filter((leaf) => leaf !== undefined && leaf !== '');
      expect(written.filter((leaf) => leaf !== format && leaf !== false && leaf !== 1)).toEqual([]);
      expect(JSON.stringify(blank)).not.toContain('any');
    },
  );

  it('tells the kinds of Hygon’s guests apart, and the list of machines from any machine', () => {
    const guests = formatSchema('hygon-csv').properties?.referenceValues?.properties?.guests;
    const kinds = guests?.items?.anyOf ?? [];
    expect(kinds).toHaveLength(2);
    expect(kinds.map((_, i) => shapeOf(kinds, { version: i + 1 }))).toEqual([0, 1]);
    const chips = formatSchema('tdx').properties?.chips?.anyOf ?? [];
    expect(shapeOf(chips, 'any')).not.toBe(shapeOf(chips, []));
  });

  it('puts lists into the order of the protocol, and leaves the one whose order means something', () => {
    expect(tidy(['AMD', 'AMD Cloud', 'AMD'])).toEqual(
      ['AMD Cloud', 'AMD'].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    );
    expect(tidy([10, 9, -1])).toEqual([-1, 9, 10]);
    expect(tidy([{ index: 10 }, { index: 9 }])).toEqual([{ index: 9 }, { index: 10 }]);
    const loaded = [
      { signerId: 'b', measurementValue: '1' },
      { signerId: 'a', measurementValue: '2' },
      { signerId: 'b', measurementValue: '1' },
    ];
    expect(tidy([loaded])).toEqual([
      loaded.map(({ signerId, measurementValue }) => ({ measurementValue, signerId })),
    ]);
  });
});
