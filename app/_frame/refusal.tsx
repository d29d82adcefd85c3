'use client';

// What went wrong, in words, with the next step.

import { explain, isPlatform } from '../_text/explain.ts';
import { shortHash } from '../_text/format.ts';
import { say } from '../_text/text.ts';
import { LinkText } from '../_ui/link-text.tsx';
import { RefusalExplanation } from '../_ui/refusal-explanation.tsx';
import { errorCode } from './error-code.ts';
import { NotFoundWords } from './not-found-words.tsx';

export function Refusal({ error }: { readonly error: unknown }) {
  const { code, place } = errorCode(error);
  if (code === 'NOT_FOUND' || code === 'NOT_ALLOWED') return <NotFoundWords />;
  const words = explain(code);
  const shown = /^[0-9a-f]{64}$/.test(place) ? shortHash(place) : place;
  return (
    <div role="alert">
      <RefusalExplanation
        isRefusal={!isPlatform(code)}
        explanation={shown === '' ? words : { ...words, code: `${code} (${shown})` }}
        {...(code === 'NOT_SIGNED_IN'
          ? { action: <LinkText href="/sign-in">{say('platform.signIn')}</LinkText> }
          : {})}
      />
    </div>
  );
}
