// Codes of brokers, workers, verifiers, clients and the platform as sentences with a next step.

import { faults } from './en/faults.ts';
import { platform } from './en/platform.ts';
import { refusals, type RefusalCode, type RefusalValues } from './en/refusals.ts';
import { say } from './text.ts';

export interface Explanation {
  readonly code: string;
  readonly what: string;
  readonly next: string;
}

type CodesOf<Messages, Prefix extends string> = keyof Messages extends infer Key
  ? Key extends `${Prefix}.${infer Code}.next`
    ? Code
    : never
  : never;
type FaultCode = CodesOf<typeof faults, 'fault'>;
type PlatformCode = CodesOf<typeof platform, 'platform'>;

const isRefusal = (code: string): code is RefusalCode => `refusal.${code}.next` in refusals;

const isFault = (code: string): code is FaultCode => `fault.${code}.next` in faults;

/** Something on the way stopped; nobody refused anything. */
export const isPlatform = (code: string): code is PlatformCode =>
  `platform.${code}.next` in platform;

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
  if (isPlatform(code)) {
    return { code, what: say(`platform.${code}`), next: say(`platform.${code}.next`) };
  }
  return { code, what: say('code.unknown'), next: say('code.unknown.next') };
}
