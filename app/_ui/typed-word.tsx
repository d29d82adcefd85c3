import { Field } from './field.tsx';
import { Input } from './input.tsx';

interface TypedWordProps {
  readonly label: string;
  readonly help?: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

/** A word that a person types to say that they mean it. */
export function TypedWord({ label, help, typed, onType }: TypedWordProps) {
  return (
    <div className="w-full max-w-[420px]">
      <Field label={label} help={help}>
        {(control) => (
          <Input
            {...control}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onType(event.target.value)}
          />
        )}
      </Field>
    </div>
  );
}
