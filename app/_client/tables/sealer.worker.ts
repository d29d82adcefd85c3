// The sealing worker: reads the owner's file, proposes, checks, seals, and writes the sealed file
// into the browser's own file system. The page stays free, and rows stay here.

import {
  TableError,
  checkTable,
  proposeSchema,
  readTableFile,
  sealDataset,
  withLabels,
  type CsvTable,
} from '#enclave/participant/index.ts';
import {
  DatasetManifest,
  concatBytes,
  hashSchema,
  parseDocument,
} from '#enclave/protocol/index.ts';
import { writeSealedFile } from './sealed-files.ts';
import type { FromSealer, SealRequest, ToSealer } from './sealer-messages.ts';

let table: CsvTable | undefined;

function say(message: FromSealer, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

function requireTable(): CsvTable {
  if (table === undefined) throw new Error('no table was read');
  return table;
}

const sha256 = async (bytes: Uint8Array) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', concatBytes(bytes)));

async function seal(request: SealRequest): Promise<void> {
  say({ say: 'stage', stage: 'converting' });
  const { party, recipient, columns, labels, entityKey, normaliser, previous } = request;
  const owner = { party: hashSchema.parse(party), keys: { recipient } };
  say({ say: 'stage', stage: 'sealing' });
  const sealed = await sealDataset(crypto, sha256, owner, requireTable(), {
    columns,
    labels,
    entityKey,
    normaliser,
    assurance: 'simulated',
    client: 'platform',
    ...(previous === undefined ? {} : { previous: parseDocument(DatasetManifest, previous) }),
  });
  say({ say: 'stage', stage: 'writing' });
  const fileName = `${sealed.manifest.name}.age`;
  await writeSealedFile(fileName, sealed.file);
  say({
    say: 'sealed',
    parts: {
      manifest: sealed.manifest.bytes,
      header: sealed.header,
      digests: concatBytes(...sealed.digests),
      fileKey: sealed.fileKey.use((key) => concatBytes(key)),
      noiseShare: sealed.noiseShare.use((share) => concatBytes(share)),
      sizeBytes: sealed.file.length,
      fileName,
    },
  });
  // The table is not needed any more; a new version reads its file anew.
  table = undefined;
}

async function answer(message: ToSealer): Promise<void> {
  switch (message.say) {
    case 'read':
      table = await readTableFile(new Uint8Array(await message.file.arrayBuffer()));
      say({ say: 'table', rows: table.rows, columns: proposeSchema(table) });
      return;
    case 'propose': {
      const { rows } = requireTable();
      say({ say: 'table', rows, columns: proposeSchema(requireTable(), message.hints) });
      return;
    }
    case 'check': {
      const { columns, labels, entityKey, normaliser } = message.request;
      const labelled = withLabels(requireTable(), labels);
      const checked = checkTable(labelled, columns, entityKey.column, normaliser);
      say({ say: 'checked', rows: checked.rowsRounded, people: checked.entitiesRounded });
      return;
    }
    case 'seal':
      await seal(message.request);
  }
}

self.addEventListener('message', (event: MessageEvent<ToSealer>) => {
  answer(event.data).catch((error: unknown) => {
    if (error instanceof TableError) {
      say({ say: 'problems', problems: error.problems, total: error.total });
    } else {
      say({ say: 'failed', words: error instanceof Error ? error.message : 'failed' });
    }
  });
});
