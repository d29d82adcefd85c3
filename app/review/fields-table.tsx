'use client';

import type { Examined } from '#enclave/attestation/index.ts';
import { fieldsOf, plain } from '../_client/proofs/plain-fields.ts';
import { say } from '../_text/text.ts';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../_ui/table.tsx';
import { meaningOf } from './field-meanings.ts';

/** What authentic evidence states, by the vendor's names, with what they mean. */
export function FieldsTable({ claims }: { readonly claims: Examined['claims'] }) {
  if (claims === undefined)
    return <p className="text-body text-muted">{say('review.fields.none')}</p>;
  return (
    <Table caption={say('review.tab.fields')} stacked>
      <TableHead>
        <tr>
          <HeadCell>{say('evidence.field')}</HeadCell>
          <HeadCell>{say('evidence.value')}</HeadCell>
          <HeadCell>{say('review.meaning')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {fieldsOf(plain(claims)).map(({ path, value }) => (
          <Row key={path}>
            <RowHead className="align-top text-code">{path}</RowHead>
            <Cell className="min-w-60 align-top text-code break-all" label={say('evidence.value')}>
              {value}
            </Cell>
            <Cell className="align-top text-muted sm:max-w-80" label={say('review.meaning')}>
              {meaningOf(path)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
