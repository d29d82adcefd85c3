// What can be said of a job before anybody approved it and before any worker ran: the terms of all its
// owners (steps 7 to 10 and 12). An owner's program asks this before it offers a signature.

import type { JobSpec, RefusalCode } from '../protocol/index.ts';
import type { Signed } from '../signing/index.ts';
import type { TemplateRegistry } from '../templates/index.ts';
import { caseInputs, type JobTerms } from './case.ts';
import type { DecisionState } from './state.ts';
import { inputFaults, partyFaults, policyDenials } from './steps/input-steps.ts';
import { templateFaults, timeFaults } from './steps/job-steps.ts';

/** The codes for which a broker in this state would refuse the job's terms; none is the good answer. */
export function jobTermsFaults(
  state: DecisionState,
  job: Signed<JobSpec>,
  registry: TemplateRegistry,
  at: number,
): readonly RefusalCode[] {
  const terms: JobTerms = { state, job, registry, at, inputs: caseInputs(state, job.value) };
  const template = templateFaults(terms);
  return [
    ...timeFaults(terms),
    ...template,
    ...inputFaults(terms),
    ...partyFaults(terms),
    ...policyDenials(terms, template.length === 0),
  ];
}
