'use client';

import { useMutation } from '@tanstack/react-query';
import { saveFile, csvOf } from '#app/_proof/download.ts';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { FileDrop } from '#app/_ui/file-drop.tsx';
import { Select } from '#app/_ui/select.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { choicesAsBefore, choicesOf } from './columns.ts';
import { Problems } from './problems.tsx';
import type { RegisterStepProps } from './register-props.ts';

const sampleRows = 1500;

/** Nobody in it exists; large enough to pass the smallest-input rule. */
function sample(): string {
  const regions = ['North', 'East', 'South', 'West'];
  const rows = Array.from({ length: sampleRows }, (_, i) => [
    String(10_000_000 + i * 37),
    regions[i % regions.length] ?? '',
    String((i * 7919) % 50_000),
  ]);
  return csvOf([['person_id', 'region', 'balance'], ...rows]);
}

export function StepFile({ sealer, state, onChange, onStep, collaborations }: RegisterStepProps) {
  const before = state.version;
  const read = useMutation({
    mutationFn: async (file: File) => ({
      file,
      answer: await sealer.ask({ say: 'read', file }),
    }),
    onSuccess: ({ file, answer }) => {
      if (answer.say === 'problems') {
        onChange({ problems: answer.problems, problemsTotal: answer.total, fileName: file.name });
      } else if (answer.say === 'table') {
        onChange({
          fileName: file.name,
          fileBytes: file.size,
          name: state.name === '' ? file.name.replace(/\.(csv|parquet)$/i, '') : state.name,
          rows: answer.rows,
          columns:
            before === undefined
              ? choicesOf(answer.columns)
              : choicesAsBefore(answer.columns, before.manifest.value),
          problems: [],
          problemsTotal: 0,
        });
        onStep('columns');
      }
    },
  });
  return (
    <div className="flex max-w-[560px] flex-col gap-6">
      {before === undefined ? (
        <Field label={say('register.collaboration')}>
          {(control) => (
            <Select
              {...control}
              value={state.collaboration}
              choices={collaborations.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => onChange({ collaboration: event.target.value })}
            />
          )}
        </Field>
      ) : (
        <p className="text-body">{say('register.version.what')}</p>
      )}
      {state.problems.length > 0 ? (
        <Problems problems={state.problems} total={state.problemsTotal} file={state.fileName} />
      ) : null}
      <FileDrop
        label={say('register.file.choose')}
        help={say('register.file.what')}
        accept=".csv,text/csv,.parquet,application/vnd.apache.parquet"
        onFile={(file) => read.mutate(file)}
      />
      {read.isPending ? (
        <div role="status">
          <p className="text-table text-muted">{say('register.file.reading')}</p>
          <Skeleton rows={2} />
        </div>
      ) : null}
      <div>
        <Button
          variant="quiet"
          size="small"
          className="-ml-2.25"
          onClick={() => saveFile('sample.csv', sample(), 'text/csv')}
        >
          {say('register.file.sample')}
        </Button>
      </div>
    </div>
  );
}
