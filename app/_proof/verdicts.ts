// From a verification report to the words and states of the proof panel.

import {
  verdictNames,
  type VerifyReport,
  type VerifyStep,
} from '../../enclave-jobs/participant/index.ts';
import { explain } from '../_text/explain.ts';
import type { Check } from '../_ui/check-list.tsx';
import type { Verdict, VerdictName } from '../_ui/proof-panel.tsx';

function checkOf({ id, passed, about, code }: VerifyStep): Check {
  return {
    id,
    state: passed ? 'pass' : 'fail',
    line: about,
    ...(code === undefined ? {} : { source: code, advice: explain(code).next }),
  };
}

function verdictOf(report: VerifyReport, name: VerdictName): Verdict {
  const verdict = report.verdicts[name];
  if (verdict === 'no pins') return { name, state: 'consistent', steps: [] };
  const steps = verdict.steps.map(checkOf);
  const failed = verdict.steps.find((step) => !step.passed);
  if (failed !== undefined) return { name, state: 'failed', finding: failed.about, steps };
  const isSimulated = name === 'attested' && report.simulated;
  return { name, state: isSimulated ? 'simulated' : 'verified', steps };
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

/** True if everything holds but that somebody was never compared. */
export function isOnlyUnpinned({ verdicts }: VerifyReport): boolean {
  const { linked, signed, attested, pinned } = verdicts;
  const holds = [linked, signed, attested].every((one) => one !== 'no pins' && one.passed);
  return holds && (pinned === 'no pins' || !pinned.passed);
}
