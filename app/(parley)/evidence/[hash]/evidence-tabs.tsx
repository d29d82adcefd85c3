'use client';

import { fromUtf8, type Evidence } from '#enclave/protocol/index.ts';
import { formatCount, formatSize } from '#app/_text/format.ts';
import { say } from '#app/_text/text.ts';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '#app/_ui/table.tsx';

const wellClasses =
  'max-h-[480px] overflow-auto bg-sunken p-4 text-code whitespace-pre-wrap break-all';

function fieldsOf({ format, runtime, raw, endorsements }: Evidence): readonly [string, string][] {
  const told = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  return [
    ['format', format],
    ...Object.entries(runtime).map(([name, value]): [string, string] => [name, told(value)]),
    ['raw', formatSize(Math.floor((raw.length * 3) / 4))],
    ['endorsements', formatCount(endorsements.length)],
  ];
}

/** What the evidence says of the program, field by field. */
export function FieldTable({ evidence }: { readonly evidence: Evidence }) {
  return (
    <Table caption={say('evidence.tab.fields')} stacked>
      <TableHead>
        <tr>
          <HeadCell>{say('evidence.field')}</HeadCell>
          <HeadCell>{say('evidence.value')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {fieldsOf(evidence).map(([name, value]) => (
          <Row key={name}>
            <RowHead className="align-top text-code">{name}</RowHead>
            <Cell className="align-top text-code break-all">
              <div tabIndex={0} className="max-h-40 overflow-y-auto">
                {value}
              </div>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

export function JsonView({ bytes }: { readonly bytes: Uint8Array }) {
  return (
    <pre tabIndex={0} className={wellClasses}>
      {JSON.stringify(JSON.parse(fromUtf8(bytes)), null, 2)}
    </pre>
  );
}

const perRow = 16;
const shownMax = 16 * 1024;

function hexLine(bytes: Uint8Array, from: number): string {
  const row = bytes.subarray(from, from + perRow);
  const hex = [...row].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const text = [...row]
    .map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.'))
    .join('');
  return `${from.toString(16).padStart(6, '0')}  ${hex.padEnd(perRow * 3 - 1)}  ${text}`;
}

export function HexView({ bytes }: { readonly bytes: Uint8Array }) {
  const shown = bytes.subarray(0, shownMax);
  const rows = Array.from({ length: Math.ceil(shown.length / perRow) }, (_, i) =>
    hexLine(shown, i * perRow),
  );
  return (
    <>
      <pre tabIndex={0} className="max-h-[480px] overflow-auto bg-sunken p-4 text-code">
        {rows.join('\n')}
      </pre>
      {shown.length === bytes.length ? null : (
        <p className="mt-2 text-table text-muted">
          {say('evidence.hex.cut', { n: formatCount(shown.length) })}
        </p>
      )}
    </>
  );
}
