'use client';

import { useMemo } from 'react';
import { formatCount } from '../../_text/format.ts';
import { say } from '../../_text/text.ts';
import { useAddressState } from '../../_ui/address-state.ts';
import { Button } from '../../_ui/button.tsx';
import { Hash } from '../../_ui/hash.tsx';
import { Input } from '../../_ui/input.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../../_ui/table.tsx';
import { Time } from '../../_ui/time.tsx';
import { kindWord, matches, timeOf, type LogLine } from './log-lines.ts';

const pageRows = 100;

export function LineTable({ lines }: { readonly lines: readonly LogLine[] }) {
  const [filter, setFilter] = useAddressState('filter', '');
  const [asked, setPage] = useAddressState('page', '1');
  const found = useMemo(() => lines.filter((line) => matches(line, filter)), [lines, filter]);
  const pages = Math.max(1, Math.ceil(found.length / pageRows));
  const page = Math.min(pages, Math.max(1, Math.floor(Number(asked)) || 1));
  const shown = found.slice((page - 1) * pageRows, page * pageRows);
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <Input
          type="search"
          aria-label={say('log.filter')}
          placeholder={say('log.filter')}
          value={filter}
          onChange={(event) => {
            setFilter(event.target.value, 'replace');
            setPage('1', 'replace');
          }}
          className="max-w-72"
        />
        <p role="status" className="text-table text-muted">
          {say('log.count', { n: found.length, total: lines.length })}
        </p>
      </div>
      {found.length === 0 ? (
        <p className="flex items-center gap-3 border-y py-3 text-table text-muted">
          {say('table.nothing')}
          <Button size="small" onClick={() => setFilter('', 'replace')}>
            {say('action.clearFilter')}
          </Button>
        </p>
      ) : (
        <Lines lines={shown} />
      )}
      {pages === 1 ? null : (
        <nav aria-label={say('log.pages')} className="mt-4 flex flex-wrap items-center gap-3">
          <Button disabled={page === 1} onClick={() => setPage(String(page - 1), 'push')}>
            {say('log.newer')}
          </Button>
          <span className="text-table text-muted">{say('log.page', { page, pages })}</span>
          <Button disabled={page === pages} onClick={() => setPage(String(page + 1), 'push')}>
            {say('log.older')}
          </Button>
        </nav>
      )}
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly LogLine[] }) {
  return (
    <Table caption={say('nav.brokerLog')}>
      <TableHead>
        <tr>
          <HeadCell numeric>{say('log.index')}</HeadCell>
          <HeadCell>{say('log.time')}</HeadCell>
          <HeadCell>{say('log.kind')}</HeadCell>
          <HeadCell>{say('log.entry')}</HeadCell>
          <HeadCell>{say('log.commitment')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <Row key={line.name}>
            <RowHead className="text-right">{formatCount(line.value.index)}</RowHead>
            <Cell>
              <Time at={timeOf(line)} />
            </Cell>
            <Cell className="whitespace-nowrap">{kindWord(line)}</Cell>
            <Cell>
              <Hash value={line.name} />
            </Cell>
            <Cell>
              <Hash value={line.value.commitment} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
