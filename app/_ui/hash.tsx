'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { groupHash, shortHash } from '../_text/format.ts';
import { say } from '../_text/text.ts';
import { Icon } from './icon.tsx';
import { LiveRegion } from './live-region.tsx';

interface HashProps {
  readonly value: string;
}

/** The short form is a label. Pointing or focusing shows the whole; pressing copies the whole. */
export function Hash({ value }: HashProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  const short = shortHash(value);
  const [head = '', tail] = short.split('…');
  return (
    <>
      <span className="group/hash relative inline-block">
        <button
          type="button"
          aria-label={say('hash.copy', { short })}
          onClick={() => void copy()}
          className="inline-flex min-h-6 items-center gap-1.5 rounded-badge text-code whitespace-nowrap text-text"
        >
          <span>
            {head}
            {tail === undefined ? null : <span className="text-faint">…{tail}</span>}
          </span>
          <Icon
            of={copied ? Check : Copy}
            className="size-3.5 text-faint transition-colors group-hover/hash:text-text"
          />
        </button>
        <span
          aria-hidden="true"
          className="pointer-events-none absolute top-full left-0 z-30 mt-1 hidden w-max max-w-[min(44ch,80vw)] rounded-control border bg-raised px-2 py-1 text-code break-words whitespace-normal shadow-dialog group-focus-within/hash:block group-hover/hash:block"
        >
          {groupHash(value)}
        </span>
      </span>
      <LiveRegion message={copied ? say('action.copied') : undefined} />
    </>
  );
}
