import { NotFoundWords } from '../../_frame/not-found-words.tsx';

/** For addresses that cannot name anything; the same words as for what is not one's to see. */
export function NotHere() {
  return <NotFoundWords />;
}
