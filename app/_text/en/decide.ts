/** Deciding on a job: the approval page. */
export const decide = {
  'decide.loading': 'Rebuilding the job in this browser from its signed bytes',
  'decide.locked':
    'Said by the platform. With your keys open, this browser rebuilds the job from its signed bytes.',
  'decide.rebuilt': (v: { readonly asker: string; readonly time: string }) =>
    `Rebuilt in this browser from the signed job, ${v.time}. The signature is ${v.asker}’s, whose words your organisation compared.`,
  'decide.asks': (v: { readonly asker: string; readonly title: string }) =>
    `${v.asker} asks: ${v.title}`,
  'decide.waits': 'Waits since',
  'decide.expires': 'Expires',
  'decide.differences': 'What is different from the last job of this kind that you approved',
  'decide.differences.none': 'You have not approved a job of this kind before: everything is new.',
  'decide.diff.field': (v: { readonly name: string }) => `Parameter “${v.name}”`,
  'decide.diff.smallest': 'Smallest group shown',
  'decide.diff.receivers': 'Receivers',
  'decide.diff.datasets': 'Datasets',
  'decide.diff.code': 'Worker code',
  'decide.diff.template': 'Question and version',
  'decide.leak': 'Leak report, computed from the job, not from data',
  'decide.leak.columns': 'Columns of yours that are touched',
  'decide.leak.caption': 'Columns the job reads, by dataset and role',
  'decide.leak.names':
    'What a dataset is called, the platform says. Which dataset it is, and whose, is signed.',
  'decide.leak.owner': 'Owner',
  'decide.leak.dataset': 'Dataset',
  'decide.leak.column': 'Column',
  'decide.leak.role': 'Role',
  'decide.leak.cells': (v: { readonly n: number }) =>
    `The answer has at most ${v.n} cells, whatever the data.`,
  'decide.leak.smallest': (v: { readonly k: number }) =>
    `A cell with fewer than ${v.k} people of any owner is suppressed, and others that would reveal it.`,
  'decide.leak.rounding': 'Counts are rounded to 5. The same job gives the same answer.',
  'decide.leak.receivers': (v: { readonly names: string }) =>
    `Only ${v.names} can open the answer.`,
  'decide.cost': 'Cost',
  'decide.cost.line': (v: { readonly max: number }) =>
    `1 threshold job. Your rule allows ${v.max} for this dataset; the key broker keeps the count.`,
  'decide.details': 'Parameters',
  'decide.details.caption': 'Parameters of the job as signed',
  'decide.details.name': 'Parameter',
  'decide.details.value': 'Value',
  'decide.bytes': 'Bytes that the approval binds',
  'decide.evidence': 'Evidence',
  'decide.evidence.broker': 'Key broker',
  'decide.evidence.broker.name': 'Its name',
  'decide.evidence.worker': 'Worker code',
  'decide.evidence.broker.genuine': 'Evidence is signed by the simulated platform’s root',
  'decide.evidence.broker.nonce': 'Evidence answers the challenge that this browser made now',
  'decide.evidence.broker.keys': 'The keys in the evidence are the keys of this broker',
  'decide.evidence.broker.code': 'The code is one that this program accepts',
  'decide.evidence.broker.log': 'The log continues the last head that you saw',
  'decide.evidence.broker.successor':
    'New, and names as its predecessor the broker that you knew, at or after the head that you saw',
  'decide.evidence.broker.first': 'First visit: there is no earlier head to compare with',
  'decide.evidence.broker.stranger':
    'New, and does not follow from any broker that you knew: nothing to compare with',
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
    'Approving in a browser takes a passkey of yours. Add one in Settings; then come back.',
  'decide.noPasskey.button': 'Add a passkey',
  'decide.approving': 'Confirm on your device …',
  'decide.reason': 'Reason',
  'decide.deny.title': 'Deny this job',
  'decide.deny.what':
    'The deny is signed by your key and kept by the key broker. The job can never run, whatever anybody approves.',
  'decide.deny.button': 'Sign and deny',
  'decide.deny.back': 'Go back',
  'decide.done.approve': 'Approved',
  'decide.done.deny': 'Denied',
  'decide.done.next': 'Open the job',
  'decide.already.approve': 'Your organisation has approved this job.',
  'decide.already.signed': 'You signed. A colleague has to sign as well.',
  'decide.withdraw': 'Withdraw my approval',
  'decide.withdraw.what':
    'Signed by one touch and final for this approval. It works until the key broker has released the keys.',
  'decide.already.deny': 'Your organisation has denied this job.',
  'decide.outcome': 'What was decided',
  'decide.ended': 'This job no longer waits for a decision.',
  'decide.notAsked': 'This job uses no dataset of your organisation',
  'decide.notAsked.why':
    'There is nothing for you to decide: only owners of data that a job reads answer it.',
} as const;
