const wordsPerRow = 4;

interface WordRowsProps {
  readonly words: readonly string[];
  readonly label: string;
}

/** Twelve words in three numbered rows, to be read out. */
export function WordRows({ words, label }: WordRowsProps) {
  return (
    <ol aria-label={label} className="grid max-w-[640px] gap-px">
      {[0, 1, 2].map((row) => (
        <li key={row} className="flex items-baseline gap-4 bg-sunken px-3 py-2">
          <span aria-hidden className="w-3 text-caption text-faint">
            {row + 1}
          </span>
          <span className="grid flex-1 grid-cols-2 gap-x-4 text-section font-medium sm:grid-cols-4">
            {words.slice(row * wordsPerRow, (row + 1) * wordsPerRow).map((word, place) => (
              <span key={place}>{word} </span>
            ))}
          </span>
        </li>
      ))}
    </ol>
  );
}
