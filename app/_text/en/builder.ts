import { plural } from '../plural.ts';

/** Asking a question: the job builder. */
export const builder = {
  'builder.title.none': 'Ask a question',
  'builder.choose': 'Which question',
  'builder.step.data': 'Data',
  'builder.step.parameters': 'Parameters',
  'builder.step.check': 'Check',
  'builder.step.summary': 'Summary',
  'builder.next': 'Next',
  'builder.back': 'Back',
  'builder.name': 'Name of this job',
  'builder.name.help': 'Only a label. Owners approve the sentence of step 4.',
  'builder.choose.dataset': 'Choose a dataset',
  'builder.save': 'Save draft',
  'builder.saved': 'Draft saved',
  'builder.dataset': (v: {
    readonly owner: string;
    readonly version: number;
    readonly people: string;
  }) => `${v.owner}, version ${v.version}, about ${v.people} people`,
  'builder.datasets': 'Datasets',
  'builder.none': 'None',
  'builder.smallest': (v: { readonly min: number }) =>
    `The owners’ rules withhold every group of fewer than ${v.min} people.`,
  'builder.receivers': 'Who receives the answer',
  'builder.expires': 'Owners may answer for',
  'builder.expires.1': 'One day',
  'builder.expires.7': 'One week',
  'builder.expires.30': 'One month',
  'builder.preflight': 'Check against every owner’s rule',
  'builder.preflight.trust':
    'Your browser computes this from the owners’ signed rules, in the same way as the key broker.',
  'builder.preflight.passed': 'Every rule allows this job.',
  'builder.preflight.failed': (v: {
    readonly owners: string;
    readonly n: number;
    readonly total: number;
  }) =>
    `This job fails ${v.n} of ${plural(v.total, 'check', 'checks')}${v.owners === '' ? '' : `, by the rules of ${v.owners}`}.`,
  'terms.clock': 'Accepts the clock that this key broker has',
  'terms.jobExpiry': 'The request has not expired',
  'terms.question': 'The question accepts these values',
  'terms.mode': 'Kind of release allowed',
  'terms.cells': 'Number of cells announced',
  'terms.jobGrid': 'The request names the table that it asks for',
  'terms.inputSize': 'Enough people in the data',
  'terms.sameTable': 'No table is joined with itself',
  'terms.manifest': 'Data as its owner describes it',
  'terms.world': 'Data for this kind of machine',
  'terms.inForce': 'The newest rule of the owner',
  'terms.version': 'Dataset version covered',
  'terms.collaboration': 'Rule for this collaboration',
  'terms.broker': 'This key broker accepted',
  'terms.expiry': 'Rule in force',
  'terms.withdrawn': 'Nothing withdrawn',
  'terms.recipients': 'Receivers’ keys are the ones in their key lists',
  'terms.analyst': 'This organisation may ask',
  'terms.receivers': 'Receivers allowed',
  'terms.partners': 'May be joined with the other data',
  'terms.code': 'Worker code accepted',
  'terms.template': 'Question allowed',
  'terms.params': 'Parameters allowed',
  'terms.columns': 'Columns allowed in these roles',
  'terms.grid': 'Grouping declared',
  'terms.partnerSize': 'Partners’ data are large enough',
  'builder.line': (v: { readonly rule: string; readonly owner: string }) => `${v.rule}: ${v.owner}`,
  'builder.summary': 'What owners will be asked',
  'builder.summary.note': 'The program of the question wrote this sentence. Owners sign it.',
  'builder.submit': 'Sign and submit',
  'builder.submitting': 'Signing and submitting …',
  'builder.blocked': 'Fix the items marked FAIL, then continue.',
  'builder.empty': 'No shared data yet',
  'builder.empty.why': 'A question needs at least two owners’ datasets in this collaboration.',
  'builder.empty.action': 'See the datasets',
  'builder.missing': 'Choose the data first.',
  'builder.newBroker':
    'This key broker is new to you: there is no earlier log checkpoint to compare with.',
} as const;
