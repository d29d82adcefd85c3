import type { DatasetManifest, UsagePolicy } from '#enclave/protocol/index.ts';
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
          normaliser: say(`schema.normaliser.${manifest.normaliser.id}`),
        })}
      </p>
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
