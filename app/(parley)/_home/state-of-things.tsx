'use client';

// How things stand, as far as this person's roles go.

import { say } from '../../_text/text.ts';
import { LinkText } from '../../_ui/link-text.tsx';
import { Section } from '../../_ui/section.tsx';
import { useMe } from '../_shared/use-me.ts';
import { OwnData } from './own-data.tsx';
import { PartnerData } from './partner-data.tsx';
import { RecentJobs } from './recent-jobs.tsx';

interface PlaceProps {
  readonly title: string;
  readonly note: string | undefined;
  readonly links: readonly { readonly href: string; readonly label: string }[];
}

function Places({ title, note, links }: PlaceProps) {
  return (
    <Section title={title} note={note}>
      <ul className="flex flex-wrap gap-x-6 gap-y-2 text-table">
        {links.map((link) => (
          <li key={link.href}>
            <LinkText href={link.href} className="max-sm:inline-block max-sm:py-2">
              {link.label}
            </LinkText>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function StateOfThings() {
  const { can } = useMe();
  return (
    <>
      {can('owner') ? <OwnData /> : null}
      {can('analyst') ? <PartnerData /> : null}
      <RecentJobs />
      {can('admin') ? (
        <Places
          title={say('role.admin')}
          note={can('owner') ? undefined : say('admin.cannot')}
          links={[
            { href: '/organisation', label: say('home.people') },
            { href: '/fleet', label: say('nav.fleet') },
            { href: '/activity', label: say('nav.activity') },
          ]}
        />
      ) : null}
      {can('auditor') ? (
        <Places
          title={say('role.auditor')}
          note={say('home.auditor.note')}
          links={[
            { href: '/broker-log', label: say('nav.brokerLog') },
            { href: '/verify', label: say('nav.verify') },
            { href: '/activity', label: say('nav.activity') },
          ]}
        />
      ) : null}
    </>
  );
}
