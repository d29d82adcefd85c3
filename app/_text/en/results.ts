import { plural } from '../plural.ts';

/** Results, budgets, sealing, words, brokers, pausing and limits. */
export const results = {
  'result.exact': (v: { readonly base: number }) => `Exact, then rounded to ${v.base}`,
  'result.interval': '± covers the true value in 95 of 100 cases',
  'result.suppressed.few': 'too few people',
  'result.suppressed.dominant': 'one member dominates',
  'result.suppressed.reveals': 'would reveal another cell',
  'result.noTotal': 'No total: it would reveal suppressed groups.',
  'result.notMeasurable': 'Not measurable at this noise.',
  'result.opening': 'Opening in this browser',
  'result.waiting': 'Waits for its proof',
  'budget.left': (v: { readonly n: number }) =>
    `About ${plural(v.n, 'more job', 'more jobs')} like this`,
  'budget.empty': 'Used up. Only the owner can sign a new limit.',
  'budget.unlicensed': 'The key broker restarted. The owner must license it again.',
  'budget.used': 'used',
  'budget.reserved': 'reserved by signed approvals',
  'budget.rest': 'left',
  'budget.threshold': (v: { readonly used: number; readonly total: number }) =>
    `Threshold jobs: ${v.used} of ${v.total} used`,
  'budget.bar': (v: { readonly used: number; readonly reserved: number; readonly total: number }) =>
    `${v.used} used and ${v.reserved} reserved of ${v.total}`,

  'seal.local': 'Read on this device. Nothing has left it.',
  'seal.server': (v: { readonly list: string }) => `The server sees ${v.list}. It never has a key.`,
  'seal.resume': (v: { readonly n: string }) =>
    `Upload paused at ${v.n}. Choose the same file to go on.`,
  'seal.mismatch': 'This is another file. Nothing was sent.',
  'seal.offline': 'No connection. The upload goes on by itself.',
  'seal.done': 'Uploaded and sealed',
  'seal.convert': 'convert',
  'seal.seal': 'seal',
  'seal.upload': 'upload',
  'seal.left': (v: { readonly time: string }) => `${v.time} left`,
  'seal.progress': (v: { readonly percent: number }) => `Upload at ${v.percent} %`,
  'seal.pause': 'Pause',
  'seal.go': 'Continue',
  'seal.manifest': 'Manifest',

  'words.compare': (v: { readonly party: string }) =>
    `Read these words to ${v.party} by phone. They are public, not a password.`,
  'words.changed': (v: { readonly party: string; readonly signed: boolean }) =>
    `${v.party}'s key card changed since you compared it. Signed by its earlier keys: ${v.signed ? 'yes' : 'no'}.`,
  'words.match': 'The words match',
  'words.differ': 'The words differ',
  'words.english': 'English',
  'words.chinese': '中文',
  'words.language': 'Language of the words',
  'words.list': (v: { readonly party: string }) => `Comparison words of ${v.party}`,
  'pin.compared': (v: { readonly time: string }) => `Words compared, ${v.time}`,
  'pin.unpinned': 'Not compared yet: you can look, not approve',
  'pin.lost': 'First visit: nothing to compare with',

  'pause.effect': (v: { readonly d: number; readonly n: number; readonly m: number }) =>
    `Withdraws the rule of ${plural(v.d, 'dataset', 'datasets')}: stops ${plural(v.n, 'waiting job', 'waiting jobs')} and all new ones. ${v.m === 0 ? 'No job has its keys already.' : `${v.m} with keys already released cannot be stopped.`}`,
  'pause.resume': 'Resuming means signing a new rule for each.',
  'admin.cannot': 'Admins cannot approve for an organisation.',
  'limit.side': 'Side channels and physical attacks on the chip are not closed.',
  'limit.lie': 'An owner can lie about its own table.',
  'limit.withdraw': 'Withdrawing works until keys are released, not after.',
  'limit.meta': 'The platform sees names of columns, who works with whom, when, and sizes.',
  'empty.inbox': 'Nothing waits for you. New requests appear here.',
} as const;
