// What can be checked of a proposal here, without building its code.

import { codeOfFiles, isOfItsFiles, type ReferenceProposal } from '#enclave/participant/index.ts';
import { buildFacts } from '#app/_client/session/build-facts.ts';
import { say } from '#app/_text/text.ts';
import type { Check } from '#app/_ui/check-list.tsx';

/** Of a proposal that accepts code; none for one that denies advisories. */
export function provenanceChecks(proposal: ReferenceProposal): readonly Check[] {
  const { change } = proposal;
  if (change.kind !== 'accept') return [];
  const code = codeOfFiles(change.provenance.files);
  const named = [...new Set(change.entries.map((entry) => entry.code))].join(', ');
  const { worker, workerWithoutSandbox } = buildFacts();
  const isOfBuild = code === worker || code === workerWithoutSandbox;
  return [
    {
      id: 'files',
      line: say('reference.check.files'),
      state: isOfItsFiles(proposal) ? 'pass' : 'fail',
      expected: code,
      found: named,
    },
    {
      id: 'build',
      line: say('reference.check.build'),
      state: isOfBuild ? 'pass' : 'not',
      found: code,
      ...(isOfBuild ? {} : { advice: say('reference.check.build.advice') }),
    },
  ];
}
