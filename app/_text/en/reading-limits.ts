/** What Parley protects and what not: docs/threat-model.md and docs/limitations.md in short. */
export const readingLimits = {
  'limits.intro':
    'Parley lets organisations compute joint answers over sealed tables. This page says what that protects, what it rests on, and what stays open.',
  'limits.simulated':
    'In this version the protected machine is simulated. Whoever runs it can read all memory, and anyone can forge its evidence. Use made-up data only.',
  'limits.holds': 'What holds, if the machine deserves trust',
  'limits.holds.sealed':
    'Tables are sealed on the owner’s device. The platform stores and moves ciphertext, and never has a key.',
  'limits.holds.quorum':
    'No key is released without enough signatures of every owner, for exactly this job.',
  'limits.holds.deny': 'A denial is final for its job. A withdrawn rule stops every new job.',
  'limits.holds.rows':
    'Only agreed counts leave the machine. Small groups are withheld, and the others rounded.',
  'limits.holds.bytes':
    'A job runs on the files that its owners registered, and on code that their rules accept.',
  'limits.holds.proof':
    'Every result carries a proof that anyone can check offline, with keys they compared themselves.',
  'limits.holds.rollback':
    'A key broker that forgets or splits its log is noticed by whoever saw more of it.',
  'limits.assumes': 'What it rests on',
  'limits.assumes.tee':
    'A hardware enclave whose memory is secret and whose evidence is genuine. A simulated one is not that.',
  'limits.assumes.machines': 'Your own device and your own keys. Parley cannot protect either.',
  'limits.assumes.pins':
    'Keys that people compared by phone. The platform could otherwise show you its own.',
  'limits.assumes.page':
    'The code of this page, which the platform sends. The terminal program checks proofs without it.',
  'limits.sees': 'What the platform sees and can do',
  'limits.sees.sizes': 'It sees file sizes, message sizes, and how long each job runs.',
  'limits.sees.outcome': 'It sees whether a job was delivered, refused or stopped.',
  'limits.sees.power': 'It can delay or stop everything. It can withhold a result, not change one.',
  'limits.answers': 'What answers can still tell',
  'limits.answers.rounding':
    'Withholding and rounding add no noise. Whoever combines several answers can learn more than each says.',
  'limits.answers.differencing':
    'Two jobs over slightly different people can reveal the difference. Many such pairs are refused, not all.',
  'limits.answers.reader': 'A receiver who owns an input can subtract its own people.',
  'limits.answers.lieHow':
    'It can add invented people, and so learn about a single person in one job. Partner lists and job limits bound this.',
  'limits.open': 'What stays open',
  'limits.open.grant': 'A key that was released to a machine cannot be taken back from it.',
  'limits.open.clock':
    "Expiry rests on the operator's clock. Counters and limits hold regardless of it.",
  'limits.open.forks':
    'Parties that never compare log heads can be shown different logs. They then cannot agree on one job.',
  'limits.more':
    'The whole lists are in docs/threat-model.md and docs/limitations.md of the source code.',
} as const;
