'use client';

import { useQuery } from '@tanstack/react-query';
import type { WorkerRequirements } from '#enclave/protocol/index.ts';
import {
  judge,
  readRecorded,
  type Judgement,
  type Recorded,
} from '../_client/policies/impact-here.ts';
import { say } from '../_text/text.ts';
import { useTRPC } from '../_trpc/trpc.tsx';
import { LinkText } from '../_ui/link-text.tsx';
import { Section } from '../_ui/section.tsx';
import { Skeleton } from '../_ui/skeleton.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../_ui/table.tsx';
import { Time } from '../_ui/time.tsx';

interface ImpactProps {
  /** Name of the dataset, where rules of several are judged on one page. */
  readonly of?: string;
  readonly before: readonly WorkerRequirements[];
  readonly after: readonly WorkerRequirements[];
  /** Seconds since 1970. */
  readonly now: number;
}

interface ImpactRow {
  readonly shown: Recorded;
  readonly before?: Judgement;
  readonly after?: Judgement;
}

const stops = ({ before, after }: ImpactRow) => before?.taken === true && after?.taken === false;

function rowsOf(shown: readonly Recorded[], { before, after, now }: ImpactProps) {
  const rows = shown.map((one): ImpactRow =>
    one.claims === undefined
      ? { shown: one }
      : {
          shown: one,
          before: judge(one.claims, before, now),
          after: judge(one.claims, after, now),
        },
  );
  return rows.sort((a, b) => Number(stops(b)) - Number(stops(a)));
}

/** Recorded evidence by the rule signed last and by the draft; what would stop stands first. */
export function Impact(props: ImpactProps) {
  const trpc = useTRPC();
  const recent = useQuery(trpc.evidence.recent.queryOptions());
  const names = recent.data?.map(({ name }) => name).join(' ');
  const read = useQuery({
    queryKey: ['recorded evidence', names],
    queryFn: () => readRecorded(recent.data ?? []),
    enabled: recent.data !== undefined,
    staleTime: Infinity,
  });
  return (
    <Section
      title={
        props.of === undefined ? say('impact.title') : say('impact.titleOf', { name: props.of })
      }
      note={say('impact.note')}
    >
      {read.data === undefined ? (
        <div aria-label={say('impact.loading')}>
          <Skeleton rows={2} />
        </div>
      ) : read.data.length === 0 ? (
        <p className="text-table text-muted">{say('impact.none')}</p>
      ) : (
        <ImpactTable rows={rowsOf(read.data, props)} />
      )}
    </Section>
  );
}

function Judged({ of }: { readonly of: Judgement | undefined }) {
  if (of === undefined) {
    return <span className="text-muted">{say('impact.notAuthentic')}</span>;
  }
  if (of.taken) return say('impact.accepted');
  return (
    <span className="text-refused">
      {of.lines.length === 0
        ? say('impact.noEntry')
        : say('impact.failed', { lines: of.lines.join(', ') })}
    </span>
  );
}

function ImpactTable({ rows }: { readonly rows: readonly ImpactRow[] }) {
  const n = rows.filter(stops).length;
  return (
    <>
      <p
        role="status"
        className={n === 0 ? 'mb-3 text-table text-muted' : 'mb-3 text-table text-attention'}
      >
        {say('impact.stops', { n, total: rows.length })}
      </p>
      <div className="max-h-96 overflow-y-auto">
        <Table caption={say('impact.title')} stacked>
          <TableHead>
            <tr>
              <HeadCell>{say('impact.worker')}</HeadCell>
              <HeadCell>{say('impact.shown')}</HeadCell>
              <HeadCell>{say('impact.before')}</HeadCell>
              <HeadCell>{say('impact.after')}</HeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {rows.map(({ shown, before, after }) => (
              <Row key={shown.name}>
                <RowHead className="align-top">
                  <LinkText href={`/evidence/${shown.name}`}>
                    {shown.worker ?? shown.name.slice(0, 8)}
                  </LinkText>
                  <span className="block font-normal text-muted">
                    {shown.claims?.platform.format}
                  </span>
                </RowHead>
                <Cell className="align-top whitespace-nowrap" label={say('impact.shown')}>
                  <Time at={shown.at} />
                </Cell>
                <Cell className="align-top" label={say('impact.before')}>
                  <Judged of={before} />
                </Cell>
                <Cell className="align-top" label={say('impact.after')}>
                  <Judged of={after} />
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      </div>
    </>
  );
}
