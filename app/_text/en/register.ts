import { plural } from '../plural.ts';

/** Registering a dataset, and the rule for its use. */
export const register = {
  'register.title': 'Add a dataset',
  'register.step.file': 'File',
  'register.step.columns': 'Columns',
  'register.step.check': 'Check',
  'register.step.policy': 'Rule',
  'register.step.seal': 'Seal',
  'register.file.what': 'Drop a CSV or Parquet file. Your device reads it; nothing leaves it yet.',
  'register.file.choose': 'Choose file',
  'register.file.sample': 'Download a made-up sample',
  'register.file.reading': 'Reading the file on this device',
  'register.version.title': (v: { readonly name: string; readonly n: number }) =>
    `${v.name}, version ${v.n}`,
  'register.version.what':
    'The new version replaces the one before. Columns and rule start as they were. Jobs that name the old version still run under its rule until you sign.',
  'register.version.missing': (v: { readonly names: string }) =>
    `This file lacks columns that the version before had: ${v.names}.`,
  'register.collaboration': 'For the collaboration',
  'register.name': 'Name of the dataset',
  'register.name.help': 'Members see this name.',
  'register.columns.rows': (v: { readonly n: string; readonly file: string }) =>
    `${v.file}: ${v.n} rows read on this device.`,
  'register.columns.caption': 'Columns of the file, with their proposed roles and values',
  'register.columns.name': 'Column',
  'register.columns.role': 'Role',
  'register.columns.type': 'Type',
  'register.columns.domain': 'Declared values',
  'register.columns.note': 'Note',
  'register.columns.roleOf': (v: { readonly column: string }) => `Role of ${v.column}`,
  'register.columns.domainOf': (v: { readonly column: string }) => `Declared values of ${v.column}`,
  'register.role.out': 'leave out',
  'register.columns.out': 'Dropped before sealing.',
  'register.columns.min': 'from',
  'register.columns.max': 'to',
  'register.columns.text': (v: { readonly n: number }) => `any text up to ${v.n} characters`,
  'register.columns.values': (v: { readonly n: number; readonly some: string }) =>
    `${plural(v.n, 'value', 'values')}: ${v.some}`,
  'register.key.missing':
    'Choose one column as the entity key: it names the person who is protected.',
  'register.key.several': 'Only one column can be the entity key.',
  'register.key.domain': 'Type of person identifier',
  'register.key.domain.help':
    'Data are joined only where this name is the same, such as “national-id”. Write it exactly as the other members do.',
  'register.key.normaliser': 'How keys are compared',
  'register.key.exact': 'Exactly as written',
  'register.key.digits': 'Digits only, leading zeros kept',
  'register.check.table': 'The table is as declared',
  'register.check.size': (v: { readonly rows: string; readonly people: string }) =>
    `About ${v.rows} rows and ${v.people} people will be stated, in two digits.`,
  'register.check.running': 'Checking every row on this device',
  'register.check.broker': 'Key broker checked in this browser',
  'register.problems': 'There is a problem: this file cannot be registered yet',
  'register.problem': (v: {
    readonly row: number;
    readonly column: string;
    readonly words: string;
  }) =>
    v.column === '' ? `Row ${v.row}: ${v.words}` : `Row ${v.row}, column “${v.column}”: ${v.words}`,
  'register.problems.more': (v: { readonly n: number }) =>
    `${plural(v.n, 'problem', 'problems')} in all.`,
  'register.problems.download': 'Download all problems',
  'register.problems.local': 'Nothing has left this device.',
  'register.problems.another': 'Choose another file',
  'register.seal.what':
    'Confirm once to sign the description and the rule, and to hand over the file key, encrypted, to the key broker.',
  'register.seal.button': 'Seal and upload',
  'register.seal.converting': 'Converting on this device',
  'register.seal.sealing': 'Sealing on this device',
  'register.seal.writing': 'Keeping the sealed file in this browser',
  'register.seal.signing': 'Confirm on your device …',
  'register.seal.uploading': 'Uploading the sealed file',
  'register.seal.sees':
    'column names, types, declared domains, rounded counts, file size and your organisation’s name',
  'register.seal.done': 'Registered',
  'register.seal.done.what':
    'Parley’s server has the sealed file. Members can ask about it under your rule.',
  'register.seal.open': 'Open the dataset',
  'register.seal.lost':
    'This browser does not have the sealed file any more. Register the file again as a new version.',
  'register.seal.noPasskey': 'To sign here you need a passkey. Add one in Settings first.',
  'register.pending.title': 'Uploads not finished',
  'register.pending.resume': 'Continue',
  'register.pending.failed':
    'Connection lost. Check it, then go on: the upload continues where it stopped.',
  'register.pending.line': (v: { readonly name: string }) =>
    `${v.name}: the sealed file is still in this browser.`,
  'register.none': 'Your organisation is in no collaboration yet',
  'register.none.why':
    'A dataset is registered for one collaboration, whose members may ask about it.',
  'register.none.action': 'See collaborations',
  'register.rows': 'If rows of a person differ …',
  'register.rows.of': (v: { readonly column: string }) => `Several rows of a person: ${v.column}`,
  'register.rows.only': 'No value, unless all rows agree',
  'register.rows.worst': 'Bad, if any row says so',
  'register.rows.max': 'The largest value',
  'register.rows.min': 'The smallest value',
  'register.label.is': '0 is good, 1 is bad.',
  'register.label.of': (v: { readonly column: string }) => `Meaning of ${v.column}`,
  'register.label.which': 'Which values mean bad?',
  'register.label.good': (v: { readonly values: string }) =>
    `The others mean good: ${v.values}. The sealed table has 1 for bad and 0 for good.`,
  'register.label.many':
    'A label needs 2 to 16 different values. Choose another role for this column.',
  'register.label.missing': 'For each label, choose the values that mean bad.',
  'rule.title': 'Rule for the use of this dataset',
  'rule.preset': 'Start from',
  'rule.preset.strict': 'Strict',
  'rule.preset.standard': 'Standard',
  'rule.analysts': 'May ask',
  'rule.receivers': 'May receive answers',
  'rule.partners': 'May be joined with data of',
  'rule.questions': 'Questions',
  'rule.question.other': (v: { readonly name: string }) =>
    `${v.name} (the version of an earlier build)`,
  'rule.datasets': 'Data that questions may name',
  'rule.datasets.this': 'This dataset',
  'rule.datasets.gone': 'No longer shared, but the signed rule names it.',
  'rule.groupings': 'Questions may group by',
  'rule.leftOut': (v: {
    readonly dataset: string;
    readonly question: string;
    readonly part: string;
  }) =>
    `${v.dataset} cannot be “${v.part}” of “${v.question}”: it needs exactly one label, and a choice for people with several rows.`,
  'rule.catchUp': 'Also allow everything that the ticked data and groupings make possible',
  'rule.catchUp.help': (v: { readonly n: number }) =>
    `The signed rule leaves out ${plural(v.n, 'result table', 'result tables')}.`,
  'rule.bounds': (v: { readonly min: string; readonly max: string }) =>
    `Enter a whole number from ${v.min} to ${v.max}.`,
  'rule.small': (v: { readonly n: number }) =>
    `Groups of ${v.n} people are small: a reader who knows some of them can guess about the rest. Use 20 or more if you can.`,
  'rule.number.entitiesMin': 'Smallest group shown, in people',
  'rule.number.jobsMax': 'Approved questions at most',
  'rule.number.days': 'In force for, in days',
  'rule.sentence': 'In words',
  'rule.form.jobs': ' approved questions, for ',
  'rule.form.days': ' days.',
  'rule.json': 'As it is signed (JSON)',
  'rule.notCompared': 'Words not compared yet',
  'rule.strangers': (v: { readonly names: string }) =>
    `This rule cannot be signed before you have compared the words of ${v.names}.`,
  'rule.nothing': 'Nothing is allowed yet. Choose who may ask, who may receive, and a question.',
  'rule.edit.title': 'Edit the rule',
  'rule.edit.sign': 'Review and sign',
  'rule.usage': 'Approved questions',
  'rule.usage.note':
    'Parley’s server counts these. The key broker keeps its own count, and refuses when it is used up.',
  'rule.usage.label': 'All requesters together',
  'rule.edit.signed': 'The new rule is signed, and the key broker accepted it.',
  'rule.edit.diff': 'Change to the signed rule',
  'rule.edit.code': 'The rule accepts only the key broker of this build.',
} as const;
