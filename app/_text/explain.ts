// Codes of brokers, workers, verifiers and clients as sentences with a next step.

import { faults } from './en/faults.ts';
import { refusals, type RefusalCode, type RefusalValues } from './en/refusals.ts';
import { say } from './text.ts';

export interface Explanation {
  readonly code: string;
  readonly what: string;
  readonly next: string;
}

type FaultCode = keyof typeof faults extends infer Key
  ? Key extends `fault.${infer Code}.next`
    ? Code
    : never
  : never;

const isRefusal = (code: string): code is RefusalCode => `refusal.${code}.next` in refusals;

const isFault = (code: string): code is FaultCode => `fault.${code}.next` in faults;

/** What a code means and what to do next; a code newer than this page says so and stays visible. */
export function explain(code: string, values: RefusalValues = {}): Explanation {
  if (isRefusal(code)) {
    return {
      code,
      what: say(`refusal.${code}`, values),
      next: say(`refusal.${code}.next`, values),
    };
  }
  if (isFault(code)) {
    return { code, what: say(`fault.${code}`), next: say(`fault.${code}.next`) };
  }
  return { code, what: say('code.unknown'), next: say('code.unknown.next') };
}
