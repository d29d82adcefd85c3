// From a verification report to the words and states of the proof panel.

import {
  verdictNames,
  type CheckState,
  type VerifyReport,
  type VerifyStep,
} from '#enclave/participant/index.ts';
import { explain } from '../_text/explain.ts';
import { say } from '../_text/text.ts';
import type { Check } from '../_ui/check-list.tsx';
import type { Verdict, VerdictName } from '../_ui/proof-panel.tsx';

const checkStates: Readonly<Record<CheckState, Check['state']>> = {
  passed: 'pass',
  failed: 'fail',
  'not checked': 'not',
};

function checkOf({ id, state, about, code }: VerifyStep): Check {
  return {
    id,
    state: checkStates[state],
    line: about,
    ...(state === 'not checked' ? { meaning: say('proof.notChecked') } : {}),
    ...(code === undefined ? {} : { source: code, advice: explain(code).next }),
  };
}

/** A root that somebody named is not a maker's, and a simulated one nobody's: neither is green. */
function passedState(report: VerifyReport, name: VerdictName): Verdict['state'] {
  if (name !== 'attested' || report.evidence === 'hardware') return 'verified';
  return report.evidence === 'not checked' ? 'not-checked' : report.evidence;
}

function verdictOf(report: VerifyReport, name: VerdictName): Verdict {
  const verdict = report.verdicts[name];
  if (verdict === 'no pins') {
    return report.answer === 'consistent'
      ? { name, state: 'consistent', steps: [] }
      : { name, state: 'not-checked', finding: say('proof.noPartners'), steps: [] };
  }
  const isSimulated = name === 'attested' && report.evidence === 'simulated';
  const shown = { name, steps: verdict.steps.map(checkOf), isSimulated };
  switch (verdict.state) {
    case 'failed':
      return {
        ...shown,
        state: 'failed',
        finding: verdict.steps.find((step) => step.state === 'failed')?.about,
      };
    case 'not checked':
      return {
        ...shown,
        state: 'not-checked',
        finding: verdict.steps.find((step) => step.state === 'not checked')?.about,
      };
    case 'passed':
      return { ...shown, state: passedState(report, name) };
  }
}

type Four = readonly [Verdict, Verdict, Verdict, Verdict];

export function verdictsOf(report: VerifyReport): Four {
  const [linked, signed, attested, pinned] = verdictNames;
  return [
    verdictOf(report, linked),
    verdictOf(report, signed),
    verdictOf(report, attested),
    verdictOf(report, pinned),
  ];
}

/** While the checks run: the shape of what will be there. */
export function runningVerdicts(): Four {
  const [linked, signed, attested, pinned] = verdictNames;
  const running = (name: VerdictName): Verdict => ({ name, state: 'running', steps: [] });
  return [running(linked), running(signed), running(attested), running(pinned)];
}

/** True for a file of which nothing could be checked, because it is no bundle. */
export const isUnread = ({ jobHash }: VerifyReport): boolean => jobHash === undefined;

/** True if everything holds but that somebody was never compared. */
export function isOnlyUnpinned({ verdicts }: VerifyReport): boolean {
  const { linked, signed, attested, pinned } = verdicts;
  const holds = [linked, signed, attested].every(
    (one) => one !== 'no pins' && one.state === 'passed',
  );
  return holds && (pinned === 'no pins' || pinned.state === 'failed');
}
