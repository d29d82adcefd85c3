// Lines of an examination and of an appraisal, as the check list shows them.

import type { Appraisal, Examined } from '#enclave/attestation/index.ts';
import type { Check, CheckState } from '../_ui/check-list.tsx';

/**
 * Each check by its name and the vendor's field; the same name stands once for every certificate.
 */
export const examinedChecks = ({ lines }: Examined): readonly Check[] =>
  lines.map(({ id, passed, field, expected, found }, index) => ({
    id: `${index}`,
    state: passed ? 'pass' : 'fail',
    line: `${id} · ${field}`,
    expected,
    found,
  }));

const states = {
  pass: 'pass',
  fail: 'fail',
  'not-applicable': 'na',
  'not-checked': 'not',
} as const satisfies Record<Appraisal['lines'][number]['answer'], CheckState>;

export const appraisedChecks = ({ lines }: Appraisal): readonly Check[] =>
  lines.map(({ id, answer, field, expected, found }, index) => ({
    id: `${index}`,
    state: states[answer],
    line: `${id} · ${field}`,
    ...(answer === 'not-applicable' ? {} : { expected, found }),
  }));
