'use client';

import { say } from '../../_text/text.ts';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { Section } from '../../_ui/section.tsx';
import { useMe } from '../_shared/use-me.ts';

/** Nothing to do, and what would come here; the step that this person's role can take. */
export function NothingWaits() {
  const { me, can } = useMe();
  const joined = me?.collaborations.find((one) => one.state === 'joined');
  const step = () => {
    if (joined === undefined) {
      return can('owner', 'analyst', 'admin')
        ? { href: '/c/new', label: say('collab.new') }
        : { href: '/c', label: say('nav.allCollaborations') };
    }
    if (can('analyst')) {
      return { href: `/c/${joined.id}/questions`, label: say('nav.question') };
    }
    if (can('owner')) return { href: '/datasets', label: say('home.ownData') };
    if (can('admin')) return { href: '/organisation', label: say('home.people') };
    return { href: '/broker-log', label: say('nav.brokerLog') };
  };
  const { href, label } = step();
  return (
    <Section title={say('home.nothing')}>
      <EmptyState
        what={say('home.nothing.what')}
        why={can('owner') ? say('empty.inbox') : say('home.nothing.why')}
        action={<LinkText href={href}>{label}</LinkText>}
      />
    </Section>
  );
}
