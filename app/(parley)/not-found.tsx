import { NotFoundWords } from '../_frame/not-found-words.tsx';

/** Inside the shell: the navigation stays. */
export default function NotFound() {
  return <NotFoundWords />;
}
