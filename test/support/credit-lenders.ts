// Five lenders cut from FATE's default_credit, a real vertical credit file (30,000 persons): the
// persons are real, who banks where is made up by the hash rule in its reference.json. Written
// without the files at hand. It applies one machine-readable form of the rule, and returns nothing
// that it could not check against the lender sizes stated there: a wrong guess at the form throws,
// it never gives other lenders.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import * as z from 'zod';

const here = new URL('../../../shared/datasets/default_credit_vertical/', import.meta.url);

/**
 * A person is a customer of a lender if the first 8 hex digits of SHA-256(salt + id) mod modulus <
 * below.
 */
const ruleSchema = z.object({
  hash: z.literal('sha256'),
  lenders: z
    .array(z.object({ name: z.string(), salt: z.string(), modulus: z.int(), below: z.int() }))
    .min(2),
});
const referenceSchema = z.object({
  constructed_membership: z.looseObject({ rule: z.unknown(), sizes: z.array(z.int()).optional() }),
});

function hashOf(text: string): number {
  return Number.parseInt(createHash('sha256').update(text).digest('hex').slice(0, 8), 16);
}

function readPersons(dir: URL): { id: string; y: string }[] {
  const guest = readdirSync(dir).find((name) => /guest.*\.csv$/.test(name));
  if (guest === undefined) throw new Error(`no guest CSV in ${dir.pathname}`);
  const lines = readFileSync(new URL(guest, dir), 'utf8').trim().split(/\r?\n/);
  const [header = [], ...rows] = lines.map((line) => line.split(','));
  const [id, y] = [header.indexOf('id'), header.indexOf('y')];
  if (id < 0 || y < 0) throw new Error(`${guest} has no columns id and y`);
  return rows.map((row) => ({ id: row[id] ?? '', y: row[y] ?? '' }));
}

/**
 * The lenders' tables (`id`, the first one also `y`), or undefined where the data set is not
 * installed. Throws with the text of the rule where this script does not understand it.
 */
export function cutLenders(datasetDir: URL = here): { name: string; csv: string }[] | undefined {
  const reference = new URL('reference.json', datasetDir);
  if (!existsSync(reference)) return undefined;
  const json: unknown = JSON.parse(readFileSync(reference, 'utf8'));
  const stated = referenceSchema.parse(json).constructed_membership;
  const rule = ruleSchema.safeParse(stated.rule);
  const persons = rule.success ? readPersons(datasetDir) : [];
  const books = (rule.data?.lenders ?? []).map(({ name, salt, modulus, below }) => {
    return { name, book: persons.filter(({ id }) => hashOf(salt + id) % modulus < below) };
  });
  if (!rule.success || books.map((b) => b.book.length).join() !== stated.sizes?.join()) {
    throw new Error(`test/support/credit-lenders.ts must be completed: ${JSON.stringify(stated)}`);
  }
  return books.map(({ name, book }, i) => {
    const rows = book.map(({ id, y }) => (i === 0 ? `${id},${y}` : id));
    return { name, csv: `${i === 0 ? 'id,y' : 'id'}\n${rows.join('\n')}\n` };
  });
}
