// Steps 13, 14 and 17: did every owner say yes to this very job, on this very log, to this very run
// of the broker?

import {
  hashOf,
  utf8,
  type Approval,
  type Hash,
  type Head,
  type RefusalCode,
} from '../../protocol/index.ts';
import type { Signed } from '../../signing/index.ts';
import { jobSentence, ownersOf, type Case } from '../case.ts';
import { approverKeys, meetsQuorum } from '../quorum.ts';
import { currentCard, isWithdrawn, type DecisionState } from '../state.ts';

/** Approvals that count, per owner, in the order of the owners. */
export type CountedApprovals = ReadonlyMap<Hash, readonly Signed<Approval>[]>;

export interface ApprovalVerdict {
  readonly codes: readonly RefusalCode[];
  readonly counted: CountedApprovals;
}

function datasetsOf(c: Case, party: Hash): readonly Hash[] {
  return c.inputs
    .filter(({ manifest }) => manifest?.value.owners.includes(party) === true)
    .map(({ input }) => input.dataset)
    .sort();
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

/** Every bound field, one by one; null if the approval is good. */
function approvalFault(c: Case, party: Hash, doc: Signed<Approval>): RefusalCode | null {
  const approval = doc.value;
  const bound =
    approval.jobHash === c.job.name &&
    approval.broker === c.state.broker.id &&
    approval.card === currentCard(c.state, party)?.name &&
    sameList(approval.datasets, datasetsOf(c, party)) &&
    approval.sentence.digest === hashOf(utf8(jobSentence(c))) &&
    approval.rho === '0/1';
  if (!bound) return 'APPROVAL_INVALID';
  if (c.at > approval.expires) return 'APPROVAL_EXPIRED';
  return isWithdrawn(c.state, party, 'approval', doc.name) ? 'WITHDRAWN' : null;
}

/**
 * Keys that do not count for `party`: withdrawn ones, and those that also signed for another owner.
 * A card that merely lists somebody else's key takes nothing away: it cannot sign with it.
 */
function excludedKeys(c: Case, party: Hash): ReadonlySet<Hash> {
  const elsewhere = c.approvals.flatMap(({ party: other, outcome }) =>
    outcome.ok && other !== party ? outcome.value.signers : [],
  );
  const own = currentCard(c.state, party)?.value.approvers.map((key) => key.keyId) ?? [];
  const withdrawn = own.filter((key) => isWithdrawn(c.state, party, 'key', key));
  return new Set([...elsewhere, ...withdrawn]);
}

export function quorumOf(c: Case, party: Hash, approvals: readonly Signed<Approval>[]): boolean {
  const card = currentCard(c.state, party)?.value;
  if (card === undefined) return false;
  const signers = approvals.flatMap((doc) => doc.signers);
  return meetsQuorum(card, approverKeys(card, signers, excludedKeys(c, party)));
}

function judgeOwner(c: Case, party: Hash): { codes: RefusalCode[]; counted: Signed<Approval>[] } {
  if (c.state.denials.get(c.job.name)?.has(party) === true) {
    return { codes: ['DENIED_BY_OWNER'], counted: [] };
  }
  const codes = new Set<RefusalCode>();
  const counted: Signed<Approval>[] = [];
  for (const { party: claimed, outcome } of c.approvals) {
    if (claimed !== party) continue;
    if (!outcome.ok) {
      codes.add('APPROVAL_INVALID');
    } else if (outcome.value.value.decision === 'deny') {
      codes.add('DENIED_BY_OWNER');
    } else {
      const fault = approvalFault(c, party, outcome.value);
      if (fault === null) counted.push(outcome.value);
      else codes.add(fault);
    }
  }
  if (codes.has('DENIED_BY_OWNER')) return { codes: ['DENIED_BY_OWNER'], counted: [] };
  // A bad approval beside enough good ones changes nothing.
  if (quorumOf(c, party, counted)) return { codes: [], counted };
  if (codes.size === 0) codes.add(counted.length === 0 ? 'APPROVAL_MISSING' : 'QUORUM');
  return { codes: [...codes], counted };
}

/** Step 13: for each owner no deny, and a quorum of valid approvals by keys that count. */
export function judgeApprovals(c: Case): ApprovalVerdict {
  const codes: RefusalCode[] = [];
  const counted = new Map<Hash, readonly Signed<Approval>[]>();
  for (const owner of ownersOf(c.inputs)) {
    const verdict = judgeOwner(c, owner);
    codes.push(...verdict.codes);
    counted.set(owner, verdict.counted);
  }
  return { codes, counted };
}

/** R26: a head is known if this log has that entry at that index. */
export function isHeadKnown(state: DecisionState, head: Head): boolean {
  return head.broker === state.broker.id && state.log[head.index] === head.entry;
}

/** Step 14. */
export function headFaults(c: Case, counted: CountedApprovals): readonly RefusalCode[] {
  const heads = [...counted.values()].flat().map((doc) => doc.value.headSeen);
  const known = [c.job.value.headSeen, ...heads].every((head) => isHeadKnown(c.state, head));
  return known ? [] : ['HEAD_UNKNOWN'];
}

/** Step 17: the approvals that name this boot must make the quorum by themselves (R27). */
export function licenceFaults(c: Case, counted: CountedApprovals): readonly RefusalCode[] {
  const licensed = [...counted].every(([owner, approvals]) => {
    const here = approvals.filter((doc) => doc.value.instance === c.state.broker.instance);
    return quorumOf(c, owner, here);
  });
  return licensed ? [] : ['LICENCE_MISSING'];
}
