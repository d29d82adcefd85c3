'use client';

import { columnRoles } from '#enclave/protocol/index.ts';
import { formatCount } from '#app/_text/format.ts';
import { labelLengthMax } from '#server/domain/job-state.ts';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '#app/_ui/table.tsx';
import {
  isUnsorted,
  keysOf,
  missingColumns,
  withBound,
  withRole,
  type ColumnChoice,
} from './columns.ts';
import { LabelCell } from './label-cell.tsx';
import { Problems } from './problems.tsx';
import { RowsCell } from './rows-cell.tsx';
import type { RegisterStepProps } from './register-props.ts';

const roleChoices = [...columnRoles, 'out' as const].map((value) => ({
  value,
  label: value === 'out' ? say('register.role.out') : say(`schema.role.${value}`),
}));

/** Once rows of a person were seen to differ, and for as long as the choice stands. */
function asksForRows(
  { name, reducers }: ColumnChoice,
  problems: RegisterStepProps['state']['problems'],
): boolean {
  const differ = problems.some((one) => one.code === 'ROWS_DIFFER' && one.column === name);
  return differ || reducers !== undefined;
}

export function StepColumns({ state, onChange, onStep }: RegisterStepProps) {
  const { columns, key, name } = state;
  const keys = keysOf(columns);
  const before = state.version?.manifest.value;
  const missing = before === undefined ? [] : missingColumns(columns, before);
  const set = (at: number, change: Partial<ColumnChoice>) =>
    onChange({ columns: columns.map((one, i) => (i === at ? { ...one, ...change } : one)) });
  const blocked =
    keys.length === 0
      ? say('register.key.missing')
      : keys.length > 1
        ? say('register.key.several')
        : columns.some(isUnsorted)
          ? say('register.label.missing')
          : undefined;
  return (
    <div className="flex flex-col gap-8">
      {state.problems.length > 0 ? (
        <Problems problems={state.problems} total={state.problemsTotal} file={state.fileName} />
      ) : null}
      {missing.length === 0 ? null : (
        <p className="text-body text-attention">
          {say('register.version.missing', { names: missing.join(', ') })}
        </p>
      )}
      <p className="text-body">
        {say('register.columns.rows', { n: formatCount(state.rows), file: state.fileName })}
      </p>
      <Table caption={say('register.columns.caption')} stacked>
        <TableHead>
          <tr>
            <HeadCell>{say('register.columns.name')}</HeadCell>
            <HeadCell>{say('register.columns.role')}</HeadCell>
            <HeadCell>{say('register.columns.type')}</HeadCell>
            <HeadCell>{say('register.columns.domain')}</HeadCell>
            <HeadCell>{say('register.columns.note')}</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {columns.map((column, i) => (
            <Row key={column.name}>
              <RowHead>{column.name}</RowHead>
              <Cell label={say('register.columns.role')}>
                <Select
                  className="min-w-32"
                  aria-label={say('register.columns.roleOf', { column: column.name })}
                  value={column.role}
                  choices={roleChoices}
                  onChange={(event) => {
                    const role = roleChoices.find((one) => one.value === event.target.value)?.value;
                    if (role !== undefined) set(i, withRole(column, role));
                  }}
                />
              </Cell>
              <Cell label={say('register.columns.type')}>
                {column.role === 'out' ? null : column.type}
              </Cell>
              <Cell label={say('register.columns.domain')} className="min-w-40">
                {column.role === 'out' ? null : column.role === 'label' ? (
                  <LabelCell column={column} onChange={(label) => set(i, label)} />
                ) : (
                  <DomainCell column={column} onChange={(domain) => set(i, { domain })} />
                )}
              </Cell>
              <Cell label={say('register.columns.note')} className="min-w-60">
                <span className="text-table text-muted">
                  {column.role === 'out' ? say('register.columns.out') : column.why}
                </span>
                {asksForRows(column, state.problems) ? (
                  <RowsCell column={column} onChoose={(way) => set(i, { reducers: [way] })} />
                ) : null}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      <div className="grid max-w-[860px] gap-4 sm:grid-cols-3">
        <Field label={say('register.name')} help={say('register.name.help')}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={labelLengthMax}
              disabled={before !== undefined}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={say('register.key.domain')} help={say('register.key.domain.help')}>
          {(control) => (
            <Input
              {...control}
              value={key.domain}
              maxLength={labelLengthMax}
              disabled={before !== undefined}
              onChange={(event) => onChange({ key: { ...key, domain: event.target.value } })}
            />
          )}
        </Field>
        <Field label={say('register.key.normaliser')}>
          {(control) => (
            <Select
              {...control}
              value={key.normaliser}
              choices={[
                { value: 'exact', label: say('register.key.exact') },
                { value: 'digits', label: say('register.key.digits') },
              ]}
              onChange={(event) =>
                onChange({
                  key: { ...key, normaliser: event.target.value === 'exact' ? 'exact' : 'digits' },
                })
              }
            />
          )}
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => onStep('file')}>{say('register.problems.another')}</Button>
        <Button
          variant="filled"
          disabled={blocked !== undefined || name.trim() === '' || key.domain.trim() === ''}
          onClick={() => onStep('check')}
        >
          {say('builder.next')}
        </Button>
        {blocked === undefined ? null : <p className="text-table text-muted">{blocked}</p>}
      </div>
    </div>
  );
}

const shownValues = 6;

function DomainCell({
  column: { name, domain },
  onChange,
}: {
  readonly column: ColumnChoice;
  readonly onChange: (domain: ColumnChoice['domain']) => void;
}) {
  switch (domain.kind) {
    case 'enum':
      return (
        <span className="text-table">
          {say('register.columns.values', {
            n: domain.values.length,
            some: domain.values.slice(0, shownValues).join(', '),
          })}
        </span>
      );
    case 'text':
      return (
        <span className="text-table">{say('register.columns.text', { n: domain.maxLength })}</span>
      );
    case 'int':
    case 'decimal':
    case 'date':
      return (
        <span className="flex items-center gap-2 text-table stacked:grid">
          {(['min', 'max'] as const).map((bound) => (
            <label key={bound} className="flex items-center gap-2">
              <span className="text-muted stacked:w-8">{say(`register.columns.${bound}`)}</span>
              <Input
                aria-label={`${say('register.columns.domainOf', { column: name })}, ${say(`register.columns.${bound}`)}`}
                className="w-32"
                value={domain[bound]}
                onChange={(event) => onChange(withBound(domain, bound, event.target.value))}
              />
            </label>
          ))}
        </span>
      );
  }
}
