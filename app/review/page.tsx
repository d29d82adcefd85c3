import type { Metadata } from 'next';
import { say } from '../_text/text.ts';
import { ReviewPage } from './review-page.tsx';

export const metadata: Metadata = { title: say('review.title') };

export default function Page() {
  return <ReviewPage />;
}
