// Steps 7 and 8: time, template, parameters, worker code.

import { EnclaveError, inputEntitiesMin, type RefusalCode } from '../../protocol/index.ts';
import { gridName } from '../../templates/index.ts';
import { preparedTemplate, type Case, type JobTerms } from '../case.ts';
import { isRefusalCode } from '../prepare.ts';

/** Step 7. Only the host's clock is there yet, and every policy must say that it accepts it. */
export function timeFaults({ inputs, job, at }: JobTerms): readonly RefusalCode[] {
  const proven = inputs.every(
    ({ policy }) => policy === undefined || policy.value.time.sources.includes('host'),
  );
  if (!proven) return ['TIME_UNPROVEN'];
  return at > job.value.expires ? ['JOB_EXPIRED'] : [];
}

/** What the job text asks of its template: throws TEMPLATE_UNKNOWN or PARAMS. */
function checkTemplate(c: JobTerms): void {
  const { release, template } = c.job.value;
  c.registry.get(template);
  // Without all manifests the template cannot judge; step 9 says which are missing.
  if (c.inputs.some(({ manifest }) => manifest === undefined)) return;
  const prepared = preparedTemplate(c);
  if (release.mode !== 'threshold') throw new EnclaveError('PARAMS', 'dp mode is not there yet');
  if (release.cellsMax < prepared.cells) throw new EnclaveError('PARAMS', 'cellsMax');
  if (release.grid !== gridName(template, prepared.gridColumns)) {
    throw new EnclaveError('PARAMS', 'grid');
  }
  const small = c.inputs.some(
    ({ manifest }) => (manifest?.value.entitiesRounded ?? 0) < inputEntitiesMin,
  );
  if (small) throw new EnclaveError('PARAMS', 'fewer than 1,000 persons in an input');
}

/** Step 8, the job's half: template and parameters. */
export function templateFaults(c: JobTerms): readonly RefusalCode[] {
  try {
    checkTemplate(c);
    return [];
  } catch (error) {
    if (error instanceof EnclaveError && isRefusalCode(error.code)) return [error.code];
    throw error;
  }
}

/** Step 8, the worker's half: it runs the code that the job names. */
export function codeFaults(c: Case): readonly RefusalCode[] {
  return c.evidence.runtime.code === c.job.value.code ? [] : ['CODE_NOT_ACCEPTED'];
}
