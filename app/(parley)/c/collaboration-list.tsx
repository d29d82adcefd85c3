'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Button } from '../../_ui/button.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { Section } from '../../_ui/section.tsx';
import { AnswerInvitation } from '../_shared/answer-invitation.tsx';
import { Loaded } from '../_shared/loaded.tsx';
import { PlatformSays } from '../_shared/platform-says.tsx';
import { useMe } from '../_shared/use-me.ts';
import { CollaborationTable } from './collaboration-table.tsx';

export function CollaborationList() {
  const trpc = useTRPC();
  const { can } = useMe();
  const list = useQuery(trpc.collaboration.list.queryOptions());
  const canMake = can('owner', 'analyst', 'admin');
  return (
    <>
      <PageHeader
        title={say('nav.collaborations')}
        trust={<PlatformSays />}
        actions={
          canMake ? (
            <Button variant="filled" asChild>
              <Link href="/c/new">{say('collab.new')}</Link>
            </Button>
          ) : null
        }
      />
      <Loaded query={list}>
        {(rows) => {
          const invited = rows.filter((row) => row.state === 'invited');
          const joined = rows.filter((row) => row.state === 'joined');
          return (
            <>
              {invited.length === 0 ? null : (
                <Section title={say('home.invitations')} note={say('home.invitations.note')}>
                  {invited.map((row) => (
                    <AnswerInvitation key={row.id} collaboration={row} />
                  ))}
                </Section>
              )}
              {joined.length > 0 ? <CollaborationTable rows={joined} /> : null}
              {rows.length > 0 ? null : (
                <EmptyState
                  what={say('collab.empty.what')}
                  why={say('collab.empty.why')}
                  action={
                    canMake ? (
                      <LinkText href="/c/new">{say('collab.new')}</LinkText>
                    ) : (
                      <LinkText href="/organisation">{say('home.people')}</LinkText>
                    )
                  }
                  example={[
                    say('collab.example.name'),
                    say('collab.example.members'),
                    say('collab.example.fixed'),
                  ]}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}
