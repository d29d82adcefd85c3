// One line of an appraisal.

import type { RefusalCode } from '../../protocol/index.ts';

/** What a line looked at; public values only. */
export interface AppraisalSubject {
  /** As the vendor names it. */
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

/** Only evidence without its runtime leaves a line unchecked; it is never accepted then. */
export type AppraisalAnswer = 'pass' | 'fail' | 'not-applicable' | 'not-checked';

export interface AppraisalLine extends AppraisalSubject {
  /** Stable across releases; its part of the trust vector stands in vector.ts. */
  readonly id: string;
  readonly answer: AppraisalAnswer;
  /** What a refusal by this line is called. */
  readonly code: RefusalCode;
}

/** A line that was checked. */
export function line(
  id: string,
  passed: boolean,
  field: string,
  expected: string,
  found: string,
  code: RefusalCode = 'CODE_NOT_ACCEPTED',
): AppraisalLine {
  return { id, answer: passed ? 'pass' : 'fail', field, expected, found, code };
}

/** As lists of accepted values stand on a line. */
export const oneOf = (values: readonly string[]) => values.join(' or ');

/** A switch that an entry allows or not; one that the evidence leaves open counts as on. */
export function switchLine(id: string, field: string, isOn: boolean | undefined, allowed: boolean) {
  const found = isOn === undefined ? 'not stated' : isOn ? 'on' : 'off';
  return line(
    id,
    isOn === false || allowed,
    field,
    allowed ? 'on or off' : 'off',
    found,
    'TCB_TOO_LOW',
  );
}
