'use client';

import { say } from '../_text/text.ts';
import { StopPage, filledControl } from '../_ui/stop-page.tsx';

export interface ErrorPageProps {
  /** The server keeps what it was; the page gets a number for it. */
  readonly error: Error & { readonly digest?: string };
}

/**
 * A page that stopped. It is loaded afresh and not only rendered again: a part that did not arrive
 * stays away until the page asks for it anew.
 */
export function ErrorWords({ error }: ErrorPageProps) {
  const isPart = error.name === 'ChunkLoadError';
  return (
    <StopPage
      title={say(isPart ? 'errorPage.part' : 'platform.PAGE')}
      next={say(isPart ? 'errorPage.part.next' : 'errorPage.next')}
      detail={
        error.digest === undefined ? undefined : say('errorPage.code', { code: error.digest })
      }
      action={
        <button type="button" className={filledControl} onClick={() => window.location.reload()}>
          {say('errorPage.again')}
        </button>
      }
    />
  );
}
