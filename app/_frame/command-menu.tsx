'use client';

// Going anywhere by name: pages, collaborations, jobs, datasets, by words or the beginning of a
// hash. It signs nothing, and never sees a result: those exist only on their own page.

import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { jobHref } from '../(parley)/_shared/job-facts.ts';
import { say } from '../_text/text.ts';
import { useTRPC } from '../_trpc/trpc.tsx';
import type { Role } from '#server/domain/permissions.ts';
import { footEntries, navigation } from '../_ui/shell-navigation.ts';
import { matchTarget } from './match-target.ts';

interface CommandMenuProps {
  readonly roles: readonly Role[];
  readonly collaboration: string | undefined;
  readonly collaborations: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
}

interface Target {
  readonly label: string;
  readonly href: string;
  /** What is searched beside the label: hashes, an owner's name. */
  readonly also: readonly string[];
}

function Group({
  heading,
  targets,
  onGo,
}: {
  readonly heading: string;
  readonly targets: readonly Target[];
  readonly onGo: (href: string) => void;
}) {
  if (targets.length === 0) return null;
  return (
    <Command.Group
      heading={heading}
      className="py-1 [&_[cmdk-group-heading]]:px-4 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-caption [&_[cmdk-group-heading]]:text-faint"
    >
      {targets.map(({ label, href, also }) => (
        <Command.Item
          key={href}
          value={`${heading} ${label} ${href}`}
          keywords={[label, ...also]}
          onSelect={() => onGo(href)}
          className="flex min-h-9 cursor-default items-center justify-between gap-4 px-4 text-table data-[selected=true]:bg-selected"
        >
          <span className="truncate">{label}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}

function pagesFor(roles: readonly Role[], collaboration: string | undefined): readonly Target[] {
  const entries = [
    ...navigation(roles, collaboration).flatMap((group) => group.entries),
    ...footEntries,
  ];
  const seen = new Map(entries.map((entry) => [entry.href, entry]));
  return [...seen.values()].map(({ label, href }) => ({ label: say(label), href, also: [] }));
}

export function CommandMenu({ roles, collaboration, collaborations, onClose }: CommandMenuProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const jobs = useQuery(trpc.job.recent.queryOptions());
  const datasets = useQuery(trpc.dataset.list.queryOptions({}));
  const go = (href: string) => {
    onClose();
    router.push(href);
  };
  const verbs: readonly Target[] = [
    ...(roles.includes('owner')
      ? [{ label: say('data.add'), href: '/datasets/new', also: [] }]
      : []),
    { label: say('command.verify'), href: '/verify', also: [] },
    { label: say('command.review'), href: '/review', also: [] },
  ];
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-[560px] animate-enter overflow-hidden rounded-dialog border bg-raised shadow-dialog"
        >
          <Dialog.Title className="sr-only">{say('command.title')}</Dialog.Title>
          <Command
            label={say('command.title')}
            loop
            filter={(_, search, terms) => matchTarget(search, terms ?? [])}
          >
            <Command.Input
              autoFocus
              placeholder={say('command.placeholder')}
              className="w-full border-b bg-transparent px-4 py-3 text-body outline-none placeholder:text-faint"
            />
            <Command.List className="max-h-[56vh] overflow-y-auto pb-2">
              <Command.Empty className="px-4 py-6 text-table text-muted">
                {say(jobs.isPending || datasets.isPending ? 'command.looking' : 'command.nothing')}
              </Command.Empty>
              <Group heading={say('command.do')} targets={verbs} onGo={go} />
              <Group
                heading={say('nav.jobs')}
                targets={(jobs.data ?? []).map((job) => ({
                  label: job.title,
                  href: jobHref(job),
                  also: [job.jobHash ?? '', job.organisation.name],
                }))}
                onGo={go}
              />
              <Group
                heading={say('nav.datasets')}
                targets={(datasets.data?.datasets ?? []).map((one) => ({
                  label: one.name,
                  href: `/datasets/${one.id}`,
                  also: [one.id, one.versions[0]?.manifest ?? ''],
                }))}
                onGo={go}
              />
              <Group
                heading={say('nav.collaborations')}
                targets={collaborations.map(({ id, name }) => ({
                  label: name,
                  href: `/c/${id}`,
                  also: [id],
                }))}
                onGo={go}
              />
              <Group
                heading={say('command.go')}
                targets={pagesFor(roles, collaboration)}
                onGo={go}
              />
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
