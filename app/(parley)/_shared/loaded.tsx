'use client';

// The four states of everything that is asked for: on its way, refused, there, there but no longer
// fresh.

import type { ReactNode } from 'react';
import { Refusal } from '../../_frame/refusal.tsx';
import { faultOf } from '../../_client/session/api.ts';
import { say } from '../../_text/text.ts';
import { Button } from '../../_ui/button.tsx';
import { Skeleton } from '../../_ui/skeleton.tsx';
import { Time } from '../../_ui/time.tsx';

interface Asked<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly dataUpdatedAt: number;
  readonly refetch: () => unknown;
}

interface LoadedProps<Data> {
  readonly query: Asked<Data>;
  /** How many rows the skeleton holds. */
  readonly rows?: number;
  readonly children: (data: Data) => ReactNode;
}

export function Loaded<Data>({ query, rows = 3, children }: LoadedProps<Data>) {
  const { data, error, dataUpdatedAt, refetch } = query;
  const code = faultOf(error)?.code;
  const isFinal = code === 'NOT_FOUND' || code === 'NOT_ALLOWED';
  const retry = (
    <Button size="small" onClick={() => void refetch()}>
      {say('common.retry')}
    </Button>
  );
  if (data === undefined) {
    if (error === null) return <Skeleton rows={rows} />;
    return (
      <div className="grid justify-items-start gap-3">
        <div className="w-full">
          <Refusal error={error} />
        </div>
        {isFinal ? null : retry}
      </div>
    );
  }
  return (
    <>
      {error === null ? null : (
        <p
          role="alert"
          className="mb-3 flex flex-wrap items-center gap-3 text-table text-attention"
        >
          <span>
            {say('loaded.stale')} <Time at={new Date(dataUpdatedAt)} />
          </span>
          {retry}
        </p>
      )}
      {children(data)}
    </>
  );
}
