// What the command menu finds. Words match anywhere in a name; hashes and ids only from their
// beginning, since some letters in order are found in almost every hash.

const isHashLike = (term: string) => /^[0-9a-f]{32,}$/i.test(term.replaceAll('-', ''));

/** How well all words of `search` match the terms: 0 not at all, 1 best. */
export function matchTarget(search: string, terms: readonly string[]): number {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const scores = words.map((word) =>
    Math.max(0, ...terms.map((term) => scoreOf(word, term.toLowerCase()))),
  );
  return words.length === 0 ? 1 : Math.min(...scores);
}

function scoreOf(word: string, term: string): number {
  if (term.startsWith(word)) return 1;
  if (isHashLike(term) || !term.includes(word)) return 0;
  return term.includes(` ${word}`) ? 0.8 : 0.4;
}
