'use client';

import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { Refusal } from '#app/_frame/refusal.tsx';
import { missingHere } from '#app/_client/parties/colleagues.ts';
import { useKeys } from '#app/_client/session/keys-context.tsx';
import { startUpload, type RunningUpload } from '#app/_client/tables/upload.ts';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { UploadProgress, type UploadState } from '#app/_ui/upload-progress.tsx';
import { IndependentNeeded } from '../../_shared/independent-needed.tsx';
import { sealRequest } from './columns.ts';
import type { RegisterStepProps } from './register-props.ts';
import { registerSealed } from './register-sealed.ts';

type Phase = 'idle' | 'converting' | 'sealing' | 'writing' | 'signing' | 'uploading' | 'done';

interface Progress {
  readonly sent: number;
  readonly total: number;
  readonly since: number;
}

const shares = (phase: Phase, { sent, total }: Progress) => ({
  convert: phase === 'idle' || phase === 'converting' ? 0 : 1,
  seal: ['signing', 'uploading', 'done'].includes(phase) ? 1 : phase === 'writing' ? 0.8 : 0,
  upload: phase === 'done' ? 1 : total === 0 ? 0 : sent / total,
});

function uploadState(phase: Phase, progress: Progress, manifest: string): UploadState {
  if (phase === 'done') return { kind: 'done', manifest };
  const seconds = Math.max(0.001, (Date.now() - progress.since) / 1000);
  const bytesPerSecond = progress.sent / seconds;
  const left = progress.total - progress.sent;
  return {
    kind: 'running',
    bytesPerSecond,
    leftMs: bytesPerSecond === 0 ? 0 : (left / bytesPerSecond) * 1000,
  };
}

export function StepSeal({ member, sealer, state, onStep }: RegisterStepProps) {
  const { api, deskOf } = useKeys();
  const [phase, setPhase] = useState<Phase>('idle');
  const [isPaused, setPaused] = useState(false);
  const [progress, setProgress] = useState<Progress>({ sent: 0, total: 0, since: 0 });
  const upload = useRef<RunningUpload>(null);
  const seal = useMutation({
    mutationFn: async () => {
      const { party, keys } = member.party;
      const owner = { party, recipient: keys.recipient };
      const request = sealRequest(state.columns, state.key, owner, state.version);
      setPhase('converting');
      const answer = await sealer.ask({ say: 'seal', request }, setPhase);
      if (answer.say !== 'sealed') throw new Error('the table could not be sealed');
      setPhase('signing');
      const made = await registerSealed(api, deskOf(member), state, answer.parts);
      setPhase('uploading');
      const since = Date.now();
      await new Promise<void>((resolve, reject) => {
        startUpload(made.manifest, answer.parts.fileName, {
          onProgress: (sent, total) => setProgress({ sent, total, since }),
          onDone: resolve,
          onFault: reject,
        }).then((running) => {
          upload.current = running;
          if (running === null) reject(new Error('the sealed file is gone'));
        }, reject);
      });
      setPhase('done');
      return made;
    },
    onError: () => setPhase('idle'),
  });
  if (!member.hasPasskey) {
    return (
      <p className="text-body">
        {say('register.seal.noPasskey')}{' '}
        <LinkText href="/settings">{say('decide.noPasskey.button')}</LinkText>
      </p>
    );
  }
  const missing = missingHere(member);
  if (missing === 'people') return <p className="text-body">{say('sign.severalNeeded')}</p>;
  if (missing === 'independent') return <IndependentNeeded />;
  return (
    <div className="flex max-w-[560px] flex-col gap-6">
      <p className="text-body">{say('register.seal.what')}</p>
      {seal.error === null ? null : <Refusal error={seal.error} />}
      {phase === 'idle' ? (
        <div className="flex gap-3">
          <Button onClick={() => onStep('policy')}>{say('builder.back')}</Button>
          <Button variant="filled" onClick={() => seal.mutate()}>
            {say('register.seal.button')}
          </Button>
        </div>
      ) : (
        <>
          <p role="status" className="text-table text-muted">
            {say(`register.seal.${phase}`)}
          </p>
          <UploadProgress
            fileName={state.fileName}
            sizeBytes={progress.total === 0 ? state.fileBytes : progress.total}
            shares={shares(phase, progress)}
            state={
              isPaused && phase === 'uploading'
                ? { kind: 'paused' }
                : uploadState(phase, progress, seal.data?.manifest ?? '')
            }
            serverSees={say('register.seal.sees')}
            {...(phase === 'uploading'
              ? {
                  onPause: () => {
                    setPaused(true);
                    void upload.current?.pause();
                  },
                  onContinue: () => {
                    setPaused(false);
                    upload.current?.resume();
                  },
                }
              : {})}
          />
        </>
      )}
      {phase === 'done' ? (
        <div className="flex flex-col gap-3">
          <p className="text-body">{say('register.seal.done.what')}</p>
          <div>
            <Button asChild variant="filled">
              <Link href={`/datasets/${seal.data?.dataset ?? ''}`}>
                {say('register.seal.open')}
              </Link>
            </Button>
          </div>
        </div>
      ) : null}
    </div>
  );
}
