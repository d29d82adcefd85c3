import { plural } from '../plural.ts';

/**
 * What an owner does with its own data after registering it: new rules, pausing, withdrawing,
 * erasing.
 */
export const own = {
  'sign.confirm': 'Confirm on your device …',
  'sign.noPasskey':
    'To sign here you need a passkey. Add one in Settings, or sign in the terminal.',
  'sign.severalNeeded':
    'Your organisation signs with several people. A key is signed by all of them at once, which these pages cannot do: use the terminal with the keys of enough approvers.',
  'sign.independentNeeded':
    'Your organisation requires a signature of an independent program, which a passkey does not give. Sign in the terminal, or lower the number under',
  'sign.back': 'Go back',

  'broker.new.title': 'This key broker does not have the key of the dataset',
  'broker.new':
    'It is new. Check it, then hand over the key again: this never happens by itself. Confirm once below to sign the rule and the key.',
  'broker.stranger':
    'It names none of the key brokers that you knew as the one before it. Ask the operator by another channel what happened before you go on.',
  'broker.stranger.yes': 'I asked, and hand over the key to this broker',
  'broker.new.home': 'The key broker was replaced',
  'broker.new.home.note':
    'Jobs wait until the owners have checked the new one and handed over their keys again.',
  'broker.new.review': 'Review and hand over again',
  'edit.title': (v: { readonly name: string }) => `Rule for ${v.name}`,
  'edit.document': 'Edit the rule',
  'edit.facts': (v: { readonly seq: number }) => `Draft of rule ${v.seq}, not signed`,
  'edit.pending.foreign':
    'This rule cannot be signed here: this form would not make it from the rule in force and the data shared now. Withdraw it, and sign a new one.',
  'edit.pending': 'A rule is waiting for signatures',
  'edit.trust': 'Your browser computes the differences from the rule that you signed last.',
  'edit.notYours': 'Only the owner of a dataset signs its rule',
  'edit.notYours.why': 'You can read the rule in force on the page of the dataset.',
  'edit.back': 'Open the dataset',
  'edit.table': 'The signed rule and this draft',
  'edit.diff.none': 'Nothing changes: the new rule would allow what the signed one allows.',
  'edit.diff.broker': 'Appears when the key broker is checked, because the rule names it.',
  'edit.diff.numbers': 'Correct the numbers marked above first.',
  'edit.diff.state': 'Use of the dataset',
  'edit.diff.paused': 'paused',
  'edit.diff.inForce': 'in force',
  'edit.diff.expired': 'expired',
  'edit.diff.analysts': 'May ask',
  'edit.diff.receivers': 'May receive',
  'edit.diff.partners': 'Joined with data of',
  'edit.diff.questions': 'Questions',
  'edit.diff.params': 'Datasets and groupings that questions may name',
  'edit.diff.grids': 'Declared result tables',
  'edit.diff.smallest': 'Smallest group',
  'edit.diff.jobs': 'Approved questions at most',
  'edit.diff.expires': 'In force until',
  'edit.diff.versions': 'Versions of the dataset',
  'edit.diff.columns': 'Columns and how they are used',
  'edit.diff.code': 'Machines and their code',
  'edit.diff.machine': (v: {
    readonly format: string;
    readonly code: string;
    readonly entry: string;
  }) => `${v.format} with code ${v.code} (entry ${v.entry})`,
  'edit.diff.entries.changed': (v: { readonly format: string }) =>
    `A machine that changes: ${v.format}`,
  'edit.diff.entries.nothing': 'none',
  'edit.diff.entries.whole': 'The entry as it would be, in full',
  'edit.diff.entries.added': 'Machines that are new, in full',
  'edit.diff.entries.removed': 'Machines that are no longer accepted, in full',
  'edit.diff.brokers': 'Key broker',
  'edit.diff.people': (v: { readonly n: number }) => plural(v.n, 'person', 'people'),
  'edit.diff.moreValues': (v: { readonly n: number; readonly added: string }) =>
    v.added === ''
      ? plural(v.n, 'value', 'values')
      : `${plural(v.n, 'value', 'values')}: ${v.added}`,
  'edit.diff.added': (v: { readonly names: string }) => `new: ${v.names}`,
  'edit.wider': 'This rule allows more than the one before. Type “wider” to go on.',
  'edit.wider.word': 'wider',
  'edit.wider.told': 'Members see the new rule as soon as the key broker has it.',
  'edit.broker': 'Key broker that the rule names, checked in this browser',

  'pause.title': 'Pause all use',
  'pause.facts': 'Pausing stops at once what others may do with your data.',
  'pause.datasets': 'In use',
  'pause.datasets.note': 'Rules in force, and the jobs that use them.',
  'pause.table': 'Datasets with rules in force',
  'pause.dataset': 'Dataset',
  'pause.until': 'Rule until',
  'pause.waiting': 'Waiting jobs',
  'pause.released': 'Jobs with keys',
  'pause.button': 'Pause all use',
  'pause.one': (v: { readonly n: number }) =>
    v.n === 1
      ? 'You confirm once on your device.'
      : `You confirm ${plural(v.n, 'time', 'times')} on your device, for up to eight datasets each.`,
  'pause.sign': 'Sign and pause',
  'pause.stopped': 'Paused',
  'pause.stopped.note': 'The key broker releases no key for these datasets.',
  'pause.stopped.table': 'Paused and withdrawn datasets',
  'pause.since': 'Since',
  'pause.resumeOne': 'Resume',
  'pause.final': 'Withdrawn for good',
  'pause.next': 'Next step',
  'pause.done': (v: { readonly n: number }) =>
    `${plural(v.n, 'dataset', 'datasets')} paused. The key broker accepted this.`,
  'pause.jobs': 'Jobs that stop',
  'pause.none.what': 'None of your data is in use',
  'pause.none.why': 'You have no dataset with a rule in force. There is nothing to pause.',
  'pause.ownersOnly': 'Only data owners can pause',
  'pause.ownersOnly.why':
    'Pausing withdraws signed rules, and only the keys of their owner can do that.',

  'actions.version': 'New version',
  'actions.edit': 'Edit the rule',
  'actions.withdraw': 'Withdraw',
  'actions.withdraw.title': (v: { readonly name: string }) => `Withdraw ${v.name} for good?`,
  'actions.withdraw.what':
    'From then on the key broker releases no key for this dataset. You cannot undo this: to use the table again, register it as a new dataset.',
  'actions.withdraw.released': 'Jobs that have their keys already run to their end.',
  'actions.withdraw.pause': 'To stop for a while, pause instead.',
  'actions.withdraw.sign': 'Sign and withdraw',
  'actions.erase': 'Erase ciphertext',
  'actions.erase.title': (v: { readonly name: string; readonly version: number }) =>
    `Erase the sealed file of ${v.name}, version ${v.version}?`,
  'actions.erase.what':
    'Parley’s server removes its copy of the sealed file. No job can read this version any more.',
  'actions.erase.remains': 'What remains',
  'actions.erase.remains.description': 'the signed description, its rule and its log entries',
  'actions.erase.remains.results': 'results that were released, with their proofs',
  'actions.erase.remains.workers': 'copies that machines had while they ran a job',
  'actions.erase.trust':
    'You cannot check from here that the server erased it. Withdraw the dataset as well: then no copy gets a key.',
  'actions.erase.button': 'Erase this copy',
} as const;
