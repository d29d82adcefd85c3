'use client';

import { useQuery } from '@tanstack/react-query';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { Section } from '../../_ui/section.tsx';
import { Loaded } from '../_shared/loaded.tsx';
import { useMe } from '../_shared/use-me.ts';
import { DatasetLines } from './dataset-lines.tsx';

const roomsShown = 3;
const linesShown = 6;

interface RoomProps {
  readonly id: string;
  readonly name: string;
}

function Room({ id, name }: RoomProps) {
  const trpc = useTRPC();
  const datasets = useQuery(trpc.dataset.list.queryOptions({ collaboration: id }));
  return (
    <Section
      title={say('home.partnerData')}
      note={name}
      actions={
        <LinkText href={`/c/${id}/datasets`} className="text-table">
          {say('data.all')}
        </LinkText>
      }
    >
      <Loaded query={datasets}>
        {({ datasets: rows }) =>
          rows.length === 0 ? (
            <p className="border-y py-3 text-table text-muted">{say('home.partnerData.none')}</p>
          ) : (
            <DatasetLines rows={rows.slice(0, linesShown)} />
          )
        }
      </Loaded>
    </Section>
  );
}

/** What a requester could ask about. */
export function PartnerData() {
  const { me } = useMe();
  const joined = me?.collaborations.filter((one) => one.state === 'joined') ?? [];
  return joined
    .slice(0, roomsShown)
    .map((one) => <Room key={one.id} id={one.id} name={one.name} />);
}
