'use client';

import {
  columnFilteringFeature,
  createColumnHelper,
  createFilteredRowModel,
  createSortedRowModel,
  filterFn_includesString,
  globalFilteringFeature,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_text,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo, type ReactNode } from 'react';
import { say } from '../_text/text.ts';
import { useAddressState } from './address-state.ts';
import { Button } from './button.tsx';
import { Input } from './input.tsx';
import { SortHead } from './sort-head.tsx';
import { Cell, Row, Table, TableBody, TableHead } from './table.tsx';

export interface DataColumn<Item> {
  readonly id: string;
  /** With the unit, if the cells are numbers. */
  readonly head: string;
  /** What is sorted and filtered by. */
  readonly value: (item: Item) => string | number;
  /** What is shown, if more than the value. */
  readonly cell?: (item: Item) => ReactNode;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
}

interface DataTableProps<Item extends object> {
  readonly caption: string;
  /** Stable: declared outside the component or memoised. */
  readonly columns: readonly DataColumn<Item>[];
  readonly items: readonly Item[];
  readonly itemKey: (item: Item) => string;
  /** Shows a filter field with this label. */
  readonly filterLabel?: string;
  /** `since` or `-since`, until the reader sorts otherwise. */
  readonly sort?: string;
  /** Keeps the address parameters of two tables on one page apart. */
  readonly name?: string;
}

const features = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  globalFilteringFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, text: sortFn_text },
  filterFns: { includesString: filterFn_includesString },
});

/** A table whose sorting and filter live in the address. */
export function DataTable<Item extends object>(props: DataTableProps<Item>) {
  const { caption, columns, items, itemKey, filterLabel, sort = '', name = '' } = props;
  const [sorted, setSorted] = useAddressState(`${name}sort`, sort);
  const [filter, setFilter] = useAddressState(`${name}filter`, '');
  const made = useMemo(() => {
    const helper = createColumnHelper<typeof features, Item>();
    return helper.columns(
      columns.map((column) => helper.accessor(column.value, { id: column.id })),
    );
  }, [columns]);
  const data = useMemo(() => [...items], [items]);
  const sorting =
    sorted === '' ? [] : [{ id: sorted.replace(/^-/, ''), desc: sorted.startsWith('-') }];
  const table = useTable({
    features,
    columns: made,
    data,
    getRowId: itemKey,
    globalFilterFn: 'includesString',
    state: { sorting, globalFilter: filter },
  });
  const rows = table.getRowModel().rows;
  return (
    <div>
      {filterLabel === undefined ? null : (
        <div className="mb-2 flex flex-wrap items-center gap-3">
          <Input
            type="search"
            aria-label={filterLabel}
            placeholder={filterLabel}
            value={filter}
            onChange={(event) => setFilter(event.target.value, 'replace')}
            className="max-w-72"
          />
          <p role="status" className="text-table text-muted">
            {say('table.rows', { n: rows.length, total: items.length })}
          </p>
        </div>
      )}
      <Table caption={caption}>
        <TableHead>
          <tr>
            {columns.map((column) => (
              <SortHead
                key={column.id}
                id={column.id}
                head={column.head}
                numeric={column.numeric === true}
                sorted={column.sortable === true ? sorted : undefined}
                onSort={(next) => setSorted(next, 'push')}
              />
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <Row key={row.id}>
              {columns.map((column) => (
                <Cell key={column.id} numeric={column.numeric === true}>
                  {column.cell === undefined
                    ? column.value(row.original)
                    : column.cell(row.original)}
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </Table>
      {rows.length > 0 || filter === '' ? null : (
        <p className="flex items-center gap-3 py-3 text-table text-muted">
          {say('table.nothing')}
          <Button size="small" onClick={() => setFilter('', 'replace')}>
            {say('action.clearFilter')}
          </Button>
        </p>
      )}
    </div>
  );
}
