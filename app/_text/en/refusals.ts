import type { RefusalCode } from '#enclave/protocol/index.ts';

export type { RefusalCode };

/**
 * What a refusal may name. Anything the reader is not told stays out, and the sentence still reads.
 */
export interface RefusalValues {
  readonly owner?: string | undefined;
  readonly party?: string | undefined;
  readonly receiver?: string | undefined;
  readonly partner?: string | undefined;
  readonly dataset?: string | undefined;
  readonly field?: string | undefined;
  readonly what?: string | undefined;
  readonly nearest?: string | undefined;
  readonly reason?: string | undefined;
  readonly why?: string | undefined;
  readonly time?: string | undefined;
  readonly signatures?:
    | {
        readonly given: number;
        readonly needed: number;
        readonly independentGiven: number;
        readonly independentNeeded: number;
      }
    | undefined;
}

type Sentence = (v: RefusalValues) => string;

const Owner = (v: RefusalValues): string => v.owner ?? 'An owner';
const owner = (v: RefusalValues): string => v.owner ?? 'the owner';
const actor = (v: RefusalValues): string => v.owner ?? 'Owner';
const dataset = (v: RefusalValues): string => v.dataset ?? 'a dataset of this job';
const party = (v: RefusalValues): string => v.party ?? 'a party';

