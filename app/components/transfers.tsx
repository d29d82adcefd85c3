'use client';

import { useState } from 'react';
import { Button } from '../_ui/button.tsx';
import { FileDrop } from '../_ui/file-drop.tsx';
import { ProblemSummary } from '../_ui/problem-summary.tsx';
import { Section } from '../_ui/section.tsx';
import { UploadProgress } from '../_ui/upload-progress.tsx';
import { say } from '../_text/text.ts';
import { hash } from './samples.ts';

const nothing = () => undefined;

const file = {
  fileName: 'customers_2026q3.csv',
  sizeBytes: 41_200_000,
  serverSees: 'column names, types, domains, the rounded row count, the file size and your name',
};

export function Transfers() {
  const [broken, setBroken] = useState(false);
  return (
    <>
      <Section title="File">
        <FileDrop
          label="Drop a CSV or Parquet file"
          help={say('seal.local')}
          accept=".csv,.parquet"
          onFile={nothing}
        />
      </Section>
      <Section title="Upload">
        <div className="grid gap-4">
          <UploadProgress
            {...file}
            shares={{ convert: 1, seal: 1, upload: 0.61 }}
            state={{ kind: 'running', bytesPerSecond: 18_000_000, leftMs: 4000 }}
            onPause={nothing}
          />
          <UploadProgress
            {...file}
            shares={{ convert: 1, seal: 1, upload: 0.4 }}
            state={{ kind: 'paused' }}
            onContinue={nothing}
          />
          <UploadProgress
            {...file}
            shares={{ convert: 1, seal: 1, upload: 0.4 }}
            state={{ kind: 'offline' }}
          />
          <UploadProgress
            {...file}
            shares={{ convert: 0, seal: 0, upload: 0 }}
            state={{ kind: 'mismatch' }}
          />
          <UploadProgress
            {...file}
            shares={{ convert: 1, seal: 1, upload: 1 }}
            state={{ kind: 'done', manifest: hash }}
          />
        </div>
      </Section>
      <Section title="Problem summary">
        {broken ? (
          <ProblemSummary
            title="There is a problem: this file cannot be registered yet"
            problems={[
              { message: 'Row 4,211, column "limit_bal": 12 cells, 11 expected', href: '#limit' },
              { message: 'Header: "id" appears twice' },
            ]}
          />
        ) : (
          <Button onClick={() => setBroken(true)}>Show it</Button>
        )}
      </Section>
    </>
  );
}
