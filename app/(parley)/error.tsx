'use client';

import { ErrorWords, type ErrorPageProps } from '../_frame/error-words.tsx';

/** Inside the shell: the navigation stays. */
export default function ErrorPage(props: ErrorPageProps) {
  return <ErrorWords {...props} />;
}
