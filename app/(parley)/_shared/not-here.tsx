import { say } from '../../_text/text.ts';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { LinkText } from '../../_ui/link-text.tsx';

/** For addresses that cannot name anything; the same words as for what is not one's to see. */
export function NotHere() {
  return (
    <EmptyState
      what={say('notFound.title')}
      why={say('notFound.why')}
      action={<LinkText href="/">{say('notFound.home')}</LinkText>}
    />
  );
}
