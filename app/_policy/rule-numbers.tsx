import { formatCount } from '../_text/format.ts';
import { say } from '../_text/text.ts';
import { Field } from '../_ui/field.tsx';
import { Input } from '../_ui/input.tsx';
import {
  badNumbers,
  isSmall,
  ruleBounds,
  ruleNumbers,
  type RuleChoices,
  type RuleNumber,
} from './rule-choices.ts';

interface RuleNumbersProps {
  readonly choices: RuleChoices;
  readonly onChange: (change: Partial<RuleChoices>) => void;
}

function errorOf(name: RuleNumber): string {
  const { min, max } = ruleBounds[name];
  return say('rule.bounds', { min: formatCount(min), max: formatCount(max) });
}

/**
 * The numbers of a rule as they are typed: one that is out of bounds is shown as such, never
 * mended.
 */
export function RuleNumbers({ choices, onChange }: RuleNumbersProps) {
  const bad = badNumbers(choices);
  return (
    <div>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        {ruleNumbers.map((name) => (
          <Field
            key={name}
            label={say(`rule.number.${name}`)}
            error={bad.includes(name) ? errorOf(name) : undefined}
          >
            {(control) => (
              <Input
                {...control}
                type="number"
                step={1}
                {...ruleBounds[name]}
                value={Number.isNaN(choices[name]) ? '' : choices[name]}
                onChange={(event) => onChange({ [name]: event.target.valueAsNumber })}
              />
            )}
          </Field>
        ))}
      </div>
      {!bad.includes('entitiesMin') && isSmall(choices) ? (
        <p role="status" className="mt-3 max-w-measure text-table text-attention">
          {say('rule.small', { n: choices.entitiesMin })}
        </p>
      ) : null}
    </div>
  );
}
