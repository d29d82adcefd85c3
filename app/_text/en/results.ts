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
  'result.cell.notMeasurable': 'not measurable',
  'result.opening': 'Opening in this browser',
  'result.waiting': 'Waiting for its proof',
  'budget.left': (v: { readonly n: number }) =>
    `About ${plural(v.n, 'more job', 'more jobs')} like this`,
  'budget.empty': 'Used up. Only the owner can sign a new limit.',
  'budget.unlicensed': 'The key broker restarted. The owner must approve again.',
  'budget.used': 'used',
  'budget.reserved': 'reserved by signed approvals',
  'budget.rest': 'left',
  'budget.threshold': (v: { readonly used: number; readonly total: number }) =>
    `Approved questions: ${v.used} of ${v.total} used`,
  'budget.bar': (v: { readonly used: number; readonly reserved: number; readonly total: number }) =>
    `${v.used} used and ${v.reserved} reserved of ${v.total}`,

  'seal.local': 'Your device has read the file. Nothing has left it.',
  'seal.server': (v: { readonly list: string }) => `The server sees ${v.list}. It never has a key.`,
  'seal.resume': (v: { readonly n: string }) =>
    `Upload paused at ${v.n}. Choose the same file to go on.`,
  'seal.mismatch': 'This is another file, so nothing was sent. Choose the same file as before.',
  'seal.offline': 'Connection lost. The upload continues when you are back online.',
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
    `Call ${v.party} and read these words to each other. They are public, not a password.`,
  'words.changed': (v: { readonly party: string; readonly signed: boolean }) =>
    `${v.party}'s key list changed since you compared it. Signed by its earlier keys: ${v.signed ? 'yes' : 'no'}.`,
  'words.match': 'The words match',
  'words.differ': 'The words differ',
  'words.english': 'English',
  'words.chinese': '中文',
  'words.language': 'Language of the words',
  'words.list': (v: { readonly party: string }) => `Comparison words of ${v.party}`,
  'partner.compared': (v: { readonly time: string }) => `Words compared, ${v.time}`,
  'partner.unpinned': 'Not compared yet: you can look, but not approve',
  'partner.lost': 'First visit: nothing to compare with',

  'pause.effect': (v: { readonly d: number; readonly n: number; readonly m: number }) =>
    `Pauses ${plural(v.d, 'dataset', 'datasets')}. ${plural(v.n, 'waiting job stops', 'waiting jobs stop')}, and new ones are refused. ${v.m === 0 ? 'No job has its keys already.' : `${plural(v.m, 'job has its keys already and', 'jobs have their keys already and')} cannot be stopped.`}`,
  'pause.resume': 'To resume, you sign a new rule for each.',
  'admin.cannot': 'Admins cannot approve for an organisation.',
  'limit.side': 'Side channels and physical attacks on the chip are not closed.',
  'limit.lie': 'An owner can lie about its own table.',
  'limit.withdraw': 'Withdrawing works until keys are released, not after.',
  'limit.meta': 'Parley’s server sees the names of columns, who works with whom, when, and sizes.',
  'empty.inbox': 'No request is waiting for you. New requests appear here.',
} as const;
