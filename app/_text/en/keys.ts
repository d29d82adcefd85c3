import { plural } from '../plural.ts';

/** A person's keys: opening, making, backing up. */
export const keys = {
  'keys.trust': 'Your browser makes and opens your keys. Parley’s server keeps only sealed copies.',
  'keys.looking': 'Looking for your keys on this device',
  'keys.locked.title': 'Open your keys',
  'keys.locked.why':
    'With your keys you sign and read for your organisation. Your key file is sealed; Parley’s server cannot open it.',
  'keys.locked.none':
    'This account has no key file yet. Make your organisation’s keys in Settings, or ask a colleague who has them.',
  'keys.locked.settings': 'Go to Settings',
  'keys.passphrase': 'Key phrase',
  'keys.passphrase.help': 'Opens your key file in this browser. It is not your sign-in password.',
  'keys.passphrase.open': 'Open with the key phrase',
  'keys.passkey.open': (v: { readonly label: string }) => `Open with passkey ${v.label}`,
  'keys.opening': 'Opening …',
  'keys.wrong': 'This does not open the key file. Check the phrase, or use your passkey.',
  'keys.failed':
    'Your keys could not be used here. Load the page again; if it repeats, open them in the terminal.',
  'keys.open.title': 'Your keys are open in this browser',
  'keys.open.until': 'The browser forgets them when you sign out, or after 12 hours.',
  'keys.found.title': 'Make your organisation’s keys',
  'keys.found.why':
    'A passkey on this device approves for your organisation and opens its results. This page makes and signs your organisation’s first key list.',
  'keys.found.button': 'Make keys with a passkey',
  'keys.found.busy': 'Confirm on your device …',
  'keys.add.title': 'Add a passkey to this browser',
  'keys.add.why':
    'Your present key signs a new key list that names the passkey. Members see that a key was added.',
  'keys.add.newKey': 'the passkey that you make now,',
  'keys.add.alone': 'Approve with this passkey alone',
  'keys.add.alone.what': (v: { readonly before: number; readonly after: number }) =>
    `With a passkey you trust this website while you approve. Your requirement for an independent signature drops from ${v.before} to ${v.after}, and every proof will show it.`,
  'keys.add.kept':
    'Otherwise the passkey opens your keys here, and you approve with the terminal as before. You can decide this later under Keys and quorum.',
  'keys.add.button': 'Add a passkey',
  'keys.add.label': 'Name of this device',
  'keys.passkeyFault': (v: { readonly words: string }) => `No passkey was made: ${v.words}`,
  'keys.add.default': (v: { readonly browser: string; readonly day: string }) =>
    `${v.browser}, ${v.day}`,
  'keys.device': (v: { readonly browser: string; readonly system: string }) =>
    `${v.browser} on ${v.system}`,
  'keys.device.unknown': 'Browser',
  'keys.backup.title': 'Make a backup',
  'keys.backup.why':
    'If you lose this device, you cannot open results or sign any more. A backup, sealed by a phrase of your own, is the way back.',
  'keys.backup.phrase': 'Backup phrase, at least 16 characters',
  'keys.backup.label': 'Backup',
  'keys.backup.button': 'Save backup',
  'keys.backup.done': 'Backup saved. Keep the phrase in a place that Parley’s server cannot read.',
  'keys.ask.title': 'Make keys of your own',
  'keys.ask.why': (v: { readonly organisation: string }) =>
    `${v.organisation} has keys already. Make your own in this browser. A colleague who signs for it then adds them to the key list.`,
  'keys.ask.button': 'Make my keys with a passkey',
  'keys.ask.waits': 'Your keys are waiting for a colleague',
  'keys.ask.waits.note':
    'Read these words to a colleague who signs for your organisation. The colleague sees the same words under Keys and quorum.',
  'keys.ask.waits.state': (v: { readonly organisation: string }) =>
    `Not in the key list of ${v.organisation} yet`,
  'orgKeys.title': 'Keys and quorum',
  'orgKeys.trust':
    'Read in your browser from your organisation’s signed key list. Parley’s server only carries requests and signatures.',
  'orgKeys.requests': 'Colleagues who ask for access',
  'orgKeys.requests.note':
    'Compare the words with the colleague by another channel before you sign.',
  'orgKeys.requests.none':
    'No colleague is waiting. Invited colleagues make their own keys under Settings; the request then appears here.',
  'orgKeys.compared': 'My colleague read the same words to me',
  'orgKeys.notCompared': 'Not compared yet: compare before you sign',
  'orgKeys.powers': 'In the name of the organisation, this colleague may',
  'orgKeys.power.approve': 'approve',
  'orgKeys.power.approve.what':
    'Signs approvals, rules and key lists. A key list needs more than half of its approvers, so the number of signatures may rise.',
  'orgKeys.power.ask': 'ask and read results',
  'orgKeys.power.ask.what': 'Signs questions. Results are sealed to this colleague too.',
  'orgKeys.request.waits':
    'The key list above adds this colleague. Compare the words before you sign it too.',
  'orgKeys.request.drop': 'Decline',
  'orgKeys.request.sign': 'Sign and add',
  'orgKeys.pending': 'A new key list is waiting for signatures',
  'orgKeys.pending.note': (v: { readonly n: number; readonly m: number }) =>
    `Signed by ${v.n} of ${v.m}. Nothing changes until enough people of the key list in force have signed.`,
  'orgKeys.pending.sign': 'Sign it too',
  'orgKeys.pending.drop': 'Withdraw it',
  'orgKeys.pending.mine': 'You signed. A colleague has to sign as well.',
  'orgKeys.change': 'What the new key list changes',
  'orgKeys.lower': 'This key list requires less than the one before. Type “lower” to go on.',
  'orgKeys.lower.word': 'lower',
  'orgKeys.lower.told':
    'Every proof shows the numbers of the key list under which its approvals were signed.',
  'orgKeys.change.approvers': 'Approver keys',
  'orgKeys.change.analysts': 'Keys that ask',
  'orgKeys.change.recipients': 'Who reads results',
  'orgKeys.change.witnesses': 'Witnesses',
  'orgKeys.change.independent': '(independent)',
  'orgKeys.change.quorum': 'Signatures needed',
  'orgKeys.change.independentMin': 'Independent signatures needed',
  'orgKeys.change.name': 'Name',
  'orgKeys.quorum.title': 'How many must sign',
  'orgKeys.quorum.note':
    'More than half of the approvers must approve. To lower a number you type a word.',
  'orgKeys.quorum': 'People who must approve',
  'orgKeys.independent': 'How many of them with an independent key',
  'orgKeys.independent.help': 'A key of a program of your own, which this website cannot use.',
  'orgKeys.quorum.sign': 'Sign the new numbers',
  'sessions.title': 'Sessions',
  'sessions.note':
    'Signs you out in every browser, this one too. Other devices forget your keys after 12 hours.',
  'sessions.end': 'Sign out everywhere',
  'sessions.head': 'Sessions',
  'sessions.end.short': 'End sessions',
  'sessions.endOf': (v: { readonly label: string }) => `End sessions of ${v.label}`,
  'sessions.ended': 'Ended',
  'keys.list.title': 'Key files',
  'keys.list.caption': 'Key files of your account',
  'keys.list.kind': 'Opened by',
  'keys.list.label': 'Name',
  'keys.list.made': 'Made',
  'keys.kind.passphrase': 'Key phrase',
  'keys.kind.passkey': 'Passkey',
  'keys.card.title': 'Key list',
  'keys.card.caption': 'Who may sign for your organisation',
  'keys.card.name': 'This key list',
  'keys.card.key': 'Key',
  'keys.card.can': 'May',
  'keys.card.kind': 'Kind',
  'keys.card.approves': 'approve',
  'keys.card.asks': 'ask',
  'keys.card.reads': 'read results',
  'keys.card.quorum': (v: { readonly quorum: number; readonly independent: number }) =>
    `${plural(v.quorum, 'signature', 'signatures')} needed, ${v.independent} of them from an independent program.`,
  'keys.kind.plain': 'Key of an independent program',
  'keys.kind.site': 'Passkey of this site',
  'keys.kind.recipient': 'Recipient of results',
  'settings.title': 'Settings',
  'settings.signedInAs': (v: { readonly email: string; readonly organisation: string }) =>
    `${v.email}, ${v.organisation}`,
} as const;