/** Each refusal: what happened, then the next step. */
export const refusals = {
  'refusal.MALFORMED': () => 'A document is not in the required form.',
  'refusal.MALFORMED.next': () => 'Load the current page or program, and submit again.',
  'refusal.SIGNATURE': () => 'A signature does not match its document.',
  'refusal.SIGNATURE.next': () => 'Sign again. If it repeats, check your key list.',
  'refusal.WRONG_BROKER': () => 'This document is meant for another key broker.',
  'refusal.WRONG_BROKER.next': () => "Choose this collaboration's key broker and sign again.",
  'refusal.NONCE': () => 'The machine answered an old or unknown challenge.',
  'refusal.NONCE.next': () => 'The job is tried again. If it repeats, tell your administrator.',
  'refusal.EVIDENCE_INVALID': () => 'The machine’s attestation is not genuine.',
  'refusal.EVIDENCE_INVALID.next': () => 'Admin: inspect the attestation, replace the machine.',
  'refusal.EVIDENCE_BINDING': () => 'The attestation belongs to another key, job or moment.',
  'refusal.EVIDENCE_BINDING.next': () => 'Run again; admin: inspect the relay.',
  'refusal.EVIDENCE_COLLATERAL': () =>
    'Vendor data needed to judge the machine is missing or too old.',
  'refusal.EVIDENCE_COLLATERAL.next': () => 'Admin: refresh collateral.',
  'refusal.EVIDENCE_DEBUG': () => 'The machine allows debugging, so it could be read.',
  'refusal.EVIDENCE_DEBUG.next': () => 'Admin: start it in production mode.',
  'refusal.CODE_NOT_ACCEPTED': (v) => `${Owner(v)}'s rule does not accept this code.`,
  'refusal.CODE_NOT_ACCEPTED.next': (v) => `Choose accepted code, or ask ${owner(v)} to adopt it.`,
  'refusal.TCB_TOO_LOW': (v) => `The machine's patch level is below ${owner(v)}'s minimum.`,
  'refusal.TCB_TOO_LOW.next': () => 'Admin: update it; or wait for another machine.',
  'refusal.ASSURANCE_MISMATCH': () => 'Simulated and hardware parts cannot meet.',
  'refusal.ASSURANCE_MISMATCH.next': () => 'Use datasets and broker of one kind.',
  'refusal.TEMPLATE_UNKNOWN': () => 'This version of the question is not in the running code.',
  'refusal.TEMPLATE_UNKNOWN.next': () => 'Start again from Questions.',
  'refusal.PARAMS': () => 'A parameter is outside what the question allows.',
  'refusal.PARAMS.next': (v) => `Edit ${v.field ?? 'the parameter'} and submit again.`,
  'refusal.JOB_EXPIRED': () => 'The job ran out of time before it could start.',
  'refusal.JOB_EXPIRED.next': () => 'Duplicate it with a later expiry.',
  'refusal.TIME_UNPROVEN': () => 'An owner requires proven time, and this key broker has none.',
  'refusal.TIME_UNPROVEN.next': () => 'Owner: accept host time or add a time authority.',
  'refusal.CARD_STALE': (v) => `A newer key list of ${party(v)} exists.`,
  'refusal.CARD_STALE.next': () => 'Load it, compare, and sign again.',
  'refusal.ANALYST_NOT_ALLOWED': (v) => `${Owner(v)}'s rule does not let your organisation ask.`,
  'refusal.ANALYST_NOT_ALLOWED.next': (v) => `Ask ${owner(v)} to add it.`,
  'refusal.RECEIVER_NOT_ALLOWED': (v) =>
    `${Owner(v)}'s rule does not let ${v.receiver ?? 'one of the receivers'} receive results.`,
  'refusal.RECEIVER_NOT_ALLOWED.next': (v) => `Remove it, or ask ${owner(v)}.`,
  'refusal.PARTNER_NOT_ALLOWED': (v) =>
    `${Owner(v)}'s data may not be joined with ${v.partner === undefined ? "another party's" : `${v.partner}'s`}.`,
  'refusal.PARTNER_NOT_ALLOWED.next': (v) => `Choose other data, or ask ${owner(v)}.`,
  'refusal.POLICY_STALE': (v) => `${Owner(v)} signed a newer rule, so this job can no longer run.`,
  'refusal.POLICY_STALE.next': () => 'Ask again under the new rule.',
  'refusal.POLICY_EXPIRED': (v) => `${Owner(v)}'s rule has expired.`,
  'refusal.POLICY_EXPIRED.next': (v) => `${actor(v)}: renew and sign.`,
  'refusal.POLICY_DENIES': (v) =>
    `${Owner(v)}'s rule does not allow ${v.what ?? 'part of this job'}.`,
  'refusal.POLICY_DENIES.next': (v) =>
    v.nearest === undefined
      ? `Ask ${owner(v)}, or change the job.`
      : `Use ${v.nearest}, or ask ${owner(v)}.`,
  'refusal.GRANT_MISSING': (v) => `This key broker has no key for ${dataset(v)}.`,
  'refusal.GRANT_MISSING.next': (v) => `${actor(v)}: hand it over again.`,
  'refusal.GRANT_INVALID': (v) => `The key for ${dataset(v)} does not match its file or rule.`,
  'refusal.GRANT_INVALID.next': (v) =>
    `${actor(v)}: hand it over again from the device that registered it.`,
  'refusal.MANIFEST_MISMATCH': () => 'The dataset is not the one the job names.',
  'refusal.MANIFEST_MISMATCH.next': () => 'Choose the current version and submit again.',
  'refusal.VERSION_CONFLICT': () => 'Two different files claim one version.',
  'refusal.VERSION_CONFLICT.next': (v) => `${actor(v)}: register a new version.`,
  'refusal.DENIED_BY_OWNER': (v) =>
    v.reason === undefined ? `${Owner(v)} denied.` : `${Owner(v)} denied: ${v.reason}.`,
  'refusal.DENIED_BY_OWNER.next': () =>
    'This is final for this job. Read the reason, and propose a narrower one.',
  'refusal.APPROVAL_MISSING': (v) => `${Owner(v)} has not decided.`,
  'refusal.APPROVAL_MISSING.next': (v) => `Remind ${owner(v)}.`,
  'refusal.APPROVAL_INVALID': (v) =>
    `An approval of ${owner(v)} does not count${v.why === undefined ? '' : `: ${v.why}`}.`,
  'refusal.APPROVAL_INVALID.next': (v) => `${actor(v)}: approve again.`,
  'refusal.APPROVAL_EXPIRED': (v) => `${Owner(v)}'s approval ran out.`,
  'refusal.APPROVAL_EXPIRED.next': (v) => `${actor(v)}: approve again.`,
  'refusal.QUORUM': (v) =>
    v.signatures === undefined
      ? `${Owner(v)} has not given all needed signatures.`
      : `${Owner(v)} has ${v.signatures.given} of ${v.signatures.needed} needed signatures, ${v.signatures.independentGiven} of ${v.signatures.independentNeeded} independent.`,
  'refusal.QUORUM.next': () => 'Ask the missing approvers.',
  'refusal.WITHDRAWN': (v) =>
    `${v.party ?? 'A party'} withdrew ${v.what ?? 'a document of this job'}${v.time === undefined ? '' : ` at ${v.time}`}.`,
  'refusal.WITHDRAWN.next': (v) => `Only ${v.party ?? 'that party'} can sign it anew.`,
  'refusal.HEAD_UNKNOWN': () => 'A signer saw a log that this key broker does not have.',
  'refusal.HEAD_UNKNOWN.next': (v) =>
    `Stop. Compare log checkpoints with ${v.party ?? 'the other parties'} by phone.`,
  'refusal.LICENCE_MISSING': (v) =>
    `${Owner(v)} has not approved again since the key broker restarted.`,
  'refusal.LICENCE_MISSING.next': (v) => `${actor(v)}: check the key broker and approve again.`,
  'refusal.BROKER_NOT_READY': () => 'The key broker has just started and holds no keys yet.',
  'refusal.BROKER_NOT_READY.next': () => 'Wait; the job is tried again by itself.',
  'refusal.THRESHOLD_LIMIT': (v) =>
    v.dataset === undefined
      ? 'A dataset of this job has no approved question left, or this grouping is not declared.'
      : `${v.dataset} has no approved question left, or this grouping is not declared.`,
  'refusal.THRESHOLD_LIMIT.next': (v) => `Use a declared grouping, or ask ${owner(v)}.`,
  'refusal.RETRY_LIMIT': () => 'This job was run again five times.',
  'refusal.RETRY_LIMIT.next': () =>
    'Use the stored result, or submit it as a new job (it costs an approved question again).',
  'refusal.BROKER_RETIRING': () => 'This key broker accepts no new jobs.',
  'refusal.BROKER_RETIRING.next': () =>
    'Owners: check the next key broker, and hand over the keys again.',
  'refusal.BROKER_HALTED': () =>
    'This key broker stopped for good: its log split or its key was misused.',
  'refusal.BROKER_HALTED.next': () => 'Do not sign. Export your log, and call the other parties.',
} as const satisfies Record<`refusal.${RefusalCode}` | `refusal.${RefusalCode}.next`, Sentence>;
