'use client';

import { useQuery } from '@tanstack/react-query';
import { recognitionWords } from '../../_client/parties/fingerprint-words.ts';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Hash } from '../../_ui/hash.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { Section } from '../../_ui/section.tsx';
import { Loaded } from '../_shared/loaded.tsx';
import { PlatformSays } from '../_shared/platform-says.tsx';
import { useMe } from '../_shared/use-me.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { InvitationTable, PeopleTable } from './people-tables.tsx';

/** Who may sign in for this organisation, as what. */
export function Organisation() {
  const trpc = useTRPC();
  const { can } = useMe();
  const read = useQuery(trpc.organisation.read.queryOptions());
  return (
    <Loaded query={read} rows={6}>
      {({ name, party, people, invitations }) => (
        <>
          <PageHeader
            title={name}
            facts={
              party === null ? (
                <span>
                  {say('org.noKeys')}{' '}
                  <LinkText href="/settings">{say('home.keys.action')}</LinkText>
                </span>
              ) : (
                <>
                  <span className="text-code">{recognitionWords(party)}</span>
                  <Hash value={party} />
                  <LinkText href="/organisation/keys">{say('orgKeys.title')}</LinkText>
                  <LinkText href="/organisation/verified-partners">{say('org.partners')}</LinkText>
                </>
              )
            }
            trust={<PlatformSays />}
            actions={can('admin') ? <InviteDialog /> : null}
          />
          <Section title={say('org.people')} note={say('admin.cannot')}>
            <PeopleTable people={people} canEnd={can('admin')} />
          </Section>
          <Section
            title={say('org.invitations')}
            note={can('admin') ? undefined : say('org.adminsInvite')}
          >
            {invitations.length === 0 ? (
              <p className="border-y py-3 text-table text-muted">{say('org.noInvitations')}</p>
            ) : (
              <InvitationTable invitations={invitations} />
            )}
          </Section>
        </>
      )}
    </Loaded>
  );
}
