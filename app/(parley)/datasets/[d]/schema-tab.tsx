import {
  normaliserWord,
  type DatasetManifest,
  type Mend,
  type UsagePolicy,
} from '#enclave/protocol/index.ts';
import { listed } from '#app/_text/format.ts';
import { say } from '#app/_text/text.ts';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '#app/_ui/table.tsx';
import { domainWords } from './domain-words.ts';

interface SchemaTabProps {
  readonly manifest: DatasetManifest | undefined;
  readonly rule: UsagePolicy | undefined;
}

/** The columns as their owner declared them. Domains are declared, never observed. */
export function SchemaTab({ manifest, rule }: SchemaTabProps) {
  if (manifest === undefined) {
    return (
      <EmptyState
        what={say('data.noManifest')}
        why={say('data.noManifest.why')}
        action={<LinkText href="/datasets">{say('nav.datasets')}</LinkText>}
      />
    );
  }
  const use = (name: string) => {
    const roles = rule?.columns.find((column) => column.name === name)?.roles ?? [];
    return roles.length === 0
      ? say('schema.notUsed')
      : listed(roles.map((role) => say(`schema.use.${role}`)));
  };
  return (
    <>
      <p className="mb-4 max-w-measure text-table text-muted">
        {say('schema.key', {
          column: manifest.entityKey.column,
          domain: manifest.entityKey.domain,
          normaliser: say(`schema.normaliser.${normaliserWord(manifest.normaliser) ?? 'other'}`),
        })}
      </p>
      <Mends mends={manifest.mends} />
      <Table caption={say('data.tab.schema')}>
        <TableHead>
          <tr>
            <HeadCell>{say('schema.column')}</HeadCell>
            <HeadCell>{say('schema.role')}</HeadCell>
            <HeadCell>{say('schema.type')}</HeadCell>
            <HeadCell>{say('schema.domain')}</HeadCell>
            <HeadCell>{say('schema.byRule')}</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {manifest.columns.map((column) => (
            <Row key={column.name}>
              <RowHead className="text-code">{column.name}</RowHead>
              <Cell>{say(`schema.role.${column.role}`)}</Cell>
              <Cell className="text-muted">{say(`schema.type.${column.type}`)}</Cell>
              <Cell className="max-w-96 min-w-48 text-muted">
                {domainWords(column.domain)}
                {column.unit === undefined ? null : ` ${column.unit}`}
              </Cell>
              <Cell className="text-muted">
                {rule === undefined ? say('data.noRule') : use(column.name)}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </>
  );
}

function mendWords(mend: Mend): string {
  switch (mend.kind) {
    case 'label':
      return say('schema.mend.label', {
        column: mend.column,
        bad: listed(mend.bad),
        good: listed(mend.good),
      });
    case 'trim':
    case 'case':
    case 'missing':
    case 'codes':
    case 'decimal':
    case 'date':
      return say('schema.mend.other', {
        column: mend.column,
        what: say(`schema.mend.${mend.kind}`),
      });
  }
}

/** What the owner's program changed before sealing: everybody who relies on the data may know. */
function Mends({ mends }: { readonly mends: readonly Mend[] }) {
  if (mends.length === 0) return null;
  return (
    <ul className="mb-4 max-w-measure list-disc pl-5 text-table text-muted">
      {mends.map((mend) => (
        <li key={JSON.stringify(mend)}>{mendWords(mend)}</li>
      ))}
    </ul>
  );
}
