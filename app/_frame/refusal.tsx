'use client';

// What went wrong, in words, with the next step.

import { explain, isPlatform } from '../_text/explain.ts';
import { shortHash } from '../_text/format.ts';
import { say } from '../_text/text.ts';
import { EmptyState } from '../_ui/empty-state.tsx';
import { LinkText } from '../_ui/link-text.tsx';
import { RefusalExplanation } from '../_ui/refusal-explanation.tsx';
import { errorCode } from './error-code.ts';

export function Refusal({ error }: { readonly error: unknown }) {
  const { code, place } = errorCode(error);
  if (code === 'NOT_FOUND' || code === 'NOT_ALLOWED') {
    return (
      <EmptyState
        page
        what={say('notFound.title')}
        why={say('notFound.why')}
        action={<LinkText href="/">{say('notFound.home')}</LinkText>}
      />
    );
  }
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
