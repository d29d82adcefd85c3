/** Deciding on a job: the approval page. */
export const decide = {
  'decide.loading': 'Your browser rebuilds the job from its signed bytes',
  'decide.locked':
    'From Parley’s server. Open your keys, and your browser rebuilds this job from its signed bytes.',
  'decide.rebuilt': (v: { readonly requester: string; readonly time: string }) =>
    `Your browser rebuilt this from the signed job, ${v.time}. ${v.requester} signed it, a verified partner of yours.`,
  'decide.asks': (v: { readonly requester: string; readonly title: string }) =>
    `${v.requester} asks: ${v.title}`,
  'decide.waits': 'Waiting since',
  'decide.expires': 'Expires',
  'decide.differences': 'What differs from the last job of this kind that you approved',
  'decide.differences.none': 'You have not approved a job of this kind before: everything is new.',
  'decide.diff.field': (v: { readonly name: string }) => `Parameter “${v.name}”`,
  'decide.diff.receivers': 'Receivers',
  'decide.diff.datasets': 'Datasets',
  'decide.diff.code': 'Worker code',
  'decide.diff.template': 'Question and version',
  'decide.leak': 'What this answer can reveal',
  'decide.leak.columns': 'Your columns that the job reads',
  'decide.leak.caption': 'Columns the job reads, by dataset and role',
  'decide.leak.names':
    'Dataset names come from Parley’s server. Which dataset it is, and who owns it, is signed.',
  'decide.leak.owner': 'Owner',
  'decide.leak.dataset': 'Dataset',
  'decide.leak.column': 'Column',
  'decide.leak.role': 'Role',
  'decide.leak.cells': (v: { readonly n: number }) =>
    `The answer has at most ${v.n} cells, whatever the data.`,
  'decide.leak.smallest': (v: { readonly k: number }) =>
    `A cell with fewer than ${v.k} people of any owner is suppressed, and so are cells that would reveal it.`,
  'decide.leak.rounding': 'Counts are rounded to 5. The same job gives the same answer.',
  'decide.leak.receivers': (v: { readonly names: string }) =>
    `Only ${v.names} can open the answer.`,
  'decide.cost': 'Cost',
  'decide.cost.line': (v: { readonly max: number }) =>
    `1 approved question. Your rule allows ${v.max} for this dataset; the key broker keeps the count.`,
  'decide.details': 'Parameters',
  'decide.details.caption': 'Parameters of the job as signed',
  'decide.details.name': 'Parameter',
  'decide.details.value': 'Value',
  'decide.bytes': 'Exactly what you sign (technical)',
  'decide.evidence': 'Attestation',
  'decide.evidence.broker': 'Key broker',
  'decide.evidence.broker.name': 'Its name',
  'decide.evidence.worker': 'Worker code',
  'decide.evidence.broker.genuine':
    'The attestation is signed by the root of the simulated platform',
  'decide.evidence.broker.nonce':
    'The attestation answers the challenge that this browser made now',
  'decide.evidence.broker.keys': 'The keys in the attestation are the keys of this broker',
  'decide.evidence.broker.code': 'The code is one that this program accepts',
  'decide.evidence.broker.log': 'The log continues from the last checkpoint that you saw',
  'decide.evidence.broker.successor':
    'New; names as its predecessor the broker that you knew, at or after the checkpoint that you saw',
  'decide.evidence.broker.first': 'First visit: there is no earlier checkpoint to compare with',
  'decide.evidence.broker.stranger':
    'New, and does not follow from a broker that you knew: nothing to compare with',
  'decide.evidence.worker.code': 'The job names one worker code, and your rule accepts it',
  'decide.evidence.worker.template':
    'The question’s code is the one that this program was built with',
  'decide.evidence.source': 'Parley protocol, R19 and R43',
  'decide.signatures': 'Signatures',
  'decide.signatures.line': (v: { readonly party: string; readonly quorum: number }) =>
    `${v.party} needs ${v.quorum}. Your passkey gives one.`,
  'decide.blocked': 'This job cannot be approved from here',
  'decide.blocked.deny': 'You can deny it. Deny is final for this job.',
  'decide.noPasskey':
    'To approve in a browser you need a passkey. Add one in Settings, then come back.',
  'decide.noPasskey.button': 'Add a passkey',
  'decide.approving': 'Confirm on your device …',
  'decide.reason': 'Reason',
  'decide.deny.title': 'Deny this job',
  'decide.deny.what':
    'Your key signs the denial, and the key broker keeps it. The job can never run, even if others approve it.',
  'decide.deny.button': 'Sign and deny',
  'decide.deny.back': 'Go back',
  'decide.done.approve': 'Approved',
  'decide.done.deny': 'Denied',
  'decide.done.next': 'Open the job',
  'decide.already.approve': 'Your organisation has approved this job.',
  'decide.already.signed': 'You signed. A colleague has to sign as well.',
  'decide.withdraw': 'Withdraw my approval',
  'decide.withdraw.what':
    'You confirm once, and cannot undo it. It works until the key broker has released the keys.',
  'decide.already.deny': 'Your organisation has denied this job.',
  'decide.outcome': 'What was decided',
  'decide.ended': 'This job is not waiting for a decision any more.',
  'decide.notAsked': 'This job uses no dataset of your organisation',
  'decide.notAsked.why':
    'There is nothing for you to decide: only owners of data that a job reads decide on it.',
} as const;
