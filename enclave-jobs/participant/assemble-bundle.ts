// Anyone who has the documents of a job can make its proof bundle; a bundle proves itself, so that
// who made it does not matter.

import {
  DatasetManifest,
  PartyCard,
  ProofBundle,
  Release,
  UsagePolicy,
  bytesOf,
  hashOf,
  makeDocument,
  parseDocument,
  readLogBody,
  readSigned,
  unreachable,
  type BrokerRecord,
  type Bytes,
  type Hash,
  type SignedDocument,
} from '../protocol/index.ts';

export interface BundleParts {
  readonly jobSpec: SignedDocument;
  readonly genesis: SignedDocument;
  /** Every document that could be named: cards, manifests, policies, approvals. */
  readonly documents: readonly SignedDocument[];
  readonly workerEvidence: string;
  readonly release: SignedDocument;
  readonly receipt: SignedDocument;
  /** Public log lines from index 0, up to the release's at least. */
  readonly logEntries: readonly SignedDocument[];
  /** First line of the run that released, and the release's own. */
  readonly boot: BrokerRecord;
  readonly record: BrokerRecord;
  readonly acceptedAt: number;
}

function nameOf(signed: SignedDocument): Hash {
  return hashOf(bytesOf(signed.document));
}

/** Documents that name the one before them. */
type Chained = 'PartyCard' | 'UsagePolicy' | 'DatasetManifest';

function previousOf(type: Chained, bytes: Uint8Array): Hash | undefined {
  switch (type) {
    case 'PartyCard':
      return parseDocument(PartyCard, bytes).value.previous;
    case 'UsagePolicy':
      return parseDocument(UsagePolicy, bytes).value.previous;
    case 'DatasetManifest':
      return parseDocument(DatasetManifest, bytes).value.previous;
    default:
      return unreachable(type);
  }
}

/** The named documents with their predecessors, each chain oldest first. */
function chainsOf(
  parts: BundleParts,
  type: Chained,
  named: readonly Hash[],
): readonly SignedDocument[] {
  const byName = new Map(parts.documents.map((signed) => [nameOf(signed), signed]));
  const chain = (name: Hash): SignedDocument[] => {
    const signed = byName.get(name);
    if (signed === undefined) return [];
    const previous = previousOf(type, bytesOf(signed.document));
    return previous === undefined ? [signed] : [...chain(previous), signed];
  };
  return [...new Set(named.flatMap(chain))];
}

function logBody(index: number, { salt, body }: BrokerRecord) {
  return { index, salt, body };
}

/**
 * Throws MALFORMED if the parts do not parse; whether they prove anything is for verifyBundle().
 */
export function assembleBundle(parts: BundleParts): Bytes {
  const release = readSigned(Release, parts.release).value;
  const named = (type: string) =>
    release.documents.filter((ref) => ref.type === type).map((ref) => ref.name);
  const pick = (type: string) =>
    parts.documents.filter((signed) => named(type).includes(nameOf(signed)));
  const boot = readLogBody(bytesOf(parts.boot.body));
  const released = readLogBody(bytesOf(parts.record.body));
  if (boot.kind !== 'boot' || released.kind !== 'release')
    throw new Error('not a boot and a release');
  const bootIndex = parts.logEntries.findIndex(
    (line) => line.document === parts.boot.entry.document,
  );
  return makeDocument(ProofBundle, {
    jobSpec: parts.jobSpec,
    cards: [...chainsOf(parts, 'PartyCard', named('PartyCard'))],
    genesis: parts.genesis,
    brokerEvidence: boot.evidence,
    manifests: [...chainsOf(parts, 'DatasetManifest', named('DatasetManifest'))],
    policies: [...chainsOf(parts, 'UsagePolicy', named('UsagePolicy'))],
    approvals: pick('Approval'),
    standing: [],
    licences: [],
    withdrawals: [],
    workerEvidence: parts.workerEvidence,
    attestationResult: released.attestation,
    release: parts.release,
    logEntries: parts.logEntries.slice(0, release.logIndex + 1),
    logBodies: [logBody(bootIndex, parts.boot), logBody(release.logIndex, parts.record)],
    receipt: parts.receipt,
    timeTokens: [],
    acceptedAt: parts.acceptedAt,
  }).bytes;
}
