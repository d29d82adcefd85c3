// R28, R47: a worker obeys one Release: by the Genesis that its job names, to its own runtime, with
// the ledger entries of exactly its inputs, and with the log line that commits to it.

import {
  EnclaveError,
  LogEntry,
  Release,
  ReleasedKeys,
  bytesOf,
  concatBytes,
  equalBytes,
  hashOf,
  parseDocument,
  readLogBody,
  recodeLater,
  runtimeHash,
  type BrokerRecord,
  type Doc,
  type Hash,
  type SignedDocument,
  type WorkerRuntime,
} from '../protocol/index.ts';
import { Secret, openSealed } from '../sealing/index.ts';
import { plainKey, verifySigned, type VerifyCrypto } from '../signing/index.ts';
import type { DocumentedJob } from './job-documents.ts';

export interface ReceivedRelease {
  readonly release: SignedDocument;
  readonly sealedKeys: string;
  readonly record: BrokerRecord;
}

/** File keys by input alias. */
export interface CheckedRelease {
  readonly release: Doc<Release>;
  readonly fileKeys: ReadonlyMap<string, Secret>;
}

function checkAddressee(
  release: Release,
  { job, genesis }: DocumentedJob,
  runtime: WorkerRuntime,
  evidence: Hash,
): void {
  const ours =
    release.broker === genesis.name &&
    release.jobHash === job.name &&
    release.worker.runtime === runtimeHash(runtime) &&
    release.worker.signingKey === runtime.signingKey &&
    release.worker.evidence === evidence &&
    release.noiseKeyId === genesis.value.noiseKeyId;
  if (!ours) throw new EnclaveError('RELEASE_FOREIGN');
}

/**
 * One entry per lineage of the inputs, about this job and these manifests; no more and no fewer.
 */
function checkEntries(release: Release, { job, inputs, genesis }: DocumentedJob): void {
  const wanted = inputs.map(({ manifest }) => `${manifest.value.lineage} ${manifest.name}`).sort();
  const found = release.entries.map((entry) => `${entry.lineage} ${entry.manifest}`).sort();
  const same = wanted.length === found.length && wanted.every((pair, i) => pair === found[i]);
  const bound = release.entries.every(
    (entry) =>
      entry.jobHash === job.name &&
      entry.noiseKeyId === genesis.value.noiseKeyId &&
      (entry.kind === 'retry' || entry.kind === job.value.release.mode),
  );
  if (!same || !bound) throw new EnclaveError('RELEASE_ENTRIES', 'ledger');
}

/**
 * The line that makes the release public: same broker key, same index, a body that holds this
 * release.
 */
async function checkLine(
  release: Doc<Release>,
  record: BrokerRecord,
  key: string,
  crypto: VerifyCrypto,
): Promise<void> {
  const line = await verifySigned(LogEntry, record.entry, [plainKey(key)], crypto);
  const bodyBytes = bytesOf(record.body);
  const body = readLogBody(bodyBytes);
  const committed = hashOf(concatBytes(bytesOf(record.salt), bodyBytes));
  const inLine =
    line.value.index === release.value.logIndex &&
    line.value.broker === release.value.broker &&
    line.value.commitment === committed &&
    body.kind === 'release' &&
    equalBytes(bytesOf(body.release.document), release.bytes);
  if (!inLine) throw new EnclaveError('RELEASE_ENTRIES', 'log');
}

async function openKeys(
  received: ReceivedRelease,
  release: Release,
  { job, inputs }: DocumentedJob,
  identity: Secret,
): Promise<ReadonlyMap<string, Secret>> {
  const file = bytesOf(received.sealedKeys);
  if (hashOf(file) !== release.sealedKeys) throw new EnclaveError('RELEASE_KEYS', 'hash');
  const plaintext = await openSealed(file, identity, 'release');
  const keys = parseDocument(ReleasedKeys, plaintext);
  plaintext.fill(0);
  const matches =
    keys.value.jobHash === job.name &&
    keys.value.inputs.length === inputs.length &&
    inputs.every(({ input }, i) => {
      const key = keys.value.inputs[i];
      return key?.alias === input.alias && key.manifest === input.manifest;
    });
  if (!matches) throw new EnclaveError('RELEASE_KEYS', 'inputs');
  const byAlias = keys.value.inputs.map(
    (one) => [one.alias, new Secret(bytesOf(one.fileKey))] as const,
  );
  keys.bytes.fill(0);
  return new Map(byAlias);
}

/** Throws RELEASE_FORGED, RELEASE_FOREIGN, RELEASE_ENTRIES or RELEASE_KEYS. */
export async function checkRelease(
  received: ReceivedRelease,
  documented: DocumentedJob,
  own: { readonly runtime: WorkerRuntime; readonly evidence: Hash; readonly identity: Secret },
  crypto: VerifyCrypto,
): Promise<CheckedRelease> {
  const { signingKey } = documented.genesis.value;
  const release = await recodeLater('RELEASE_FORGED', '', () =>
    verifySigned(Release, received.release, [plainKey(signingKey)], crypto),
  );
  checkAddressee(release.value, documented, own.runtime, own.evidence);
  checkEntries(release.value, documented);
  await recodeLater('RELEASE_ENTRIES', 'log', () =>
    checkLine(release, received.record, signingKey, crypto),
  );
  const fileKeys = await recodeLater('RELEASE_KEYS', '', () =>
    openKeys(received, release.value, documented, own.identity),
  );
  return { release, fileKeys };
}
