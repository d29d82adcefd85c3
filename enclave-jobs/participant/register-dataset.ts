// An owner seals a table: Parquet in memory, an age file out, and the manifest that pins every byte. The
// file key and the noise share stay with the caller until they go into a grant.

import {
  DatasetManifest,
  labelledHash,
  makeDocument,
  type Assurance,
  type Bytes,
  type Column,
  type Doc,
  type Hash,
} from '../protocol/index.ts';
import {
  Secret,
  describeSealed,
  readAgeHeader,
  sealCapturing,
  type Sha256,
} from '../sealing/index.ts';
import { freshDatasetId, type Party } from './party.ts';
import { checkTable, writeParquet, type CsvTable } from './table/index.ts';

export interface DatasetDraft {
  readonly columns: readonly Column[];
  readonly entityKey: { readonly column: string; readonly domain: string };
  readonly normaliser: DatasetManifest['normaliser'];
  readonly assurance: Assurance;
  readonly client: DatasetManifest['client'];
  /** The version before, for a new one of the same table. */
  readonly previous?: Doc<DatasetManifest>;
}

export interface SealedDataset {
  readonly manifest: Doc<DatasetManifest>;
  readonly file: Bytes;
  readonly header: Bytes;
  readonly digests: readonly Bytes[];
  readonly fileKey: Secret;
  readonly noiseShare: Secret;
}

function lineageOf(crypto: Crypto, owner: Hash, previous: Doc<DatasetManifest> | undefined) {
  if (previous !== undefined) {
    const { dataset, lineage, version } = previous.value;
    return { dataset, lineage, version: version + 1, previous: previous.name };
  }
  const dataset = freshDatasetId(crypto, owner);
  return { dataset, lineage: dataset, version: 1 };
}

/** Throws TableError with every fault by row and column; nothing is sealed then. */
export async function sealDataset(
  crypto: Crypto,
  sha256: Sha256,
  owner: Pick<Party, 'party'> & { readonly keys: Pick<Party['keys'], 'recipient'> },
  table: CsvTable,
  draft: DatasetDraft,
): Promise<SealedDataset> {
  const checked = checkTable(table, draft.columns, draft.entityKey.column, draft.normaliser.id);
  const { bytes, footer } = writeParquet(checked);
  const { file, fileKey } = await sealCapturing([owner.keys.recipient], bytes);
  bytes.fill(0);
  const { digests, ...sealed } = await describeSealed(file, sha256);
  const noiseShare = new Secret(crypto.getRandomValues(new Uint8Array(32)));
  const { columns, entityKey, normaliser, assurance, client, previous } = draft;
  const manifest = makeDocument(DatasetManifest, {
    ...lineageOf(crypto, owner.party, previous),
    owners: [owner.party],
    origin: { kind: 'registered' },
    assurance,
    columns: [...columns].sort((a, b) => (a.name < b.name ? -1 : 1)),
    entityKey,
    normaliser,
    rowsRounded: checked.rowsRounded,
    entitiesRounded: checked.entitiesRounded,
    format: 'parquet/1',
    sealed: { ...sealed, footer },
    noiseShare: noiseShare.use((share) => labelledHash('parley/v1/noise-share', share)),
    client,
  });
  return { manifest, file, header: readAgeHeader(file).headerBytes, digests, fileKey, noiseShare };
}
