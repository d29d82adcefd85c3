// The evidence review: raw evidence of any TEE, dropped and judged on this device.

import { plural } from '../plural.ts';

export const review = {
  'review.title': 'Check an attestation',
  'review.what':
    'Drop an attestation of a TEE here. Your browser verifies it, check by check; nothing leaves this device.',
  'review.choose': 'Attestation: a quote, report, token or document',
  'review.choose.help':
    'The raw bytes that the hardware made, or an attestation file that Parley kept. Files up to 1 MiB.',
  'review.other': 'Check another',
  'review.format': 'Format',
  'review.format.help': 'Guessed from the bytes. The verifier of the format decides.',
  'review.format.choose': 'Choose a format',
  'review.endorsements': 'Endorsements',
  'review.endorsements.help':
    'Certificates, revocation lists, TCB info, QE identity, or the one key that everything rests on. Any order.',
  'review.endorsements.count': (v: { readonly n: number }) =>
    v.n === 0 ? 'None chosen' : `${v.n} ${v.n === 1 ? 'file' : 'files'} chosen`,
  'review.at': 'Judged at (UTC)',
  'review.at.help': 'Chains and collateral must have been valid at that time.',
  'review.at.wrong': 'Write it as 2026-11-23T14:05.',
  'review.reportData': 'Expected report data (hex)',
  'review.reportData.help':
    'The data to which the attestation must be bound. If you leave this empty, that question stays open.',
  'review.reportData.wrong': 'Hex digits, two for each byte.',
  'review.tooLarge':
    'This file is larger than 1 MiB. An attestation is smaller: choose another file.',
  'review.failed':
    'The verification could not be run on this device. Reload the page and try again.',
  'review.noFormat': 'Choose a format to verify this file.',
  'review.answer.authentic': 'Authentic',
  'review.answer.bound': 'Fresh and bound',
  'review.answer.acceptable': 'Acceptable',
  'review.authentic.yes': 'Every signature leads to a key that is compiled in here.',
  'review.authentic.named': (v: { readonly key: string }) =>
    `Signed by ${v.key}. No vendor vouches for this key. It counts only if a rule names it.`,
  'review.authentic.no': (v: { readonly line: string }) => `It failed the check ${v.line}.`,
  'review.then.now': (v: { readonly then: string; readonly now: string }) =>
    `Valid then: ${v.then}. Valid now: ${v.now}.`,
  'review.yes': 'yes',
  'review.no': 'no',
  'review.bound.yes': 'The report data are the expected ones.',
  'review.bound.no': 'The report data differ: this attestation is about something else.',
  'review.bound.not': 'Enter the expected data, or drop an attestation file with its runtime.',
  'review.acceptable.yes': 'An entry accepts it, and the code that it names runs.',
  'review.acceptable.open':
    'An entry accepts the raw attestation. Which code runs was not checked: the runtime says that.',
  'review.acceptable.no': 'No entry accepts it. The nearest one fails below.',
  'review.acceptable.not': 'A rule decides. Paste an entry, or start with the narrowest one.',
  'review.checks': (v: { readonly ms: string }) => `Checks, made here in ${v.ms} ms`,
  'review.stopped': 'What would have been checked after it was not.',
  'review.quiet': ({ n, own }: { readonly n: number; readonly own: number }) => {
    if (n > 0)
      return `Since the file was chosen this page has made ${plural(n, 'request', 'requests')}.`;
    const quiet = 'Since the file was chosen this page has asked nothing of any server';
    return own === 0
      ? `${quiet}.`
      : `${quiet} but ${plural(own, 'file', 'files')} of its own: fonts, scripts or its icon.`;
  },
  'review.tab.checks': 'Checks',
  'review.tab.fields': 'What it states',
  'review.tab.chain': 'Certificates and collateral',
  'review.tab.entry': 'Entry of a rule',
  'review.tab.compare': 'Compare',
  'review.tab.raw': 'Raw',
  'review.fields.none': 'An attestation that is not authentic states nothing.',
  'review.meaning': 'Meaning',
  'review.chain.none': 'No chain came with this attestation.',
  'review.chain.what': 'What',
  'review.chain.name': 'Name',
  'review.chain.from': 'From',
  'review.chain.until': 'Until',
  'review.chain.certificate': 'Certificate',
  'review.chain.list': 'Revocation list',
  'review.chain.other': 'Other bytes',
  'review.chain.issuer': (v: { readonly issuer: string }) => `by ${v.issuer}`,
  'review.chain.anchor': (v: { readonly name: string }) => `compiled in as ${v.name}`,
  'review.chain.revoked': (v: { readonly n: string }) => `${v.n} revoked`,
  'review.entry.what':
    'One entry of “enclaves” in a rule, a list of entries, or a whole rule. Changes are judged at once.',
  'review.entry.begin': 'Start with the narrowest entry',
  'review.entry.begin.none': 'Only an authentic hardware attestation makes an entry.',
  'review.entry.download': 'Download the entry',
  'review.entry.checks': 'Lines of the entry',
  'review.entry.also': (v: { readonly name: string; readonly taken: string }) =>
    `${v.name}, compared here. Accepted by this entry: ${v.taken}.`,
  'review.compare.choose': 'A second attestation',
  'review.compare.help':
    'It is verified with the same format, endorsements and time, and its fields stand beside the first ones.',
  'review.compare.first': 'First',
  'review.compare.second': 'Second',
  'review.compare.same': (v: { readonly n: string }) => `${v.n} fields are the same.`,
  'review.compare.none': 'No field differs.',
  'review.compare.failed': (v: { readonly line: string }) =>
    `The second attestation is not authentic: it failed the check ${v.line}.`,
  'review.ear': 'Download EAR claims',
  'review.bundle': 'Download everything',
  'review.terminal': (v: { readonly format: string; readonly at: string; readonly more: string }) =>
    `parley evidence verify --format ${v.format} --evidence evidence.bin --endorsements endorsements --at ${v.at}${v.more}`,

  'review.means.reportData': '64 bytes that the program chose: here the hash of its runtime',
  'review.means.namedAnchor': 'SHA-256 of the key, or certificate, that all of this rests on',
  'review.means.debug': 'Whether the memory of the machine can be read from outside',
  'review.means.chip': 'This very machine, as its vendor names it',
  'review.means.issued': 'When the oldest collateral was issued, seconds since 1970',
  'review.means.until': 'When the first part of it expires, seconds since 1970',
  'review.means.measurement': 'Hash of what was loaded at launch',
  'review.means.mrSigner': 'Hash of the key that signed the enclave',
  'review.means.hostData': 'What the host handed in at launch',
  'review.means.rtmr': 'What was measured after launch: firmware, kernel, applications',
  'review.means.pcr': 'Register of what was measured, one after the other',
  'review.means.vmpl': 'Privilege level that asked for the report; 0 is the highest',
  'review.means.smt': 'Whether hyper-threading may be on',
  'review.means.migration': 'Whether the machine may be moved to another host',
  'review.means.status': 'How Intel grades the platform’s patches',
  'review.means.tcbDate': 'All fixes published before are in, seconds since 1970',
  'review.means.evaluation': 'Number of Intel’s evaluation; higher is later',
  'review.means.fmspc': 'Family, model and stepping of the platform',
  'review.means.idKey': 'Hash of the key that named the image at launch',
  'review.means.guestSvn': 'Security version that the image gives itself',
  'review.means.lifecycle': 'State of the device; 3000 to 30ff (12288 to 12543) is secured',
  'review.means.hypervisorKey':
    'Hash of the key that signed for the enclave, which the TPM measured',
  'review.means.pcrDigest': 'One hash of all registers that the TPM quoted',
  'review.means.firmware': 'Firmware of the TPM, as its maker numbers it',
  'review.means.resets': 'How often the TPM was reset',
  'review.means.vouchedBy':
    'Whether a certificate says that the key is a TPM’s, or only the key itself',
  'review.means.timestamp': 'When it was made, milliseconds since 1970',
} as const;
