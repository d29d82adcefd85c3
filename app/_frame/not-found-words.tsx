import { say } from '../_text/text.ts';
import { StopPage } from '../_ui/stop-page.tsx';

/** The same words for what is not there and for what is not one's to see. */
export function NotFoundWords() {
  return <StopPage title={say('notFound.title')} next={say('notFound.why')} />;
}
