'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  UsagePolicy,
  bytesOf,
  parseDocument,
  type SignedDocument,
} from '../../../../../../enclave-jobs/protocol/index.ts';
import { signDocument } from '../../../../../../enclave-jobs/signing/sign.ts';
import { Refusal } from '../../../../../_frame/refusal.tsx';
import { cardOfMember } from '../../../../../_participant/colleagues.ts';
import { useKeys } from '../../../../../_participant/keys-context.tsx';
import { requireCompared, type Member } from '../../../../../_participant/member.ts';
import { say } from '../../../../../_text/text.ts';
import { useTRPC } from '../../../../../_trpc/trpc.tsx';
import { Button } from '../../../../../_ui/button.tsx';
import { Section } from '../../../../../_ui/section.tsx';
import type { Editing } from './editing.ts';
import { RuleChange } from './rule-change.tsx';

interface PendingRuleProps {
  readonly editing: Editing;
  readonly member: Member;
  readonly now: number;
}

/** A rule for this dataset that a colleague signed, by what it changes. */
export function PendingRule(props: PendingRuleProps) {
  const trpc = useTRPC();
  const changes = useQuery(trpc.organisation.keyChanges.queryOptions());
  const found = changes.data?.pending.find(
    (one) => one.type === 'UsagePolicy' && one.subject === props.editing.id,
  );
  return found === undefined ? null : <Waiting {...props} signed={found.signed} />;
}

function Waiting({
  editing,
  member,
  now,
  signed,
}: PendingRuleProps & { readonly signed: SignedDocument }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { api } = useKeys();
  const policy = parseDocument(UsagePolicy, bytesOf(signed.document));
  const signers = new Set(signed.signatures.map((one) => one.keyId));
  const isMine = member.party.keys.approvers.some((key) => signers.has(key.keyId));
  const sign = useMutation({
    mutationFn: async () => {
      const { analysts, receivers, partners } = policy.value;
      requireCompared(member, [...analysts, ...receivers, ...partners]);
      const again = await signDocument('UsagePolicy', policy, ...member.party.keys.approvers);
      await api.policy.publish.mutate({ policy: again });
    },
    onSuccess: () => cache.invalidateQueries(),
  });
  const drop = useMutation(
    trpc.organisation.dropPending.mutationOptions({ onSuccess: () => cache.invalidateQueries() }),
  );
  const error = sign.error ?? drop.error;
  const m = cardOfMember(member).quorum;
  return (
    <Section title={say('edit.pending')} note={say('orgKeys.pending.note', { n: signers.size, m })}>
      <RuleChange editing={editing} next={policy} now={now} />
      {error === null ? null : <Refusal error={error} />}
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <Button
          onClick={() => drop.mutate({ subject: policy.value.dataset })}
          disabled={drop.isPending}
        >
          {say('orgKeys.pending.drop')}
        </Button>
        {isMine ? (
          <p className="text-table text-muted">{say('orgKeys.pending.mine')}</p>
        ) : (
          <Button variant="filled" disabled={sign.isPending} onClick={() => sign.mutate()}>
            {sign.isPending ? say('sign.confirm') : say('orgKeys.pending.sign')}
          </Button>
        )}
      </div>
    </Section>
  );
}
