const rules = new Intl.PluralRules('en');

const count = new Intl.NumberFormat('en');

/** `1 signature`, `2 signatures`: the number with the form of the word that goes with it. */
export function plural(n: number, one: string, many: string): string {
  return `${count.format(n)} ${rules.select(n) === 'one' ? one : many}`;
}
