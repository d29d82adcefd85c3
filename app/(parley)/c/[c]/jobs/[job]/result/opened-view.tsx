'use client';

import type { OpenedResult } from '#enclave/participant/index.ts';
import { builtTemplates } from '#app/_client/session/build-facts.ts';
import type { CheckedProof } from '#app/_client/proofs/check-proof.ts';
import { readAsked } from '#app/_client/jobs/read-asked.ts';
import { saveFile } from '#app/_proof/download.ts';
import { ProofView } from '#app/_proof/proof-view.tsx';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { EvidenceEdge, type EdgeKind } from '#app/_ui/evidence-edge.tsx';
import { NamedRootBanner } from '#app/_ui/named-root-banner.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Section } from '#app/_ui/section.tsx';
import { ResultTables } from './result-tables.tsx';
import { resultCsv } from './result-csv.ts';

export interface OpenedViewProps {
  readonly title: string;
  readonly proof: CheckedProof;
  readonly opened: OpenedResult;
}

const edges: Readonly<Record<CheckedProof['report']['evidence'], EdgeKind>> = {
  simulated: 'simulated',
  'named-root': 'unchecked',
  hardware: 'verified',
  'not checked': 'unchecked',
};

/**
 * Rests on simulated evidence as long as the report says so; the edge says it beside every number.
 */
export function OpenedView({ title, proof, opened }: OpenedViewProps) {
  const { report, bundle } = proof;
  const { outputs, disclosure } = opened.result;
  const asked = readAsked(proof.material, builtTemplates());
  const file = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const { suppressedCells } = disclosure;
  return (
    <div className="flex flex-col gap-8 [&>header]:mb-0">
      {report.evidence === 'named-root' ? <NamedRootBanner /> : null}
      <PageHeader
        title={title}
        facts={say('result.page.howSure')}
        actions={
          <>
            <Button
              variant="filled"
              onClick={() => saveFile(`${file}.bundle.json`, bundle, 'application/json')}
            >
              {say('result.page.bundle')}
            </Button>
            <Button
              onClick={() =>
                saveFile(`${file}.csv`, resultCsv(outputs, report.evidence), 'text/csv')
              }
            >
              {say('result.page.csv')}
            </Button>
          </>
        }
      />
      <EvidenceEdge kind={edges[report.evidence]} className="flex flex-col gap-8">
        {asked.sentence === undefined ? null : (
          <p className="max-w-measure text-body">{asked.sentence}</p>
        )}
        <ResultTables asked={asked} outputs={outputs} />
        {suppressedCells === 0 ? null : (
          <p className="-mt-6 max-w-measure text-table text-muted">
            {say('result.page.suppressedCount', { n: suppressedCells })}
          </p>
        )}
        {outputs.answer.tables.length === 0 ? null : (
          <p className="-mt-6 max-w-measure text-table text-muted">
            {say(opened.recomputed ? 'result.page.recomputed' : 'result.page.notRecomputed')}
          </p>
        )}
      </EvidenceEdge>
      <Section title={say('proof.page.title')} note={say('result.page.checkedCommitment')}>
        <ProofView report={report} />
      </Section>
    </div>
  );
}
