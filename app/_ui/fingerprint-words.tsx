'use client';

import { useState } from 'react';
import { say } from '../_text/text.ts';
import { Button } from './button.tsx';
import { Status } from './status.tsx';

export type ComparisonState =
  | { readonly kind: 'never'; readonly words?: string }
  | { readonly kind: 'lost' }
  | { readonly kind: 'compared'; readonly time: string }
  | { readonly kind: 'changed'; readonly signedByEarlier: boolean };

interface FingerprintWordsProps {
  readonly party: string;
  /** Twelve words, 132 bits of the fingerprint. */
  readonly words: readonly string[];
  /** The same indices in the Chinese list. */
  readonly chineseWords?: readonly string[] | undefined;
  readonly state: ComparisonState;
  readonly onMatch?: (() => void) | undefined;
  readonly onDiffer?: (() => void) | undefined;
}

function stateLine(state: ComparisonState, party: string) {
  switch (state.kind) {
    case 'never':
      return <Status kind="waiting" label={state.words ?? say('partner.unpinned')} />;
    case 'lost':
      return <Status kind="not-checked" label={say('partner.lost')} />;
    case 'compared':
      return <p className="text-table font-medium">{say('partner.compared', state)}</p>;
    case 'changed':
      return (
        <Status
          kind="refused"
          label={say('words.changed', { party, signed: state.signedByEarlier })}
        />
      );
  }
}

export function FingerprintWords(props: FingerprintWordsProps) {
  const { party, words, chineseWords, state, onMatch, onDiffer } = props;
  const [chinese, setChinese] = useState(false);
  const shown = chinese && chineseWords !== undefined ? chineseWords : words;
  const languages = [
    { chinese: false, label: say('words.english') },
    { chinese: true, label: say('words.chinese') },
  ];
  return (
    <div className="grid gap-3 border-y py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        {stateLine(state, party)}
        {chineseWords === undefined ? null : (
          <div role="group" aria-label={say('words.language')} className="flex">
            {languages.map((language) => (
              <Button
                key={language.label}
                size="small"
                variant="quiet"
                aria-pressed={chinese === language.chinese}
                onClick={() => setChinese(language.chinese)}
                className="aria-pressed:bg-selected aria-pressed:text-text"
              >
                {language.label}
              </Button>
            ))}
          </div>
        )}
      </div>
      <ol
        aria-label={say('words.list', { party })}
        lang={chinese ? 'zh-Hans' : 'en'}
        className="grid max-w-[640px] gap-px"
      >
        {[0, 1, 2].map((row) => (
          <li key={row} className="flex items-baseline gap-4 bg-sunken px-3 py-2">
            <span aria-hidden className="w-3 text-caption text-faint">
              {row + 1}
            </span>
            <span className="grid flex-1 grid-cols-2 gap-x-4 text-section font-medium sm:grid-cols-4">
              {shown.slice(row * 4, row * 4 + 4).map((word, place) => (
                <span key={place}>{word} </span>
              ))}
            </span>
          </li>
        ))}
      </ol>
      <p className="max-w-measure text-table text-muted">{say('words.compare', { party })}</p>
      {onMatch === undefined || onDiffer === undefined ? null : (
        <div className="flex flex-wrap gap-2">
          <Button onClick={onDiffer}>{say('words.differ')}</Button>
          <Button onClick={onMatch}>{say('words.match')}</Button>
        </div>
      )}
    </div>
  );
}
