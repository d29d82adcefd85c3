'use client';

// What went wrong on the way to the platform, in words, with the next step.

import { faultOf } from '../_participant/api.ts';
import { explain } from '../_text/explain.ts';
import { say } from '../_text/text.ts';
import { EmptyState } from '../_ui/empty-state.tsx';
import { LinkText } from '../_ui/link-text.tsx';
import { RefusalExplanation } from '../_ui/refusal-explanation.tsx';

export function Refusal({ error }: { readonly error: unknown }) {
  const fault = faultOf(error);
  if (fault?.code === 'NOT_FOUND' || fault?.code === 'NOT_ALLOWED') {
    return (
      <EmptyState
        what={say('notFound.title')}
        why={say('notFound.why')}
        action={<LinkText href="/">{say('notFound.home')}</LinkText>}
      />
    );
  }
  const code =
    fault === undefined ? 'PLATFORM_AWAY' : fault.place === '' ? fault.code : fault.place;
  return (
    <div role="alert">
      <RefusalExplanation
        explanation={explain(fault?.code === 'BROKER_REFUSED' ? code : (fault?.code ?? code))}
      />
    </div>
  );
}
