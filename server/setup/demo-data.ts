// Made-up tables of made-up lenders for the demonstration. Nobody in them exists: a person is a
// random number, a region and an age band. The same input gives the same tables.

export interface LendersInput {
  readonly lenders: number;
  readonly personsPerLender: number;
  readonly seed: number;
}

export interface LenderTable {
  readonly name: string;
  readonly csv: string;
}

const lenderNames = [
  'Alder Bank',
  'Birch Credit',
  'Cedar Finance',
  'Dogwood Lending',
  'Elm Savings',
  'Fir Mutual',
  'Gorse Loans',
  'Hazel Trust',
];
const regions = ['Ashmoor', 'Brack', 'Colden', 'Dunmere', 'Eastly', 'Fennow', 'Grenn', 'Hallow'];
const ageBands = ['18-29', '30-39', '40-49', '50-59', '60+'];

/** So much larger than one lender's book is the population. */
const populationFactor = 2.2;
/** Persons with a second account: a table counts rows, an answer counts persons. */
const secondAccountRate = 0.005;
const balanceMax = 50_000;
const openedDays = 3653;

type Random = () => number;

/** Mulberry32 by Tommy Ettinger: 32 bits of state, enough for a demonstration and nothing else. */
function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle<T>(items: T[], random: Random): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [items[i] as T, items[j] as T];
    items[i] = b;
    items[j] = a;
  }
  return items;
}

function pick(items: readonly string[], random: Random): string {
  // Squared: the first entries are the common ones, as in any real table.
  return items[Math.floor(random() ** 1.4 * items.length)] ?? '';
}

interface Person {
  /** The columns on which all lenders agree: person_id,region,age_band. */
  readonly columns: string;
  /**
   * How likely this person is to borrow anywhere; it makes the books overlap more than by chance.
   */
  readonly appetite: number;
  lenders: number;
}

function populate(count: number, random: Random): Person[] {
  const numbers = new Set<string>();
  while (numbers.size < count) {
    const low = Math.floor(random() * 1e6);
    numbers.add(`${Math.floor(random() * 1e5)}`.padStart(5, '0') + `${low}`.padStart(6, '0'));
  }
  return Array.from(numbers, (number) => ({
    columns: `${number},${pick(regions, random)},${pick(ageBands, random)}`,
    appetite: 0.2 + 0.8 * random(),
    lenders: 0,
  }));
}

/** Exactly `count` persons, those with appetite more often. */
function chooseBook(population: readonly Person[], count: number, random: Random): Person[] {
  let waiting = shuffle([...population], random);
  const book: Person[] = [];
  while (book.length < count) {
    const passed: Person[] = [];
    for (const person of waiting) {
      const isTaken = book.length < count && random() < person.appetite;
      (isTaken ? book : passed).push(person);
    }
    waiting = passed;
  }
  for (const person of book) person.lenders += 1;
  return book;
}

const days = Array.from({ length: openedDays }, (_, day) =>
  new Date(Date.UTC(2015, 0, 1 + day)).toISOString().slice(0, 10),
);

function account(random: Random): string {
  const balance = Math.floor((balanceMax + 1) * random() ** 2);
  return `${balance},${days[Math.floor(random() * openedDays)] ?? ''}`;
}

/** About 8 % on average, and three times as many among those whom every lender knows. */
function isBad(person: Person, lenders: number, random: Random): boolean {
  const others = lenders > 1 ? (person.lenders - 1) / (lenders - 1) : 0.5;
  return random() < 0.03 + 0.09 * others;
}

function toCsv(book: readonly Person[], lenders: number | undefined, random: Random): string {
  const header = 'person_id,region,age_band,balance,opened';
  const rows: string[] = [];
  const seconds = Math.round(book.length * secondAccountRate);
  book.forEach((person, i) => {
    const bad = lenders === undefined ? '' : `,${isBad(person, lenders, random) ? 1 : 0}`;
    rows.push(`${person.columns},${account(random)}${bad}`);
    if (i < seconds) rows.push(`${person.columns},${account(random)}${bad}`);
  });
  const columns = lenders === undefined ? header : `${header},bad`;
  return `${columns}\n${shuffle(rows, random).join('\n')}\n`;
}

/**
 * One CSV table per lender over a common population; the first lender's has the label `bad`, which
 * is more frequent among persons whom more lenders know. Throws a RangeError beyond eight lenders.
 */
export function generateLenders(input: LendersInput): LenderTable[] {
  const { lenders, personsPerLender, seed } = input;
  if (!(lenders >= 1 && lenders <= lenderNames.length)) {
    throw new RangeError(`lenders: 1 to ${lenderNames.length}`);
  }
  const random = seededRandom(seed);
  const population = populate(Math.round(populationFactor * personsPerLender), random);
  const names = lenderNames.slice(0, lenders);
  // All books before any table: the label depends on how many lenders know a person.
  const books = names.map((name) => ({
    name,
    book: chooseBook(population, personsPerLender, random),
  }));
  return books.map(({ name, book }, i) => ({
    name,
    csv: toCsv(book, i === 0 ? lenders : undefined, random),
  }));
}
