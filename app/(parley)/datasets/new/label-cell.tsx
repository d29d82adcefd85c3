import { needsLabels } from '#enclave/participant/index.ts';
import { say } from '#app/_text/text.ts';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { withBad, type ColumnChoice } from './columns.ts';

interface LabelCellProps {
  readonly column: ColumnChoice;
  readonly onChange: (column: ColumnChoice) => void;
}

/** What the values of a label mean: only the owner knows which of them are bad. */
export function LabelCell({ column, onChange }: LabelCellProps) {
  const { name, fewValues, labels } = column;
  if (!needsLabels(column)) return <span className="text-table">{say('register.label.is')}</span>;
  if (fewValues === undefined || fewValues.length < 2) {
    return <span className="text-table text-attention">{say('register.label.many')}</span>;
  }
  const bad = labels?.bad ?? [];
  return (
    <fieldset aria-label={say('register.label.of', { column: name })}>
      <legend className="mb-1 text-table">{say('register.label.which')}</legend>
      {fewValues.map((value) => (
        <Checkbox
          key={value}
          label={value}
          checked={bad.includes(value)}
          onChange={(event) =>
            onChange(
              withBad(
                column,
                event.target.checked ? [...bad, value] : bad.filter((one) => one !== value),
              ),
            )
          }
        />
      ))}
      {labels === undefined ? null : (
        <p className="mt-1 text-table text-muted">
          {say('register.label.good', { values: labels.good.join(', ') })}
        </p>
      )}
    </fieldset>
  );
}
