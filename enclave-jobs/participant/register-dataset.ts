// An owner seals a table: Parquet in memory, an age file out, and the manifest that pins every
// byte; or adopts a file that an age tool sealed. The file key and the noise share stay with the
// caller until they go into a grant.

import {
  DatasetManifest,
  labelledHash,
  makeDocument,
  sorted,
  type Assurance,
  type Bytes,
  type Doc,
  type Hash,
  type Mend,
} from '../protocol/index.ts';
import {
  Secret,
  captureFileKey,
  describeSealed,
  openPayload,
  readAgeHeader,
  sealCapturing,
  segmentRanges,
  type AgeIdentity,
  type ChunkCipher,
  type Sha256,
} from '../sealing/index.ts';
import { freshDatasetId, type Party } from './party.ts';
import {
  checkTable,
  readSealedParquet,
  requireAsWritten,
  withLabels,
  writeParquet,
  type CheckedTable,
  type CsvTable,
  type DeclaredColumn,
  type LabelMaps,
  type ParquetFile,
  type SealedParquet,
} from './table/index.ts';

export interface DatasetDraft {
  readonly columns: readonly DeclaredColumn[];
  /** Labels that the file says in words. */
  readonly labels?: LabelMaps | undefined;
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

type Owner = Pick<Party, 'party'> & { readonly keys: Pick<Party['keys'], 'recipient'> };

/** A table that is sealed already, with what was found inside. */
interface SealedTable {
  readonly checked: CheckedTable;
  readonly footer: ParquetFile['footer'];
  readonly file: Bytes;
  readonly fileKey: Secret;
}

/** What was changed before sealing, as the manifest tells it. */
function mendsOf(labels: LabelMaps = {}): Mend[] {
  const mends = Object.entries(labels).flatMap(([column, map]): readonly Mend[] =>
    map === undefined
      ? []
      : [{ column, kind: 'label', bad: sorted(map.bad), good: sorted(map.good) }],
  );
  return sorted(mends);
}

async function describeDataset(
  crypto: Crypto,
  sha256: Sha256,
  owner: Hash,
  { checked, footer, file, fileKey }: SealedTable,
  draft: DatasetDraft,
): Promise<SealedDataset> {
  const { digests, ...sealed } = await describeSealed(file, sha256);
  const noiseShare = new Secret(crypto.getRandomValues(new Uint8Array(32)));
  const { entityKey, normaliser, assurance, client, previous } = draft;
  const manifest = makeDocument(DatasetManifest, {
    ...lineageOf(crypto, owner, previous),
    owners: [owner],
    origin: { kind: 'registered' },
    assurance,
    columns: sorted(
      checked.columns.map(({ column }) => column),
      ({ name }) => name,
    ),
    entityKey,
    normaliser,
    mends: mendsOf(draft.labels),
    rowsRounded: checked.rowsRounded,
    entitiesRounded: checked.entitiesRounded,
    format: 'parquet/1',
    sealed: { ...sealed, footer },
    noiseShare: noiseShare.use((share) => labelledHash('parley/v1/noise-share', share)),
    client,
  });
  return { manifest, file, header: readAgeHeader(file).headerBytes, digests, fileKey, noiseShare };
}

/** Throws TableError with every fault by row and column; nothing is sealed then. */
export async function sealDataset(
  crypto: Crypto,
  sha256: Sha256,
  owner: Owner,
  table: CsvTable,
  draft: DatasetDraft,
): Promise<SealedDataset> {
  const { columns, labels = {}, entityKey, normaliser } = draft;
  const checked = checkTable(withLabels(table, labels), columns, entityKey.column, normaliser);
  const { bytes, footer } = writeParquet(checked);
  const { file, fileKey } = await sealCapturing([owner.keys.recipient], bytes);
  bytes.fill(0);
  return describeDataset(crypto, sha256, owner.party, { checked, footer, file, fileKey }, draft);
}

/** A file that its owner sealed with any age tool, opened here to be checked. */
export interface OpenedFile extends SealedParquet {
  readonly file: Bytes;
  readonly fileKey: Secret;
}

/**
 * R7: opens the header with an identity of the owner, all chunks with the file key, and reads the
 * table. Throws INPUT_FORMAT or INPUT_BYTES on what is no age file for this identity or holds no
 * Parquet file, and what readSealedParquet() throws.
 */
export async function openOwnFile(
  file: Bytes,
  identity: AgeIdentity,
  cipher: ChunkCipher,
): Promise<OpenedFile> {
  const fileKey = await captureFileKey(file, identity);
  const header = readAgeHeader(file);
  const ranges = segmentRanges(header.length, file.length);
  const payload = openPayload({
    readSegment: (index) => {
      const { offset, length } = ranges[index] ?? { offset: 0, length: 0 };
      return file.subarray(offset, offset + length);
    },
    header,
    fileKey,
    totalBytes: file.length,
    cipher,
  });
  const plaintext = payload.read(0, payload.plaintextBytes);
  payload.wipe();
  const read = await readSealedParquet(plaintext);
  plaintext.fill(0);
  return { ...read, file, fileKey };
}

/**
 * The manifest of a file that is sealed already. It was not made here, so every cell must stand as
 * this program would have written it, and no column may be in it that is not declared: nothing can
 * be dropped any more. Throws TableError with every fault by row and column.
 */
export async function adoptDataset(
  crypto: Crypto,
  sha256: Sha256,
  owner: Owner,
  { table, footer, file, fileKey }: OpenedFile,
  draft: DatasetDraft,
): Promise<SealedDataset> {
  const checked = checkTable(table, draft.columns, draft.entityKey.column, draft.normaliser);
  requireAsWritten(table, checked);
  return describeDataset(crypto, sha256, owner.party, { checked, footer, file, fileKey }, draft);
}
