'use client';

// Any proof bundle, checked on this device: no account, no network, no server's word.

import { useMutation } from '@tanstack/react-query';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ChangeEvent } from 'react';
import { readPins, type Pins, type VerifyReport } from '#enclave/participant/index.ts';
import { EnclaveError } from '#enclave/protocol/index.ts';
import { verifyProof } from '../_client/proofs/proof-bundle.ts';
import { builtTemplates } from '../_client/session/build-facts.ts';
import { saveFile } from '../_proof/download.ts';
import { ProofView } from '../_proof/proof-view.tsx';
import { runningVerdicts } from '../_proof/verdicts.ts';
import { say } from '../_text/text.ts';
import { Button } from '../_ui/button.tsx';
import { Field } from '../_ui/field.tsx';
import { FileDrop } from '../_ui/file-drop.tsx';
import { Input } from '../_ui/input.tsx';
import { LinkText } from '../_ui/link-text.tsx';
import { PageHeader } from '../_ui/page-header.tsx';
import { ProblemSummary } from '../_ui/problem-summary.tsx';
import { ProofPanel } from '../_ui/proof-panel.tsx';
import { NamedRootBanner } from '../_ui/named-root-banner.tsx';
import { SimulatedBanner } from '../_ui/simulated-banner.tsx';
import { TrustSentence } from '../_ui/trust-sentence.tsx';
import { Wordmark } from '../_ui/wordmark.tsx';

export function VerifyBundleHere() {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Checking />
    </QueryClientProvider>
  );
}

const bytesIn = async (file: Blob) => new Uint8Array(await file.arrayBuffer());

function faultWords(error: unknown): string {
  return error instanceof EnclaveError && error.place === 'pins'
    ? say('verify.partnersUnreadable')
    : say('verify.unreadable');
}

function Checking() {
  const [pins, setPins] = useState<Pins>();
  const [pinsProblem, setPinsProblem] = useState(false);
  const check = useMutation({
    mutationFn: async (file: File): Promise<VerifyReport> =>
      verifyProof(await bytesIn(file), pins, builtTemplates()),
  });
  const choosePins = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    try {
      setPins(file === undefined ? undefined : readPins(await bytesIn(file)));
      setPinsProblem(false);
    } catch {
      setPinsProblem(true);
    }
  };
  return (
    <main className="mx-auto flex max-w-content flex-col gap-8 px-8 py-8 max-sm:px-4">
      <LinkText href="/">
        <Wordmark />
      </LinkText>
      <PageHeader title={say('verify.title')} facts={say('verify.what')} />
      {check.data === undefined ? null : <Machines report={check.data} />}
      {check.error === null ? null : (
        <ProblemSummary problems={[{ message: faultWords(check.error) }]} />
      )}
      {check.data === undefined ? (
        <>
          <FileDrop
            label={say('verify.choose')}
            accept=".json,application/json"
            onFile={(file) => check.mutate(file)}
          />
          <div className="max-w-[420px]">
            <Field
              label={say('verify.partners')}
              help={say('verify.partners.help')}
              error={pinsProblem ? say('verify.partnersUnreadable') : undefined}
            >
              {(control) => (
                <Input
                  {...control}
                  type="file"
                  accept=".json,application/json"
                  onChange={(event) => void choosePins(event)}
                />
              )}
            </Field>
          </div>
          {check.isPending ? (
            <ProofPanel verdicts={runningVerdicts()} conclusion={say('verify.checking')} />
          ) : null}
        </>
      ) : (
        <ProofView
          report={check.data}
          actions={<Actions report={check.data} reset={check.reset} />}
        />
      )}
      <p className="text-table text-muted">
        {say('common.terminal')}: <code className="text-code">{say('verify.terminal')}</code>
      </p>
    </main>
  );
}

/**
 * What the machines were, above every verdict; what nobody could tell is not passed over in
 * silence.
 */
function Machines({ report: { evidence } }: { readonly report: VerifyReport }) {
  switch (evidence) {
    case 'simulated':
      return <SimulatedBanner />;
    case 'named-root':
      return <NamedRootBanner />;
    case 'not checked':
      return <TrustSentence kind="unchecked">{say('verify.machines.unknown')}</TrustSentence>;
    case 'hardware':
      return null;
  }
}

function Actions({ report, reset }: { readonly report: VerifyReport; readonly reset: () => void }) {
  return (
    <>
      <Button variant="filled" onClick={reset}>
        {say('verify.another')}
      </Button>
      <Button
        onClick={() =>
          saveFile('proof-report.json', JSON.stringify(report, null, 2), 'application/json')
        }
      >
        {say('verify.report')}
      </Button>
    </>
  );
}
