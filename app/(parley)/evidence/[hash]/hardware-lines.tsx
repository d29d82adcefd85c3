'use client';

import { useQuery } from '@tanstack/react-query';
import {
  describeEndorsements,
  examineEvidence,
  isHardwareFormat,
} from '#enclave/attestation/index.ts';
import { bytesOf, type Evidence } from '#enclave/protocol/index.ts';
import { ChainTable } from '#app/review/chain-table.tsx';
import { examinedChecks } from '#app/review/checks.ts';
import { FieldsTable } from '#app/review/fields-table.tsx';
import { say } from '#app/_text/text.ts';
import { CheckList } from '#app/_ui/check-list.tsx';
import { Details } from '#app/_ui/details.tsx';
import { Section } from '#app/_ui/section.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';

/**
 * Of evidence of hardware every check of its verifier, made here; nothing for the simulated
 * platform.
 */
export function HardwareLines({ evidence }: { readonly evidence: Evidence }) {
  const { format, raw } = evidence;
  const judged = useQuery({
    queryKey: ['hardware lines', evidence],
    queryFn: async () => {
      if (!isHardwareFormat(format)) return null;
      const bytes = bytesOf(raw);
      const endorsements = evidence.endorsements.map(bytesOf);
      const context = { crypto: globalThis.crypto, at: Math.floor(Date.now() / 1000) };
      return {
        examined: await examineEvidence(format, bytes, endorsements, context),
        facts: describeEndorsements(format, bytes, endorsements),
      };
    },
    staleTime: Infinity,
    retry: false,
  });
  if (!isHardwareFormat(format)) return null;
  if (judged.data === undefined || judged.data === null) return <Skeleton rows={4} />;
  const { examined, facts } = judged.data;
  return (
    <Section title={say('evidence.hardware', { format })} note={say('evidence.hardware.note')}>
      <CheckList title={say('evidence.hardware.checks')} checks={examinedChecks(examined)} />
      <Details summary={say('review.tab.fields')} className="mt-3">
        <FieldsTable claims={examined.claims} />
      </Details>
      <Details summary={say('review.tab.chain')} className="mt-1">
        <ChainTable facts={facts} />
      </Details>
    </Section>
  );
}
