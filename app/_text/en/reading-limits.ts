/** What Parley protects and what not: docs/threat-model.md and docs/limitations.md in short. */
export const readingLimits = {
  'limits.intro':
    'Parley lets organisations compute joint answers over sealed tables. This page says what that protects, what it rests on, and what stays open.',
  'limits.simulated':
    'In this version the protected machine is simulated. Its operator can read all memory, and anyone can forge its attestation. Use made-up data only.',
  'limits.holds': 'What holds, if the machine deserves trust',
  'limits.holds.sealed':
    'The owner’s device seals the tables. Parley’s server stores and moves ciphertext, and never has a key.',
  'limits.holds.quorum':
    'No key is released without enough signatures of every owner, for exactly this job.',
  'limits.holds.deny': 'A denial is final for its job. A withdrawn rule stops every new job.',
  'limits.holds.rows':
    'Only agreed counts leave the machine. Small groups are suppressed, and the others rounded.',
  'limits.holds.bytes':
    'A job runs on the files that its owners registered, and on code that their rules accept.',
  'limits.holds.proof':
    'Every result carries a proof that anyone can check offline, with keys they compared themselves.',
  'limits.holds.rollback':
    'If a key broker forgets or splits its log, members who saw more of it notice.',
  'limits.assumes': 'What it rests on',
  'limits.assumes.tee':
    'A hardware enclave whose memory is secret and whose attestation is genuine. A simulated enclave is neither.',
  'limits.assumes.machines': 'Your own device and your own keys. Parley cannot protect either.',
  'limits.assumes.partners':
    'Keys that people compared by phone. Without that, Parley’s server could show you keys of its own.',
  'limits.assumes.page':
    'The code of this page, which Parley’s server sends. The terminal program checks proofs without it.',
  'limits.sees': 'What Parley’s server sees and can do',
  'limits.sees.sizes': 'It sees file sizes, message sizes, and how long each job runs.',
  'limits.sees.outcome': 'It sees whether a job was delivered, refused or stopped.',
  'limits.sees.power':
    'It can delay or stop everything. It can withhold a result, but not change one.',
  'limits.answers': 'What answers can still reveal',
  'limits.answers.rounding':
    'Suppression and rounding add no noise. A receiver who combines several answers can learn more than each says.',
  'limits.answers.differencing':
    'Two jobs over slightly different people can reveal the difference. Many such pairs are refused, not all.',
  'limits.answers.reader': 'A receiver who owns an input can subtract its own people.',
  'limits.answers.lieHow':
    'It can add invented people, and so learn about a single person in one job. Partner lists and job limits bound this.',
  'limits.open': 'What stays open',
  'limits.open.grant': 'A machine that has received a key can keep it.',
  'limits.open.clock': 'Deadlines use the operator’s clock. Usage limits hold in any case.',
  'limits.open.forks':
    'Parties that never compare log checkpoints can be shown different logs. They then cannot agree on one job.',
  'limits.more':
    'The whole lists are in docs/threat-model.md and docs/limitations.md of the source code.',
} as const;
