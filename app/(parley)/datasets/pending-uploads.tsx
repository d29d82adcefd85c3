'use client';

// Uploads that a closed tab left behind: the sealed file is still in this browser, so nothing is
// done twice.

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readSealedFile } from '../../_client/tables/sealed-files.ts';
import { startUpload } from '../../_client/tables/upload.ts';
import { formatShare } from '../../_text/format.ts';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Button } from '../../_ui/button.tsx';
import { Section } from '../../_ui/section.tsx';

export interface WaitingUpload {
  readonly manifest: string;
  readonly name: string;
}

const fileOf = ({ manifest }: WaitingUpload) => `${manifest}.age`;

/** Those whose sealed file this browser has. */
async function resumable(waiting: readonly WaitingUpload[]): Promise<readonly WaitingUpload[]> {
  const found = await Promise.all(
    waiting.map(async (one) => ((await readSealedFile(fileOf(one))) === null ? [] : [one])),
  );
  return found.flat();
}

export function PendingUploads({ waiting }: { readonly waiting: readonly WaitingUpload[] }) {
  const [uploads, setUploads] = useState<readonly WaitingUpload[]>([]);
  const key = waiting.map((one) => one.manifest).join(' ');
  useEffect(() => {
    let isCurrent = true;
    resumable(waiting).then(
      (found) => {
        if (isCurrent) setUploads(found);
      },
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
    // `key` stands for the list, which is a new array at each render.
  }, [key]);
  if (uploads.length === 0) return null;
  return (
    <Section title={say('register.pending.title')}>
      <ul className="divide-y border-y">
        {uploads.map((one) => (
          <Pending key={one.manifest} upload={one} />
        ))}
      </ul>
    </Section>
  );
}

type Progress = 'idle' | 'failed' | number;

function Pending({ upload }: { readonly upload: WaitingUpload }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [progress, setProgress] = useState<Progress>('idle');
  const resume = () => {
    setProgress(0);
    startUpload(upload.manifest, fileOf(upload), {
      onProgress: (sent, total) => setProgress(total === 0 ? 0 : sent / total),
      onDone: () => void cache.invalidateQueries(trpc.dataset.list.queryFilter({})),
      onFault: () => setProgress('failed'),
    }).catch(() => setProgress('failed'));
  };
  return (
    <li className="flex flex-wrap items-center justify-between gap-4 py-3 text-table">
      <span>{say('register.pending.line', { name: upload.name })}</span>
      {typeof progress === 'number' ? (
        <span role="status">{formatShare(progress)}</span>
      ) : (
        <span className="flex items-center gap-3">
          {progress === 'failed' ? <span>{say('register.pending.failed')}</span> : null}
          <Button onClick={resume}>{say('register.pending.resume')}</Button>
        </span>
      )}
    </li>
  );
}
