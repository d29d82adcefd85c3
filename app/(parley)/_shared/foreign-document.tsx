import { say } from '../../_text/text.ts';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { LinkText } from '../../_ui/link-text.tsx';

/** The platform handed over a collaboration that is not the one the address names. */
export function ForeignDocument() {
  return (
    <div role="alert">
      <EmptyState
        what={say('collab.foreign')}
        why={say('collab.foreign.why')}
        action={<LinkText href="/c">{say('nav.allCollaborations')}</LinkText>}
      />
    </div>
  );
}
