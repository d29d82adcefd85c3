'use client';

// Raw evidence of any TEE, verified on this device: no account, no network, no server's word.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { readDropped, type DroppedEvidence } from '../_client/proofs/review-here.ts';
import { say } from '../_text/text.ts';
import { Button } from '../_ui/button.tsx';
import { FileDrop } from '../_ui/file-drop.tsx';
import { LinkText } from '../_ui/link-text.tsx';
import { PageHeader } from '../_ui/page-header.tsx';
import { ProblemSummary } from '../_ui/problem-summary.tsx';
import { Wordmark } from '../_ui/wordmark.tsx';
import { bytesIn, evidenceBytesMax } from './files.ts';
import { ReviewOne } from './review-one.tsx';

export function ReviewEvidenceHere() {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Reviewing />
    </QueryClientProvider>
  );
}

function Reviewing() {
  const [dropped, setDropped] = useState<DroppedEvidence>();
  const [since, setSince] = useState(0);
  const [tooLarge, setTooLarge] = useState(false);
  const take = async (file: File) => {
    setTooLarge(file.size > evidenceBytesMax);
    if (file.size > evidenceBytesMax) return;
    const bytes = await bytesIn(file);
    setSince(performance.now());
    setDropped(readDropped(file.name, bytes));
  };
  return (
    <main className="mx-auto flex max-w-content flex-col gap-8 px-8 py-8 max-sm:px-4">
      {/* Not fetched ahead: this page says that it asks nothing of a server. */}
      <LinkText href="/" prefetch={false}>
        <Wordmark />
      </LinkText>
      <PageHeader
        title={say('review.title')}
        facts={dropped === undefined ? say('review.what') : dropped.name}
        actions={
          dropped === undefined ? undefined : (
            <Button onClick={() => setDropped(undefined)}>{say('review.other')}</Button>
          )
        }
      />
      {tooLarge ? <ProblemSummary problems={[{ message: say('review.tooLarge') }]} /> : null}
      {dropped === undefined ? (
        <FileDrop
          label={say('review.choose')}
          help={say('review.choose.help')}
          onFile={(file) => void take(file)}
        />
      ) : (
        <ReviewOne key={since} dropped={dropped} since={since} />
      )}
    </main>
  );
}
