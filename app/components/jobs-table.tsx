'use client';

import { DataTable, type DataColumn } from '../_ui/data-table.tsx';
import { Status, type StatusKind } from '../_ui/status.tsx';
import { formatCount } from '../_text/format.ts';

interface Sample {
  readonly id: string;
  readonly name: string;
  readonly state: StatusKind;
  readonly line: string;
  readonly people: number;
}

const items: readonly Sample[] = [
  {
    id: '1',
    name: 'Overlap by education',
    state: 'waiting',
    line: 'waits for Harbour Credit',
    people: 30000,
  },
  { id: '2', name: 'Multi-lending', state: 'signed', line: 'delivered 9 Nov', people: 41200 },
  { id: '3', name: 'IV ranking', state: 'refused', line: 'denied: too detailed', people: 8125 },
];

const columns: readonly DataColumn<Sample>[] = [
  { id: 'name', head: 'Question', value: (item) => item.name, sortable: true },
  {
    id: 'state',
    head: 'State',
    value: (item) => item.line,
    cell: (item) => <Status kind={item.state} label={item.line} />,
  },
  {
    id: 'people',
    head: 'People, rounded',
    value: (item) => item.people,
    cell: (item) => formatCount(item.people),
    numeric: true,
    sortable: true,
  },
];

export function JobsTable() {
  return (
    <DataTable
      caption="Jobs"
      columns={columns}
      items={items}
      itemKey={(item) => item.id}
      filterLabel="Filter jobs"
      sort="-people"
    />
  );
}
