'use client';

import { useEffect, useState } from 'react';

/** The three words of a party, once their list has been fetched: a label that no page waits for. */
export function useRecognitionWords(party: string | undefined): string | undefined {
  const [words, setWords] = useState<string>();
  useEffect(() => {
    if (party === undefined) return;
    void import('../_client/parties/fingerprint-words.ts').then(({ recognitionWords }) =>
      setWords(recognitionWords(party)),
    );
  }, [party]);
  return words;
}
