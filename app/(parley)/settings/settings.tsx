'use client';

import { useQuery } from '@tanstack/react-query';
import { Refusal } from '../../_frame/refusal.tsx';
import { OpenKeys } from '../../_keys/open-keys.tsx';
import { missingHere } from '../../_client/parties/colleagues.ts';
import { KeysProvider, useKeys } from '../../_client/session/keys-context.tsx';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { Section } from '../../_ui/section.tsx';
import { Skeleton } from '../../_ui/skeleton.tsx';
import { ThemeToggle } from '../../_ui/theme-toggle.tsx';
import { TrustSentence } from '../../_ui/trust-sentence.tsx';
import { IndependentNeeded } from '../_shared/independent-needed.tsx';
import { AskForKeys } from './ask-for-keys.tsx';
import { AddPasskey } from './add-passkey.tsx';
import { Backup } from './backup.tsx';
import { FoundKeys } from './found-keys.tsx';
import { KeyCard } from './key-card.tsx';
import { KeyFiles } from './key-files.tsx';
import { Sessions } from './sessions.tsx';

export function Settings() {
  return (
    <KeysProvider>
      <SettingsContent />
    </KeysProvider>
  );
}

function SettingsContent() {
  const trpc = useTRPC();
  const me = useQuery(trpc.me.read.queryOptions());
  if (me.error !== null) return <Refusal error={me.error} />;
  if (me.data === undefined) return <Skeleton rows={6} />;
  const { email, organisation } = me.data;
  return (
    <div>
      <PageHeader
        title={say('settings.title')}
        facts={say('settings.signedInAs', { email, organisation: organisation.name })}
        trust={<TrustSentence kind="none">{say('keys.trust')}</TrustSentence>}
        actions={<ThemeToggle />}
      />
      {organisation.party === null ? (
        <FoundKeys name={organisation.name} />
      ) : (
        <OwnKeys
          personId={me.data.personId}
          party={organisation.party}
          organisation={organisation.name}
        />
      )}
      <KeyFiles />
      <Sessions />
    </div>
  );
}

interface OwnKeysProps {
  readonly personId: string;
  readonly party: string;
  readonly organisation: string;
}

function OwnKeys(props: OwnKeysProps) {
  const trpc = useTRPC();
  const { keys } = useKeys();
  const files = useQuery(trpc.me.keyFiles.queryOptions());
  const changes = useQuery(trpc.organisation.keyChanges.queryOptions());
  const isLoaded = files.data !== undefined && changes.data !== undefined;
  if (keys.state === 'looking' || !isLoaded) return <Skeleton rows={4} />;
  if (keys.state !== 'open') {
    // Keys that colleagues have not signed in yet open nothing.
    const waits = changes.data.requests.some((one) => one.personId === props.personId);
    return files.data.length === 0 || waits ? <AskForKeys {...props} /> : <OpenKeys />;
  }
  const { member } = keys;
  return (
    <>
      {member.hasPasskey ? (
        <Section title={say('keys.open.title')}>
          <p className="text-body text-muted">{say('keys.open.until')}</p>
          {missingHere(member) === 'independent' ? (
            <div className="mt-3">
              <IndependentNeeded />
            </div>
          ) : null}
        </Section>
      ) : (
        <AddPasskey member={member} />
      )}
      <Backup member={member} />
      <KeyCard card={member.party.card} />
    </>
  );
}
