'use client';

import { BarePage } from './_frame/bare-page.tsx';
import { ErrorWords, type ErrorPageProps } from './_frame/error-words.tsx';

/** Pages without the shell, and the shell itself. */
export default function ErrorPage(props: ErrorPageProps) {
  return (
    <BarePage>
      <ErrorWords {...props} />
    </BarePage>
  );
}
