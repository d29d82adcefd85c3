// Which entries the rail shows: groups by what a person may do, merged for several roles.

import { roles, type Role } from '#server/domain/permissions.ts';
import {
  Activity,
  BadgeCheck,
  BookOpen,
  Building2,
  CircleHelp,
  CirclePause,
  Database,
  Fingerprint,
  House,
  Inbox,
  Layers,
  ListTree,
  LayoutList,
  MessageCircleQuestionMark,
  ScrollText,
  Server,
  Settings,
  ScanSearch,
  ShieldQuestionMark,
  Users,
  type LucideIcon,
} from 'lucide-react';
import type { PlainMessageKey } from '../_text/text.ts';

export interface Entry {
  readonly label: PlainMessageKey;
  readonly icon: LucideIcon;
  readonly href: string;
}

export interface EntryGroup {
  readonly label: PlainMessageKey | undefined;
  readonly entries: readonly Entry[];
}

interface Rule extends Entry {
  readonly roles: readonly Role[];
}

const everybody: readonly Role[] = roles;

const allowed = (rules: readonly Rule[], roles: readonly Role[]): readonly Entry[] =>
  rules.filter((rule) => rule.roles.some((role) => roles.includes(role)));

/** Without a collaboration, the entries that live in one lead to the list of collaborations. */
export function navigation(
  roles: readonly Role[],
  collaboration: string | undefined,
): readonly EntryGroup[] {
  const base = collaboration === undefined ? '/c' : `/c/${collaboration}`;
  const within = (path: string) => (collaboration === undefined ? '/c' : `${base}/${path}`);
  const top: readonly Rule[] = [
    { label: 'nav.home', icon: House, href: '/', roles: everybody },
    { label: 'nav.overview', icon: LayoutList, href: base, roles: everybody },
  ];
  const ask: readonly Rule[] = [
    {
      label: 'nav.question',
      icon: MessageCircleQuestionMark,
      href: within('jobs/new'),
      roles: ['analyst'],
    },
    { label: 'nav.jobs', icon: ListTree, href: within('jobs'), roles: everybody },
  ];
  const inRoom: readonly Rule[] = [
    { label: 'nav.questions', icon: BookOpen, href: within('questions'), roles: everybody },
    { label: 'nav.sharedData', icon: Layers, href: within('datasets'), roles: everybody },
    { label: 'nav.members', icon: Users, href: within('members'), roles: everybody },
  ];
  const own: readonly Rule[] = [
    { label: 'nav.inbox', icon: Inbox, href: '/inbox', roles: ['owner'] },
    { label: 'nav.datasets', icon: Database, href: '/datasets', roles: ['owner'] },
    { label: 'nav.pause', icon: CirclePause, href: '/pause', roles: ['owner'] },
  ];
  const attest: readonly Rule[] = [
    { label: 'nav.fleet', icon: Server, href: '/fleet', roles: ['admin', 'auditor', 'owner'] },
    {
      label: 'nav.reference',
      icon: BadgeCheck,
      href: '/reference-values',
      roles: ['admin', 'auditor', 'owner'],
    },
  ];
  const audit: readonly Rule[] = [
    { label: 'nav.brokerLog', icon: ScrollText, href: '/broker-log', roles: everybody },
    { label: 'nav.activity', icon: Activity, href: '/activity', roles: everybody },
    { label: 'nav.verify', icon: ShieldQuestionMark, href: '/verify', roles: everybody },
    { label: 'nav.review', icon: ScanSearch, href: '/review', roles: everybody },
  ];
  const groups: readonly EntryGroup[] = [
    { label: undefined, entries: allowed(top, roles) },
    {
      label: 'nav.ask',
      entries: allowed(collaboration === undefined ? ask : [...ask, ...inRoom], roles),
    },
    { label: 'nav.own', entries: allowed(own, roles) },
    { label: 'nav.attest', entries: allowed(attest, roles) },
    { label: 'nav.audit', entries: allowed(audit, roles) },
  ];
  return groups.filter((group) => group.entries.length > 0);
}

/** The foot of the rail: the organisation and the person. */
export const footEntries: readonly Entry[] = [
  { label: 'nav.organisation', icon: Building2, href: '/organisation' },
  { label: 'nav.partners', icon: Fingerprint, href: '/organisation/verified-partners' },
  { label: 'nav.settings', icon: Settings, href: '/settings' },
  { label: 'nav.limits', icon: CircleHelp, href: '/limits' },
];

/** The entry that the page belongs to: the longest address that starts the path. */
export function currentHref(path: string, entries: readonly Entry[]): string | undefined {
  return entries
    .map((entry) => entry.href)
    .filter((href) => path === href || (href !== '/' && path.startsWith(`${href}/`)))
    .sort((a, b) => b.length - a.length)[0];
}
