'use client';

import type { ChangeEvent } from 'react';
import {
  hardwareFormats,
  isHardwareFormat,
  type HardwareFormat,
} from '#enclave/attestation/index.ts';
import type { Bytes } from '#enclave/protocol/index.ts';
import { isHex } from '../_client/proofs/review-here.ts';
import { say } from '../_text/text.ts';
import { Field } from '../_ui/field.tsx';
import { Input } from '../_ui/input.tsx';
import { Select } from '../_ui/select.tsx';
import { bytesIn } from './files.ts';

export interface Asked {
  readonly format: HardwareFormat | undefined;
  readonly endorsements: readonly Bytes[];
  /** UTC, as the control writes it: 2026-11-23T14:05. */
  readonly at: string;
  readonly reportData: string;
}

/** Seconds since 1970; undefined if it is no time. */
export function timeOf(text: string): number | undefined {
  const at = Date.parse(`${text}Z`);
  return Number.isNaN(at) ? undefined : Math.floor(at / 1000);
}

interface QuestionFormProps {
  readonly asked: Asked;
  readonly onChange: (asked: Asked) => void;
}

/** What is asked of the evidence. Every change is judged at once. */
export function QuestionForm({ asked, onChange }: QuestionFormProps) {
  const chooseFiles = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    onChange({ ...asked, endorsements: await Promise.all(files.map(bytesIn)) });
  };
  return (
    <div className="grid gap-x-6 gap-y-5 border-y py-6 sm:grid-cols-2">
      <Field label={say('review.format')} help={say('review.format.help')}>
        {(control) => (
          <Select
            {...control}
            placeholder={say('review.format.choose')}
            value={asked.format ?? ''}
            choices={[
              { value: '', label: say('review.format.choose'), disabled: true },
              ...hardwareFormats.map((one) => ({ value: one, label: one })),
            ]}
            onChange={({ target: { value } }) =>
              onChange({ ...asked, format: isHardwareFormat(value) ? value : undefined })
            }
          />
        )}
      </Field>
      <Field
        label={say('review.endorsements')}
        help={
          <>
            {say('review.endorsements.help')}{' '}
            {say('review.endorsements.count', { n: asked.endorsements.length })}.
          </>
        }
      >
        {(control) => (
          <Input {...control} type="file" multiple onChange={(event) => void chooseFiles(event)} />
        )}
      </Field>
      <Field
        label={say('review.at')}
        help={say('review.at.help')}
        error={timeOf(asked.at) === undefined ? say('review.at.wrong') : undefined}
      >
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            value={asked.at}
            onChange={({ target: { value } }) => onChange({ ...asked, at: value })}
          />
        )}
      </Field>
      <Field
        label={say('review.reportData')}
        help={say('review.reportData.help')}
        error={isHex(asked.reportData) ? undefined : say('review.reportData.wrong')}
        optional
      >
        {(control) => (
          <Input
            {...control}
            spellCheck={false}
            className="text-code"
            value={asked.reportData}
            onChange={({ target: { value } }) => onChange({ ...asked, reportData: value.trim() })}
          />
        )}
      </Field>
    </div>
  );
}
