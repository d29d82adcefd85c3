'use client';

// What has to happen before anything else can: the organisation's keys; in the demonstration, a
// hint.

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Button } from '../../_ui/button.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { Section } from '../../_ui/section.tsx';
import { jobHref } from '../_shared/job-facts.ts';
import { useMe } from '../_shared/use-me.ts';

function MakeKeys() {
  return (
    <Section title={say('home.keys')} note={say('home.keys.note')}>
      <Button variant="filled" asChild>
        <Link href="/settings">{say('home.keys.action')}</Link>
      </Button>
    </Section>
  );
}

function TryFirst() {
  const trpc = useTRPC();
  const { me, can } = useMe();
  const recent = useQuery(trpc.job.recent.queryOptions());
  const joined = me?.collaborations.find((one) => one.state === 'joined');
  const delivered = recent.data?.find((job) => job.state === 'DELIVERED');
  const lines = [
    can('owner') ? (
      <>
        {say('home.try.owner')} <LinkText href="/settings">{say('home.try.passkey')}</LinkText>{' '}
        {say('home.try.ownerThen')} <LinkText href="/inbox">{say('nav.inbox')}</LinkText>.
      </>
    ) : null,
    can('analyst') && joined !== undefined ? (
      <>
        {say('home.try.analyst')}{' '}
        <LinkText href={`/c/${joined.id}/questions`}>{say('home.try.ask')}</LinkText>
        {delivered === undefined ? null : (
          <>
            {' '}
            {say('home.try.or')}{' '}
            <LinkText href={jobHref(delivered, '/result')}>{delivered.title}</LinkText>.
          </>
        )}
      </>
    ) : null,
    can('admin') ? (
      <>
        {say('home.try.admin')} <LinkText href="/fleet">{say('nav.fleet')}</LinkText>.
      </>
    ) : null,
    can('auditor') && delivered !== undefined ? (
      <>
        {say('home.try.auditor')}{' '}
        <LinkText href={jobHref(delivered, '/proof')}>{delivered.title}</LinkText>.
      </>
    ) : null,
  ].filter((line) => line !== null);
  if (lines.length === 0) return null;
  return (
    <aside className="mb-10 border-y py-3 text-table" aria-label={say('home.try')}>
      <p className="mb-1 text-caption text-faint">{say('home.try')}</p>
      {lines.map((line, place) => (
        <p key={place} className="max-w-measure">
          {line}
        </p>
      ))}
    </aside>
  );
}

export function FirstSteps() {
  const { me } = useMe();
  if (me === undefined) return null;
  return (
    <>
      {me.organisation.card === null ? <MakeKeys /> : null}
      {me.organisation.demonstration ? <TryFirst /> : null}
    </>
  );
}
