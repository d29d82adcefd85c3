import { plural } from '../plural.ts';

/** A job on its way, its result and its proof. */
export const jobPage = {
  'job.headline.waits': (v: { readonly names: string }) => `Waiting for ${v.names}`,
  'job.since': 'since',
  'job.requester': 'Asked by',
  'job.expires': 'Expires',
  'job.trust': 'This status comes from Parley’s server. The signed approvals are in the proof.',
  'job.timeline': 'What happened',
  'job.owners': 'Owners',
  'job.owners.caption': 'Who has answered',
  'job.owners.owner': 'Owner',
  'job.owners.dataset': 'Dataset',
  'job.owners.answer': 'Answer',
  'job.owners.when': 'When',
  'job.answer.approve': 'Approved',
  'job.answer.deny': 'Denied',
  'job.answer.waiting': 'Not yet',
  'job.answer.none': 'No answer',
  'job.cancel': 'Cancel job',
  'job.cancel.title': 'Cancel this job?',
  'job.cancel.what': 'Owners are no longer asked. Keys that were released stay released.',
  'job.cancel.back': 'Keep it',
  'job.decide': 'Decide',
  'job.result': 'Open result',
  'job.proof': 'See proof',
  'job.event.submitted': 'Submitted',
  'job.event.approved': 'Approved',
  'job.event.signed': 'Signed; a colleague has to sign as well',
  'job.again': 'Ask again',
  'discuss.title': 'Before the decision',
  'discuss.note':
    'Messages between the requester and the owners of the data. They are not signed and decide nothing.',
  'discuss.ask': (v: { readonly requester: string }) => `Message ${v.requester}`,
  'discuss.answer': 'Message the owners',
  'discuss.send': 'Send',
  'discuss.ended': 'The job has ended. You can read its messages, but not add one.',
  'discuss.draft': 'Start a draft from this',
  'discuss.noStanding':
    'Each job is approved separately, because several answers combined could reveal a person.',
  'discuss.narrower': 'Propose narrower',
  'discuss.narrower.what':
    'The requester sees your proposal and may start a new question from it. This job stays as it is, for you to approve or deny.',
  'discuss.narrower.why': 'Why (optional)',
  'discuss.narrower.send': 'Send the proposal',
  'job.event.denied': 'Denied',
  'job.event.queued': 'Queued',
  'job.event.attesting': 'Checking the enclave',
  'job.event.running': 'Keys released; running',
  'job.event.delivered': 'Encrypted result delivered',
  'job.event.failed': 'Run stopped',
  'job.event.stopped': 'Machine stopped before it had keys',
  'job.event.refused': 'Refused',
  'job.event.restarted': 'Broker restarted: approvals are needed again',
  'job.event.cancelled': 'Cancelled',
  'job.event.expired': 'Expired',
  'job.event.broker replaced': 'The key broker was replaced',
  'job.event.worker lost': 'Machine stopped answering; back in the queue',
  'job.event.other': 'Other event',
  'job.lane.broker': 'Key broker',
  'job.lane.worker': 'Worker',
  'job.lane.platform': 'Server',
  'result.page.opening': 'Opening in this browser',
  'result.page.steps': 'The numbers appear when all four checks are done.',
  'result.page.sealed': (v: { readonly names: string }) => `Sealed to ${v.names}.`,
  'result.page.sealed.why': 'Only receivers can open this answer. You can check its proof.',
  'result.page.receivers': 'the receivers that the job names',
  'result.page.notThere': 'There is no result to open yet.',
  'result.page.notThere.why': 'The job has not delivered. Its page says where it stands.',
  'result.page.back': 'Go to the job',
  'result.page.failed': 'The proof does not hold, so no number is shown',
  'result.page.failed.next':
    'Keep the bundle. Tell the owners and the administrator which step failed.',
  'result.page.unpinned': 'This proof names a party that you have not verified',
  'result.page.unpinned.why':
    'The proof is consistent, but it names parties whose words your organisation has not compared. Compare them, then open the result.',
  'result.page.compare': 'Compare words',
  'result.page.csv': 'Download CSV',
  'result.page.bundle': 'Download proof',
  'result.page.howSure': 'Exact counts, then rounded to 5. The same job gives the same answer.',
  'result.page.nothing': 'No cell is large enough to show: all were suppressed.',
  'result.page.nothing.next':
    'Ask for coarser groups, or a lower minimum if the owners’ rules allow one.',
  'result.page.suppressedCount': (v: { readonly n: number }) =>
    `${plural(v.n, 'cell', 'cells')} suppressed: small, empty or zero. You cannot see which.`,
  'result.page.table': (v: { readonly name: string }) => `Table: ${v.name}`,
  'result.page.recomputed':
    'Your browser computed the rates again from the counts, and they agree.',
  'result.page.notRecomputed':
    'The enclave computed the rates. This page does not know the question and did not compute them again.',
  'result.page.checkedCommitment': 'These numbers match the signed receipt.',
  'result.page.summary': (v: { readonly title: string; readonly rows: number }) =>
    `${v.title}: ${v.rows} groups`,
  'proof.page.title': 'Proof',
  'proof.trust':
    'Your browser put this proof together and checked it. It relied on nothing that Parley’s server says.',
  'proof.trust.failed':
    'Your browser put this proof together and checked it. It does not hold: see below what failed or was not checked.',
  'proof.making': 'Putting the proof together from its documents',
  'proof.none': 'There is no proof yet',
  'proof.none.why':
    'A proof exists once a worker has signed a receipt: for delivered and failed jobs.',
  'proof.time.host': (v: { readonly time: string }) =>
    `Released ${v.time}, by the clock of the key broker’s host (not proven).`,
  'verify.title': 'Verify a proof',
  'verify.what': 'Drop a proof bundle here or choose a file. It stays on this device.',
  'verify.choose': 'Choose a bundle',
  'verify.partners': 'Verified partners (optional)',
  'verify.partners.help':
    'Add your list of verified partners to check who signed as well. Without it this page can only say that the proof is complete and consistent.',
  'verify.checking': 'Checking on this device',
  'verify.partnersUnreadable':
    'This file is not a list of verified partners. It must be JSON with parties, brokerCode and workerCode.',
  'verify.unreadable':
    'This file is not a proof bundle. Choose the bundle that you downloaded or received.',
  'verify.report': 'Download report',
  'verify.answer.verified': 'Verified with your list of partners',
  'verify.answer.consistent':
    'Consistent. Without your verified partners we cannot say whose proof this is.',
  'verify.answer.failed': 'Not verified',
  'verify.answer.unread':
    'Not verified. This file is not a whole proof bundle, so nothing in it could be checked.',
  'verify.machines.unknown':
    'Whether real or simulated machines ran this job was not checked. Nothing here counts as genuine hardware.',
  'verify.another': 'Check another',
  'verify.terminal': 'parley verify bundle.json --pins pins.json',
} as const;
