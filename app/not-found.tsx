import { BarePage } from './_frame/bare-page.tsx';
import { NotFoundWords } from './_frame/not-found-words.tsx';

export default function NotFound() {
  return (
    <BarePage>
      <NotFoundWords />
    </BarePage>
  );
}
