'use client';

// An entry as controls, drawn from its schema. What is written here is the entry: no field is
// hidden, none is added by the form.

import { useState, type ReactNode } from 'react';
import { say } from '../_text/text.ts';
import { Button } from '../_ui/button.tsx';
import { Checkbox } from '../_ui/checkbox.tsx';
import { Field } from '../_ui/field.tsx';
import { Input, TextArea } from '../_ui/input.tsx';
import { Select } from '../_ui/select.tsx';
import { blankOf, isObject, shapeOf, tidy, type FieldSchema } from './entry-schema.ts';
import { fieldHelp } from './field-help.ts';

interface ControlProps {
  readonly name: string;
  readonly schema: FieldSchema;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

const helpOf = (name: string) => {
  const key = fieldHelp[name];
  return key === undefined ? undefined : say(key);
};

/** Seconds since 1970, written as a date. */
const dateFields = ['expires', 'minCollateralIssued', 'tcbDateMin'];

function Group({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 content-start gap-x-6 gap-y-5 border-t pt-4 sm:col-span-2 sm:grid-cols-2">
      <legend className="pr-3 text-caption text-text">{name}</legend>
      {helpOf(name) === undefined ? null : (
        <p className="-mt-2 max-w-measure text-table text-muted sm:col-span-2">{helpOf(name)}</p>
      )}
      {children}
    </fieldset>
  );
}

/** Fields of an object, side by side where there is room. */
function Fields({ schema, value, onChange }: Omit<ControlProps, 'name'>) {
  const fields = isObject(value) ? value : {};
  return Object.entries(schema.properties ?? {})
    .filter(([, field]) => field.const === undefined)
    .map(([name, field]) => (
      <Control
        key={name}
        name={name}
        schema={field}
        value={fields[name]}
        onChange={(next) => onChange({ ...fields, [name]: next })}
      />
    ));
}

/** Values of a list, one a line; written back in order once the writer has left. */
function Lines({ name, schema, value, onChange }: ControlProps) {
  const items = Array.isArray(value) ? value : [];
  const [draft, setDraft] = useState<string>();
  const isNumbers = schema.items?.type === 'integer';
  const read = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => (isNumbers && /^-?\d+$/.test(line) ? Number(line) : line));
  return (
    <div className="sm:col-span-2">
      <Field label={name} help={[helpOf(name), say('entries.lines')].filter(Boolean).join('. ')}>
        {(control) => (
          <TextArea
            {...control}
            rows={Math.min(8, Math.max(2, items.length + 1))}
            spellCheck={false}
            className="text-code"
            value={draft ?? items.map(String).join('\n')}
            onChange={({ target }) => {
              setDraft(target.value);
              onChange(tidy(read(target.value)));
            }}
            onBlur={() => setDraft(undefined)}
          />
        )}
      </Field>
    </div>
  );
}

/** Some of a few known values. */
function Ticks({ name, schema, value, onChange }: ControlProps) {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <Group name={name}>
      <div className="grid gap-x-6 gap-y-1 sm:col-span-2 sm:grid-cols-2">
        {(schema.items?.enum ?? []).map((one) => (
          <Checkbox
            key={one}
            label={<span className="text-code">{one}</span>}
            checked={chosen.includes(one)}
            onChange={({ target }) =>
              onChange(
                tidy(target.checked ? [...chosen, one] : chosen.filter((other) => other !== one)),
              )
            }
          />
        ))}
      </div>
    </Group>
  );
}

/** Two values that stand in one row, as a register and what it holds. */
const isPair = (schema: FieldSchema) => Object.keys(schema.properties ?? {}).length === 2;

function Item(props: ControlProps) {
  const { schema, value, onChange } = props;
  return isPair(schema) ? (
    <Fields schema={schema} value={value} onChange={onChange} />
  ) : (
    <Control {...props} />
  );
}

/** A list of objects, or of lists: each one under its number. */
function Repeated({ name, schema, value, onChange }: ControlProps) {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const { items: itemSchema } = schema;
  if (itemSchema === undefined) return null;
  return (
    <Group name={name}>
      {items.map((item, index) => (
        <div
          key={index}
          className={
            isPair(itemSchema)
              ? 'grid items-end gap-4 sm:col-span-2 sm:grid-cols-[1fr_3fr_auto]'
              : 'grid gap-4 sm:col-span-2 sm:grid-cols-2'
          }
        >
          <Item
            name={say('entries.nth', { name, n: index + 1 })}
            schema={itemSchema}
            value={item}
            onChange={(next) => onChange(items.map((old, i) => (i === index ? next : old)))}
          />
          {items.length <= (schema.minItems ?? 0) ? null : (
            <Button
              size="small"
              className="justify-self-start"
              onClick={() => onChange(items.filter((_, i) => i !== index))}
            >
              {say('entries.remove', { name, n: index + 1 })}
            </Button>
          )}
        </div>
      ))}
      <Button
        size="small"
        className="justify-self-start sm:col-span-2"
        onClick={() => onChange([...items, blankOf(itemSchema)])}
      >
        {say('entries.add', { name })}
      </Button>
    </Group>
  );
}

