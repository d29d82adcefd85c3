import { plural } from '../plural.ts';

/** Whom and what to believe: pins, machines, evidence, the key broker's log. */
export const attest = {
  'partners.title': 'Verified partners',
  'partners.facts':
    'You can approve jobs of partners whose words you compared. Jobs of others you can only read.',
  'partners.trust':
    'Your browser checked the key lists of each organisation. Only a phone call tells you that the keys really are theirs.',
  'partners.own': 'Your own words',
  'partners.own.note': 'Read these words out when a partner compares with you.',
  'partners.others': 'Others in your collaborations',
  'partners.count': (v: { readonly n: number; readonly total: number }) =>
    `${v.n} of ${v.total} compared`,
  'partners.in': (v: { readonly rooms: string }) => `In ${v.rooms}`,
  'partners.noCard': 'Parley’s server has no key list of this organisation.',
  'partners.card': (v: { readonly seq: number; readonly keys: number }) =>
    `Key list ${v.seq}, ${plural(v.keys, 'key that approves', 'keys that approve')}.`,
  'partners.card.first': 'It is the first key list: the words are its fingerprint.',
  'partners.card.chain': 'The keys of each list signed the list after it.',
  'partners.card.broken':
    'A later key list was not signed by the keys of the one before. Do not approve any job of this organisation.',
  'partners.show': 'Twelve words',
  'partners.compare': 'Compare twelve words',
  'partners.match.title': (v: { readonly party: string }) => `You compared with ${v.party}`,
  'partners.match.what':
    'Your browser remembers that the words matched, sealed to your keys. You can then approve jobs of this organisation.',
  'partners.match.how': 'How did you compare?',
  'partners.match.phone': 'By phone, on a number you knew before',
  'partners.match.person': 'In person',
  'partners.match.other': 'In another way',
  'partners.match.other.help':
    'Not by e-mail, and not by a message on this site: an attacker who can change the words can change those too.',
  'partners.match.button': 'The words matched',
  'partners.differ.title': 'Stop: these are not the keys you expect',
  'partners.differ.what': (v: { readonly party: string }) =>
    `An attacker could be between you and ${v.party}, or one of you read the wrong words.`,
  'partners.differ.approve': 'Do not approve any job of this organisation.',
  'partners.differ.call':
    'Call again on a number you knew before, and read all twelve words on both sides.',
  'partners.differ.tell':
    'If they still differ, tell the other members, but not through this site.',
  'partners.differ.ok': 'Go back',
  'partners.empty.what': 'No partner to compare with yet',
  'partners.empty.why':
    'The other members of your collaborations appear here as soon as you have joined one.',
  'partners.example.words': 'Harbour Credit, price-police-satisfy',
  'partners.example.call': 'Read twelve words to each other by phone',
  'partners.example.done': 'Compared, 9 Oct 2026',

  'fleet.facts':
    'Machines that could receive keys. Each row shows what the machine’s own attestation says.',
  'fleet.trust':
    'Your browser verifies the attestations. Names, times and jobs come from Parley’s server.',
  'fleet.broker': 'Key broker',
  'fleet.broker.now': 'Answers now, checked in this browser',
  'fleet.broker.checking': 'Asking the key broker with a challenge of this browser',
  'fleet.workers': 'Workers',
  'fleet.workers.table': 'Workers and what their attestations say',
  'fleet.workers.note':
    'A worker shows an attestation for one job. An idle worker has none to show.',
  'fleet.name': 'Machine',
  'fleet.format': 'Format',
  'fleet.code': 'Code',
  'fleet.code.build': 'this build’s code',
  'fleet.code.noSandbox': 'this build’s code, without its sandbox',
  'fleet.code.other': 'not this build’s code',
  'fleet.evidence': 'Attestation',
  'fleet.job': 'Job now',
  'fleet.rules': 'Accepted by your rules',
  'fleet.rules.some': (v: { readonly n: number; readonly total: number }) => `${v.n} of ${v.total}`,
  'fleet.rules.none': 'none of your rules',
  'fleet.seen': 'Last heard',
  'fleet.never': 'never',
  'fleet.noJob': 'none',
  'fleet.place': 'Place',
  'fleet.brokerId': 'Key broker',
  'fleet.brokers': 'Key brokers',
  'fleet.noEvidence': 'no attestation yet',
  'fleet.inspect': 'Inspect',
  'fleet.empty.what': 'Workers that run jobs',
  'fleet.empty.why': 'No worker has registered with this server yet. Start one beside it:',
  'fleet.empty.command': 'parley start',
  'fleet.empty.limits': 'What a simulated worker protects',

  'evidence.page.title': 'Attestation',
  'evidence.page.of': (v: { readonly worker: string }) => `Attestation of ${v.worker}`,
  'evidence.page.made': 'Kept by Parley’s server',
  'evidence.page.clock': 'Judged now, by the clock of this device.',
  'evidence.page.again': 'Verify again here',
  'evidence.page.download': 'Download',
  'evidence.page.checks': 'Checks made in this browser',
  'evidence.page.unreadable': 'This attestation cannot be read',
  'evidence.page.unreadable.why':
    'The bytes that Parley’s server sent are not an attestation. You find them below.',
  'evidence.check.name': 'The bytes are the ones that the address names',
  'evidence.check.authentic': 'The signatures lead to the root of the simulated platform',
  'evidence.check.hardware':
    'The signatures lead to a key that is compiled in here, or that rules name',
  'evidence.check.format': 'The format is one that this program can verify',
  'evidence.check.debug': 'Debugging is off',
  'evidence.check.report': 'The attestation is about these keys, this challenge and this job',
  'evidence.check.role': 'The program is a worker',
  'evidence.check.job': 'The job is the one that Parley’s server names',
  'evidence.check.code': 'The measured code is the one that the program states',
  'evidence.check.build': 'The code is the worker of this build',
  'evidence.check.broker': 'The key broker it answers is the one checked here now',
  'evidence.check.nonce': 'The challenge was fresh: only the key broker that gave it knows',
  'evidence.check.until': 'Signatures of the vendor are valid today',
  'evidence.hardware': (v: { readonly format: string }) => `Hardware: ${v.format}`,
  'evidence.hardware.note':
    'All checks of the verifier for this format, with the vendor’s names, at the time of this device.',
  'evidence.hardware.checks': 'Checks of the verifier',
  'evidence.tab.fields': 'Fields',
  'evidence.tab.json': 'Raw JSON',
  'evidence.tab.hex': 'Hex',
  'evidence.field': 'Field',
  'evidence.value': 'Value',
  'evidence.hex.cut': (v: { readonly n: string }) =>
    `The first ${v.n} bytes; the download has all of them.`,
  'evidence.terminal': (v: { readonly file: string }) => `parley evidence show ${v.file}`,
  'evidence.simulated':
    'All of this is simulated. It shows what an attestation looks like and proves nothing.',

  'log.facts':
    'What the key broker accepted, released and refused, in an order that it cannot change.',
  'log.asking': 'Asking the key broker and checking every line in this browser',
  'log.trust': (v: { readonly n: number; readonly time: string }) =>
    `Signatures and order of ${plural(v.n, 'line', 'lines')} checked in this browser, ${v.time}. The key broker is simulated.`,
  'log.head': (v: { readonly index: string }) => `Log checkpoint ${v.index}`,
  'log.continues': (v: { readonly index: string; readonly added: number }) =>
    v.added === 0
      ? `Nothing new since your last checkpoint ${v.index}.`
      : `Continues your last checkpoint ${v.index}, ${v.added} new.`,
  'log.first':
    'Your first visit to this key broker: there is no earlier checkpoint to compare with.',
  'log.locked':
    'Your keys are not open, so this browser does not know which checkpoint you saw last.',
  'log.open': 'Open your keys in Settings',
  'log.bodies':
    'Each line commits to its content by a salted hash. The parties of a job get the content with its proof.',
  'log.call': 'Compare the checkpoint with other members by phone: all must see the same one.',
  'log.filter': 'Filter by kind, hash or time',
  'log.count': (v: { readonly n: number; readonly total: number }) =>
    v.n === v.total
      ? plural(v.total, 'line', 'lines')
      : `${v.n} of ${plural(v.total, 'line', 'lines')}`,
  'log.index': 'Line',
  'log.time': 'Time, by the broker’s host',
  'log.kind': 'Kind',
  'log.entry': 'Hash of the line',
  'log.commitment': 'Salted hash of its content',
  'log.pages': 'Pages of the log',
  'log.newer': 'Newer',
  'log.older': 'Older',
  'log.page': (v: { readonly page: number; readonly pages: number }) =>
    `Page ${v.page} of ${v.pages}`,
  'log.package': 'Export signed package',
  'log.csv': 'Export CSV',
  'log.empty.what': 'The key broker has written nothing yet',
  'log.empty.why': 'Its first line is written when it starts.',
  'log.kind.boot': 'Started',
  'log.kind.handover': 'Keys handed over',
  'log.kind.card': 'Key list accepted',
  'log.kind.manifest': 'Dataset accepted',
  'log.kind.policy': 'Rule accepted',
  'log.kind.grant': 'File key accepted',
  'log.kind.licence': 'Licence accepted',
  'log.kind.withdrawal': 'Withdrawal or denial',
  'log.kind.release': 'Keys released',
  'log.kind.refusal': 'Refused',
  'log.kind.receipt': 'Receipt of a run',
  'log.kind.retire': 'Retired',
} as const;
