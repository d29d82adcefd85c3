'use client';

import type { ReactNode } from 'react';
import type { VerifyReport } from '#enclave/participant/index.ts';
import { formatTime } from '../_text/format.ts';
import { say } from '../_text/text.ts';
import { ProofPanel } from '../_ui/proof-panel.tsx';
import { useTimeZone } from '../_ui/time-zone.ts';
import { isUnread, verdictsOf } from './verdicts.ts';

const conclusions = {
  verified: 'verify.answer.verified',
  consistent: 'verify.answer.consistent',
  failed: 'verify.answer.failed',
} as const;

/** The four verdicts of a report, with its time source and what may be done with it. */
export function ProofView({
  report,
  actions,
}: {
  readonly report: VerifyReport;
  readonly actions?: ReactNode;
}) {
  const zone = useTimeZone();
  const { at, answer } = report;
  const released = at === undefined ? undefined : new Date(at.time * 1000);
  return (
    <ProofPanel
      verdicts={verdictsOf(report)}
      conclusion={say(isUnread(report) ? 'verify.answer.unread' : conclusions[answer])}
      {...(released === undefined
        ? {}
        : { time: say('proof.time.host', { time: formatTime(released, zone) }) })}
      {...(actions === undefined ? {} : { actions })}
    />
  );
}
