import { say, type PlainMessageKey } from '../_text/text.ts';

interface Crumb {
  readonly label: string;
  readonly href?: string;
}

const names: Readonly<Record<string, PlainMessageKey>> = {
  inbox: 'nav.inbox',
  datasets: 'nav.datasets',
  jobs: 'nav.jobs',
  members: 'nav.members',
  questions: 'nav.questions',
  organisation: 'nav.organisation',
  'verified-partners': 'nav.partners',
  keys: 'orgKeys.title',
  fleet: 'nav.fleet',
  'reference-values': 'nav.reference',
  evidence: 'nav.evidence',
  c: 'nav.collaborations',
  'broker-log': 'nav.brokerLog',
  activity: 'nav.activity',
  settings: 'nav.settings',
  pause: 'nav.pause',
  approve: 'nav.approve',
  result: 'nav.result',
  proof: 'nav.proof',
  policy: 'nav.policy',
  new: 'nav.new',
  edit: 'nav.edit',
};

/** Parts of addresses that name a kind and have no page of their own. */
const pageless: readonly string[] = ['evidence'];

/** From the address: collaboration › kind › what; ids are named by their pages. */
export function breadcrumbOf(
  path: string,
  collaborations: readonly { readonly id: string; readonly name: string }[],
): readonly Crumb[] {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.length === 0) return [{ label: say('nav.home') }];
  const crumbs: Crumb[] = [];
  parts.forEach((part, i) => {
    const href = `/${parts.slice(0, i + 1).join('/')}`;
    const link = i === parts.length - 1 || pageless.includes(part) ? {} : { href };
    if (part === 'c' && collaborations.some((one) => one.id === parts[i + 1])) return;
    const collaboration = collaborations.find((one) => one.id === part);
    const name = names[part];
    if (collaboration !== undefined) crumbs.push({ label: collaboration.name, ...link });
    else if (name !== undefined) crumbs.push({ label: say(name), ...link });
    else crumbs.push({ label: part.slice(0, 8), ...link });
  });
  return crumbs;
}
