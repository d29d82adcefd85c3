'use client';

import { useState } from 'react';
import { parsePlainJson } from '#enclave/protocol/index.ts';
import { say } from '../_text/text.ts';
import { Button } from '../_ui/button.tsx';
import { Field } from '../_ui/field.tsx';
import { TextArea } from '../_ui/input.tsx';
import { Select } from '../_ui/select.tsx';
import { EntryForm } from './entry-form.tsx';
import { blankEntry, hardwareEntryFormats, schemaOf, tidy } from './entry-schema.ts';

interface EntryEditorProps {
  /** JSON: the text is the entry, whichever way it is edited. */
  readonly text: string;
  /** Where it stops being an entry. */
  readonly problem: string | undefined;
  readonly onChange: (text: string) => void;
}

function valueOf(text: string): unknown {
  try {
    return parsePlainJson(text);
  } catch {
    return undefined;
  }
}

export const entryText = (value: unknown) => JSON.stringify(tidy(value), null, 2);

/** One entry as a form or as JSON. */
export function EntryEditor({ text, problem, onChange }: EntryEditorProps) {
  const [way, setWay] = useState<'form' | 'json'>('form');
  const value = valueOf(text);
  const schema = schemaOf(value);
  return (
    <div className="grid gap-5">
      <div role="group" aria-label={say('entries.edit')} className="flex gap-2">
        <Way isOn={way === 'form'} label={say('entries.form')} onChoose={() => setWay('form')} />
        <Way isOn={way === 'json'} label={say('entries.json')} onChoose={() => setWay('json')} />
      </div>
      {way === 'json' ? (
        <Field label={say('entries.json.label')} error={text === '' ? undefined : problem}>
          {(control) => (
            <TextArea
              {...control}
              rows={text === '' ? 6 : 22}
              spellCheck={false}
              className="text-code"
              value={text}
              onChange={({ target }) => onChange(target.value)}
            />
          )}
        </Field>
      ) : (
        <>
          <FormatChoice
            format={schema === undefined ? '' : String((value as { format: unknown }).format)}
            onChoose={(format) => onChange(entryText(blankEntry(format)))}
          />
          {schema === undefined ? (
            text.trim() === '' ? null : (
              <p className="text-table text-muted">
                {say(Array.isArray(value) ? 'entries.form.many' : 'entries.form.not')}
              </p>
            )
          ) : (
            <div
              onBlur={({ currentTarget, relatedTarget }) => {
                // Lists are put in order once the writer has left, or groups would jump under the
                // cursor.
                if (!currentTarget.contains(relatedTarget)) onChange(entryText(value));
              }}
            >
              <EntryForm
                schema={schema}
                value={value}
                onChange={(next) => onChange(JSON.stringify(next, null, 2))}
              />
            </div>
          )}
          {problem === undefined || text === '' ? null : (
            <p role="status" className="text-table break-words text-attention">
              {say('entries.problem')}: <span className="text-code">{problem}</span>
            </p>
          )}
        </>
      )}
    </div>
  );
}

interface WayProps {
  readonly isOn: boolean;
  readonly label: string;
  readonly onChoose: () => void;
}

function Way({ isOn, label, onChoose }: WayProps) {
  return (
    <Button
      size="small"
      variant={isOn ? 'outline' : 'quiet'}
      aria-pressed={isOn}
      onClick={onChoose}
    >
      {label}
    </Button>
  );
}

interface FormatChoiceProps {
  readonly format: string;
  readonly onChoose: (format: string) => void;
}

function FormatChoice({ format, onChoose }: FormatChoiceProps) {
  return (
    <div className="max-w-80">
      <Field label={say('entries.format')}>
        {(control) => (
          <Select
            {...control}
            value={format}
            choices={[
              { value: '', label: say('entries.format.choose'), disabled: true },
              ...hardwareEntryFormats.map((one) => ({ value: one, label: one })),
            ]}
            onChange={({ target }) => onChoose(target.value)}
          />
        )}
      </Field>
    </div>
  );
}
