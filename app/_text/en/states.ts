import { plural } from '../plural.ts';

/** Where a job stands, what a decision means, what was checked. */
export const states = {
  'state.DRAFT': 'Draft, only you see it',
  'state.SUBMITTED': 'Submitted; it cannot change any more',
  'state.AWAITING_APPROVALS': (v: { readonly party: string; readonly time: string }) =>
    `Waiting for ${v.party}, since ${v.time}`,
  'state.AWAITING_APPROVALS.restarted': (v: { readonly party: string }) =>
    `The key broker restarted: ${v.party} must approve again`,
  'state.QUEUED': (v: { readonly n: number }) => `Waiting for a machine, ${v.n} before it`,
  'state.QUEUED.noMachine': (v: { readonly cause: string }) =>
    `No machine meets every owner's rule: ${v.cause}`,
  'state.ATTESTING': 'The key broker checks the enclave',
  'state.RUNNING': (v: { readonly worker: string }) => `Running inside ${v.worker}`,
  'state.DELIVERED': 'Result ready',
  'state.FAILED':
    'The run stopped. For privacy, the requester gets no cause. Ask the owners: each sees a code about its own data.',
  'state.DENIED': (v: { readonly party: string; readonly reason: string }) =>
    `Denied by ${v.party}: ${v.reason}`,
  'state.REFUSED': 'Refused by the key broker',
  'state.CANCELLED': (v: { readonly person: string }) => `Cancelled by ${v.person}`,
  'state.EXPIRED': 'Not all owners agreed in time',

  'approve.locale': 'You sign the English text.',
  'approve.final': 'Deny is final for this job. Approval can be withdrawn until keys are released.',
  'approve.yes': 'Approve',
  'approve.no': 'Deny',
  'approve.platformPage': (v: { readonly n: number }) =>
    `This page comes from Parley’s server. Your organisation requires ${plural(v.n, 'signature', 'signatures')} from an independent program.`,
  'approve.noIndependent':
    'Your organisation trusts the pages of Parley’s server for approvals. Every member and every proof shows this.',
  'approve.done.waits': (v: { readonly names: string }) => `Still waiting for ${v.names}.`,
  'approve.done': (v: {
    readonly key: string;
    readonly n: number;
    readonly m: number;
    readonly party: string;
  }) => `Signed with ${v.key}. ${v.n} of ${plural(v.m, 'signature', 'signatures')} of ${v.party}.`,
  'deny.purpose': 'Not our purpose',
  'deny.detail': 'Too detailed',
  'deny.receivers': 'Wrong receivers',
  'deny.time': 'Not now',
  'deny.other': 'Other',
  'time.host': 'Deadlines use the operator’s clock. Usage limits hold in any case.',

  'sim.banner': 'SIMULATED. No hardware protects this data. For trying out and testing only.',
  'sim.chip': 'SIMULATED',
  'sim.short': 'SIMULATED: protects nothing',
  'sim.verdict': 'simulated, proves nothing',
  'named.verdict': 'attested by a root that you named',
  'named.chip': 'NAMED ROOT',
  'named.banner':
    'NAMED ROOT. These machines are vouched for by a key that the data owners named, not by a maker of hardware.',
  'check.pass': 'PASS',
  'check.fail': 'FAIL',
  'check.not': 'NOT CHECKED',
  'check.na': 'N/A',
  'check.not.meaning': 'Counts as FAIL unless the rule names this line.',
  'verdict.linked': 'Is every part here, and do all parts belong together?',
  'verdict.signed': 'Did enough of the right people sign?',
  'verdict.attested': 'Did accepted code run on genuine hardware?',
  'verdict.pinned': 'Are these the parties and the code that I verified?',
  'verdict.linked.name': 'Complete',
  'verdict.signed.name': 'Signed',
  'verdict.attested.name': 'Ran in an enclave',
  'verdict.pinned.name': 'Known parties',
  'verdict.verified': (v: { readonly time: string }) =>
    `Verified with your list of partners, ${v.time}`,
  'verdict.consistent':
    'Consistent. Without your verified partners we cannot say whose proof this is.',
  'verdict.then': (v: { readonly then: string; readonly now: string }) =>
    `Valid at ${v.then}. Today: ${v.now}.`,
  'trust.checked': (v: { readonly time: string }) => `Checked in this browser, ${v.time}`,
  'trust.simulated': 'Simulated. Signatures were checked, hardware was not there to check.',
} as const;
