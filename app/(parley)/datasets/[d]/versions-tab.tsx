import type { DatasetManifest } from '#enclave/protocol/index.ts';
import { formatCount, formatSize } from '#app/_text/format.ts';
import { say } from '#app/_text/text.ts';
import { Hash } from '#app/_ui/hash.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '#app/_ui/table.tsx';
import { Time } from '#app/_ui/time.tsx';
import { DatasetState } from '../../_shared/dataset-state.tsx';

interface Version {
  readonly manifest: string;
  readonly version: number;
  readonly blob: string | null;
  readonly sizeBytes: bigint;
  readonly erasedAt: Date | null;
  readonly createdAt: Date;
}

interface VersionsTabProps {
  readonly versions: readonly Version[];
  readonly manifests: ReadonlyMap<string, DatasetManifest>;
}

/** Every version of one lineage, the newest first. */
export function VersionsTab({ versions, manifests }: VersionsTabProps) {
  return (
    <Table caption={say('data.tab.versions')}>
      <TableHead>
        <tr>
          <HeadCell numeric>{say('data.version')}</HeadCell>
          <HeadCell>{say('data.registered')}</HeadCell>
          <HeadCell numeric>{say('data.people')}</HeadCell>
          <HeadCell numeric>{say('data.rows')}</HeadCell>
          <HeadCell numeric>{say('data.sealedSize')}</HeadCell>
          <HeadCell>{say('data.state')}</HeadCell>
          <HeadCell>{say('data.manifest')}</HeadCell>
          <HeadCell>{say('data.lineage')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {versions.map((version) => {
          const manifest = manifests.get(version.manifest);
          const count = (n: number | undefined) =>
            n === undefined ? say('data.unread') : formatCount(n);
          return (
            <Row key={version.manifest}>
              <RowHead className="text-right">{version.version}</RowHead>
              <Cell>
                <Time at={version.createdAt} />
              </Cell>
              <Cell numeric>{count(manifest?.entitiesRounded)}</Cell>
              <Cell numeric>{count(manifest?.rowsRounded)}</Cell>
              <Cell numeric>{formatSize(Number(version.sizeBytes))}</Cell>
              <Cell className="whitespace-nowrap">
                <div className="flex">
                  <DatasetState withdrawnAt={null} needsGrant={false} version={version} />
                </div>
                {version.erasedAt === null ? null : (
                  <div className="text-muted">
                    <Time at={version.erasedAt} />
                  </div>
                )}
              </Cell>
              <Cell className="relative">
                <Hash value={version.manifest} />
              </Cell>
              <Cell className="relative">
                {manifest === undefined ? say('data.unread') : <Hash value={manifest.lineage} />}
              </Cell>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}
