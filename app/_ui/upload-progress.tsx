'use client';

import { formatDuration, formatRate, formatSize } from '../_text/format.ts';
import { say } from '../_text/text.ts';
import { Button } from './button.tsx';
import { Hash } from './hash.tsx';
import { LiveRegion } from './live-region.tsx';
import { Status } from './status.tsx';

export type UploadState =
  | { readonly kind: 'running'; readonly bytesPerSecond: number; readonly leftMs: number }
  | { readonly kind: 'paused' | 'offline' | 'mismatch' }
  | { readonly kind: 'done'; readonly manifest: string };

/** Shares from 0 to 1 of the three steps. */
export interface UploadShares {
  readonly convert: number;
  readonly seal: number;
  readonly upload: number;
}

interface UploadProgressProps {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly shares: UploadShares;
  readonly state: UploadState;
  /** What the server sees, as a list in words. */
  readonly serverSees: string;
  readonly onPause?: (() => void) | undefined;
  readonly onContinue?: (() => void) | undefined;
}

const percentOf = (share: number): number => Math.floor(share * 100);

function Step({ label, share }: { readonly label: string; readonly share: number }) {
  return (
    <div className="grid gap-1">
      <div className="flex justify-between text-caption text-muted">
        <span>{label}</span>
        <span>{percentOf(share)} %</span>
      </div>
      <progress
        aria-label={label}
        value={share}
        max={1}
        className="h-1.5 w-full appearance-none overflow-hidden rounded-badge bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent"
      />
    </div>
  );
}

function Line({
  state,
  shares,
  sizeBytes,
}: Pick<UploadProgressProps, 'state' | 'shares' | 'sizeBytes'>) {
  switch (state.kind) {
    case 'running':
      return (
        <span>
          {formatRate(state.bytesPerSecond)} ·{' '}
          {say('seal.left', { time: formatDuration(state.leftMs) })}
        </span>
      );
    case 'paused':
      return (
        <Status
          kind="paused"
          label={say('seal.resume', { n: formatSize(shares.upload * sizeBytes) })}
        />
      );
    case 'offline':
      return <Status kind="waiting" label={say('seal.offline')} />;
    case 'mismatch':
      return <Status kind="refused" label={say('seal.mismatch')} />;
    case 'done':
      return (
        <span className="flex flex-wrap items-center gap-3">
          <Status kind="sealed" label={say('seal.done')} />
          <span className="flex items-center gap-1.5">
            {say('seal.manifest')} <Hash value={state.manifest} />
          </span>
        </span>
      );
  }
}

export function UploadProgress(props: UploadProgressProps) {
  const { fileName, sizeBytes, shares, state, serverSees, onPause, onContinue } = props;
  const quarter = Math.floor(percentOf(shares.upload) / 25) * 25;
  return (
    <div className="grid gap-3 border-y py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 text-body font-medium break-all">
          {fileName} <span className="font-normal text-muted">{formatSize(sizeBytes)}</span>
        </p>
        {state.kind === 'running' && onPause !== undefined ? (
          <Button size="small" onClick={onPause}>
            {say('seal.pause')}
          </Button>
        ) : null}
        {state.kind === 'paused' && onContinue !== undefined ? (
          <Button size="small" onClick={onContinue}>
            {say('seal.go')}
          </Button>
        ) : null}
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <Step label={say('seal.convert')} share={shares.convert} />
        <Step label={say('seal.seal')} share={shares.seal} />
        <Step label={say('seal.upload')} share={shares.upload} />
      </div>
      <div className="text-table text-muted">
        <Line state={state} shares={shares} sizeBytes={sizeBytes} />
      </div>
      <p className="text-table text-muted">{say('seal.server', { list: serverSees })}</p>
      <LiveRegion
        message={quarter === 0 ? undefined : say('seal.progress', { percent: quarter })}
      />
    </div>
  );
}
