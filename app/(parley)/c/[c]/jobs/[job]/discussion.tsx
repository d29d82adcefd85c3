'use client';

// What requester and owners write to each other about this job: unsigned, the server's word, and
// shown to nobody else.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { Refusal } from '#app/_frame/refusal.tsx';
import { templateWords } from '#app/_text/templates/words-of.ts';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/field.tsx';
import { TextArea } from '#app/_ui/input.tsx';
import { Section } from '#app/_ui/section.tsx';
import { Time } from '#app/_ui/time.tsx';
import { isEnded } from '#server/domain/job-state.ts';
import type { JobRead } from './job-words.ts';
import { ProposeNarrower } from './propose-narrower.tsx';
import { StartAgain } from './start-again.tsx';

interface DiscussionProps {
  readonly collaboration: string;
  readonly job: Pick<JobRead, 'id' | 'title' | 'template' | 'state' | 'organisation'>;
  /** The requester may begin a new draft from what owners propose; an owner may propose. */
  readonly side: 'requester' | 'owner';
}

export function Discussion({ collaboration, job, side }: DiscussionProps) {
  const trpc = useTRPC();
  const notes = useQuery(trpc.job.notes.queryOptions({ job: job.id }));
  const narrower = templateWords(job.template)?.narrower;
  return (
    <Section title={say('discuss.title')} note={say('discuss.note')}>
      {notes.error === null ? null : <Refusal error={notes.error} />}
      {notes.data === undefined || notes.data.length === 0 ? null : (
        <ol className="mb-4 divide-y border-y">
          {notes.data.map((note) => (
            <li key={note.id} className="grid gap-1 py-3">
              <p className="text-table text-muted">
                {note.organisation}, {note.label}, <Time at={note.at} />
              </p>
              {note.narrower?.withoutGrouping === true ? (
                <p className="text-body font-medium">{narrower}</p>
              ) : null}
              {note.text === '' ? null : (
                <p className="max-w-measure text-body break-words whitespace-pre-wrap">
                  {note.text}
                </p>
              )}
              {side === 'requester' && note.narrower !== null ? (
                <div className="mt-2">
                  <StartAgain
                    collaboration={collaboration}
                    job={job.id}
                    title={job.title}
                    wish={note.narrower}
                    label={say('discuss.draft')}
                  />
                </div>
              ) : null}
            </li>
          ))}
        </ol>
      )}
      {isEnded(job.state) ? (
        <p className="max-w-measure text-body text-muted">{say('discuss.ended')}</p>
      ) : (
        <Write
          job={job.id}
          label={
            side === 'owner'
              ? say('discuss.ask', { requester: job.organisation.name })
              : say('discuss.answer')
          }
        />
      )}
      {side === 'owner' && !isEnded(job.state) ? (
        <div className="mt-4 grid justify-items-start gap-3 border-t pt-4">
          {narrower === undefined ? null : <ProposeNarrower job={job.id} what={narrower} />}
          <p className="max-w-measure text-table text-muted">{say('discuss.noStanding')}</p>
        </div>
      ) : null}
    </Section>
  );
}

function Write({ job, label }: { readonly job: string; readonly label: string }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [text, setText] = useState('');
  const send = useMutation(
    trpc.job.addNote.mutationOptions({
      onSuccess: async () => {
        setText('');
        await cache.invalidateQueries(trpc.job.notes.queryFilter({ job }));
      },
    }),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() !== '') send.mutate({ job, text });
  };
  return (
    <form noValidate onSubmit={submit} className="grid max-w-measure justify-items-start gap-3">
      <div className="w-full">
        <Field label={label}>
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              maxLength={1000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      </div>
      {send.error === null ? null : <Refusal error={send.error} />}
      <Button type="submit" disabled={send.isPending || text.trim() === ''}>
        {say('discuss.send')}
      </Button>
    </form>
  );
}
