import { say } from './_text/text.ts';
import { EmptyState } from './_ui/empty-state.tsx';
import { LinkText } from './_ui/link-text.tsx';
import { Wordmark } from './_ui/wordmark.tsx';

/** The same words as for what is there and not yours. */
export default function NotFound() {
  return (
    <main className="mx-auto flex max-w-content flex-col gap-8 px-8 py-8 max-sm:px-4">
      <Wordmark />
      <EmptyState
        page
        what={say('notFound.title')}
        why={say('notFound.why')}
        action={<LinkText href="/">{say('notFound.home')}</LinkText>}
      />
    </main>
  );
}
