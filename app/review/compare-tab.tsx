'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  readDropped,
  reviewHere,
  stillTaken,
  type DroppedEvidence,
  type Review,
  type ReviewQuestion,
} from '../_client/proofs/review-here.ts';
import { fieldsOf, plain } from '../_client/proofs/plain-fields.ts';
import { formatCount } from '../_text/format.ts';
import { say } from '../_text/text.ts';
import { FileDrop } from '../_ui/file-drop.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../_ui/table.tsx';
import { bytesIn } from './files.ts';
import type { EntryText } from './entry-text.ts';

interface CompareTabProps {
  readonly question: ReviewQuestion;
  readonly review: Review;
  readonly entry: EntryText;
}

interface Difference {
  readonly path: string;
  readonly first: string;
  readonly second: string;
}

/** Fields of both in the first one's order, then those that only the second one has. */
function differencesOf(first: unknown, second: unknown) {
  const before = new Map(fieldsOf(plain(first)).map(({ path, value }) => [path, value]));
  const after = new Map(fieldsOf(plain(second)).map(({ path, value }) => [path, value]));
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  const differing = paths.filter((path) => before.get(path) !== after.get(path));
  const rows: readonly Difference[] = differing.map((path) => ({
    path,
    first: before.get(path) ?? '',
    second: after.get(path) ?? '',
  }));
  return { rows, same: paths.length - differing.length };
}

/** A second piece of evidence beside the first, field by field. */
export function CompareTab({ question, review, entry }: CompareTabProps) {
  const [second, setSecond] = useState<DroppedEvidence>();
  const other = useQuery({
    queryKey: ['compare', second, question.format, question.endorsements, question.at],
    queryFn: () =>
      second === undefined ? null : reviewHere({ ...question, dropped: second, entries: [] }),
    staleTime: Infinity,
    retry: false,
  });
  return (
    <div className="grid gap-6">
      <FileDrop
        label={say('review.compare.choose')}
        help={say('review.compare.help')}
        onFile={(file) =>
          void bytesIn(file).then((bytes) => setSecond(readDropped(file.name, bytes)))
        }
      />
      {second === undefined || other.data === undefined || other.data === null ? null : (
        <Compared
          name={second.name}
          first={review}
          second={other.data}
          taken={
            entry.entries.length === 0
              ? undefined
              : stillTaken(other.data.examined, undefined, question.at, entry.entries)
          }
        />
      )}
    </div>
  );
}

interface ComparedProps {
  readonly name: string;
  readonly first: Review;
  readonly second: Review;
  readonly taken: boolean | undefined;
}

function Compared({ name, first, second, taken }: ComparedProps) {
  const { claims, fault } = second.examined;
  if (claims === undefined) {
    const line = fault?.line.id ?? '';
    return <p className="text-body text-refused">{say('review.compare.failed', { line })}</p>;
  }
  const { rows, same } = differencesOf(first.examined.claims, claims);
  const answer = say(taken === true ? 'review.yes' : 'review.no');
  return (
    <>
      <p className="text-table text-muted">
        {rows.length === 0 ? say('review.compare.none') : ''}{' '}
        {say('review.compare.same', { n: formatCount(same) })}{' '}
        {taken === undefined ? '' : say('review.entry.also', { name, taken: answer })}
      </p>
      {rows.length === 0 ? null : (
        <Table caption={say('review.tab.compare')} stacked>
          <TableHead>
            <tr>
              <HeadCell>{say('evidence.field')}</HeadCell>
              <HeadCell>{say('review.compare.first')}</HeadCell>
              <HeadCell>{say('review.compare.second')}</HeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {rows.map(({ path, first: before, second: after }) => (
              <Row key={path}>
                <RowHead className="align-top text-code">{path}</RowHead>
                <Cell className="align-top text-code break-all" label={say('review.compare.first')}>
                  {before}
                </Cell>
                <Cell
                  className="align-top text-code break-all"
                  label={say('review.compare.second')}
                >
                  {after}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </>
  );
}