function shapeName(shape: FieldSchema): string {
  if (typeof shape.const === 'string') return shape.const;
  if (shape.type === 'array') return say('entries.shape.list');
  const fixed = Object.entries(shape.properties ?? {}).find(
    ([, field]) => field.const !== undefined,
  );
  return fixed === undefined ? '' : `${fixed[0]} ${String(fixed[1].const)}`;
}

/** A value of one of several shapes. */
function Shapes({ name, schema, value, onChange }: ControlProps) {
  const shapes = schema.anyOf ?? [];
  const current = shapeOf(shapes, value);
  const shape = shapes[current];
  return (
    <Group name={name}>
      <Field label={say('entries.shape')}>
        {(control) => (
          <Select
            {...control}
            value={String(current)}
            choices={shapes.map((one, i) => ({ value: String(i), label: shapeName(one) }))}
            onChange={({ target }) => {
              const next = shapes[Number(target.value)];
              if (next !== undefined) onChange(blankOf(next));
            }}
          />
        )}
      </Field>
      {shape === undefined || shape.const !== undefined ? null : shape.type === 'object' ? (
        <Fields schema={shape} value={value} onChange={onChange} />
      ) : (
        <Control name={name} schema={shape} value={value} onChange={onChange} />
      )}
    </Group>
  );
}

/** Empty for what no calendar shows; the schema says so then. */
function dateText(value: unknown): string {
  const date = new Date(typeof value === 'number' ? value * 1000 : Number.NaN);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 16);
}

function DateField({ name, value, onChange }: ControlProps) {
  const help = [helpOf(name), say('entries.date')].filter(Boolean).join('. ');
  return (
    <Field label={name} help={help}>
      {(control) => (
        <Input
          {...control}
          type="datetime-local"
          value={dateText(value)}
          onChange={({ target }) => {
            const at = Date.parse(`${target.value}Z`);
            onChange(Number.isNaN(at) ? undefined : Math.floor(at / 1000));
          }}
        />
      )}
    </Field>
  );
}

/** A number that was cleared is missing, not zero. */
const numberOf = (text: string) => (text.trim() === '' ? undefined : Math.trunc(Number(text)));

function One({ name, schema, value, onChange }: ControlProps) {
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  if (schema.enum !== undefined) {
    return (
      <Field label={name} help={helpOf(name)}>
        {(control) => (
          <Select
            {...control}
            value={typeof value === 'string' || typeof value === 'number' ? value : ''}
            placeholder={say('entries.choose')}
            choices={(schema.enum ?? []).map((one) => ({ value: String(one), label: String(one) }))}
            onChange={({ target }) =>
              onChange(schema.enum?.find((one) => String(one) === target.value))
            }
          />
        )}
      </Field>
    );
  }
  return (
    <Field label={name} help={helpOf(name)}>
      {(control) => (
        <Input
          {...control}
          type={isNumber ? 'number' : 'text'}
          spellCheck={false}
          className="text-code"
          value={typeof value === 'string' || typeof value === 'number' ? value : ''}
          onChange={({ target }) =>
            onChange(isNumber ? numberOf(target.value) : target.value.trim())
          }
        />
      )}
    </Field>
  );
}

/** Off or on; neither until somebody chose. */
function Switch({ name, value, onChange }: ControlProps) {
  return (
    <Field label={name} help={helpOf(name)}>
      {(control) => (
        <Select
          {...control}
          value={typeof value === 'boolean' ? String(value) : ''}
          placeholder={say('entries.choose')}
          choices={[
            { value: 'false', label: say('review.no') },
            { value: 'true', label: say('review.yes') },
          ]}
          onChange={({ target }) => onChange(target.value === 'true')}
        />
      )}
    </Field>
  );
}

function Control(props: ControlProps) {
  const { name, schema, value, onChange } = props;
  if (schema.anyOf !== undefined) return <Shapes {...props} />;
  switch (schema.type) {
    case 'object':
      return Object.keys(schema.properties ?? {}).length === 0 ? null : (
        <Group name={name}>
          <Fields schema={schema} value={value} onChange={onChange} />
        </Group>
      );
    case 'array':
      if (schema.items?.enum !== undefined) return <Ticks {...props} />;
      return schema.items?.type === 'string' || schema.items?.type === 'integer' ? (
        <Lines {...props} />
      ) : (
        <Repeated {...props} />
      );
    case 'boolean':
      return <Switch {...props} />;
    case 'string':
    case 'integer':
    case 'number':
    case undefined:
      return dateFields.includes(name) ? <DateField {...props} /> : <One {...props} />;
  }
}

interface EntryFormProps {
  readonly schema: FieldSchema;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

export function EntryForm({ schema, value, onChange }: EntryFormProps) {
  return (
    <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
      <Fields schema={schema} value={value} onChange={onChange} />
    </div>
  );
}
