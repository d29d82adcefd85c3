import {
  DatasetManifest,
  UsagePolicy,
  Withdrawal,
  bytesOf,
  hashOf,
  readSigned,
  type BrokerRequest,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import type { Tx } from '../db/client.ts';
import { DomainError, notFound } from '../domain/errors.ts';
import { currentBroker, handIn } from './ask-broker.ts';
import { withColleagues } from './co-sign.ts';
import { requireMember } from './collaborations.ts';
import { documentsByName, documentsOf, keepDocument } from './documents.ts';
import { recordActivity, type Actor, type Platform } from './platform.ts';

type Grant = Extract<BrokerRequest, { kind: 'grant' }>;

export interface Registration {
  readonly collaboration: string;
  /** What people call it; the manifest has no name. */
  readonly name: string;
  readonly manifest: SignedDocument;
  readonly policy: SignedDocument;
  readonly grant: Grant;
  /** 32 bytes per segment. */
  readonly digests: Uint8Array;
}

const nameLengthMax = 80;

function ownParty(actor: Actor): string {
  if (actor.party === null) throw new DomainError('NOT_ALLOWED', 'no key card yet');
  return actor.party;
}

/**
 * Manifest, policy and grant go to the broker; then the upload may begin. Throws BROKER_REFUSED.
 */
export async function registerDataset(
  platform: Platform,
  actor: Actor,
  registration: Registration,
): Promise<{ readonly dataset: string; readonly manifest: string }> {
  const { collaboration, name, manifest, policy, grant, digests } = registration;
  await requireMember(platform, actor, collaboration);
  const party = ownParty(actor);
  const manifestName = hashOf(bytesOf(manifest.document));
  const facts = readSigned(DatasetManifest, manifest).value;
  const rule = readSigned(UsagePolicy, policy).value;
  if (!facts.owners.some((owner) => owner === party))
    throw new DomainError('NOT_ALLOWED', 'owners');
  if (rule.dataset !== facts.dataset || rule.collaboration !== collaboration) {
    throw new DomainError('BAD_INPUT', 'policy');
  }
  if (grant.manifest !== manifestName || digests.length % 32 !== 0) {
    throw new DomainError('BAD_INPUT', 'grant');
  }
  if (name.length === 0 || name.length > nameLengthMax) throw new DomainError('BAD_INPUT', 'name');
  const known = await platform.db.dataset.findUnique({
    where: { id: facts.dataset },
    select: { organisationId: true, withdrawnForGood: true },
  });
  if (known !== null && known.organisationId !== actor.organisationId) throw notFound();
  if (known?.withdrawnForGood === true) throw new DomainError('CONFLICT', 'withdrawn');
  await handIn(platform, { kind: 'submit', what: 'manifest', document: manifest });
  // What the broker took is noted at once: a stop in between must not lose a version.
  await platform.db.$transaction(async (tx) => {
    await keepDocument(tx, { type: 'DatasetManifest', party, signed: manifest });
    await tx.dataset.upsert({
      where: { id: facts.dataset },
      create: {
        id: facts.dataset,
        organisationId: actor.organisationId,
        collaborationId: collaboration,
        name,
      },
      update: {},
    });
    await tx.datasetVersion.create({
      data: {
        manifest: manifestName,
        datasetId: facts.dataset,
        version: facts.version,
        sizeBytes: facts.sealed.bytes,
        digests: Buffer.from(digests),
      },
    });
    await recordActivity(tx, actor, 'dataset.registered', manifestName);
  });
  await takePolicy(platform, actor, policy);
  await takeGrant(platform, grant);
  return { dataset: facts.dataset, manifest: manifestName };
}

/** The broker's yes to a rule, and the rule kept. Throws BROKER_REFUSED. */
async function takePolicy(
  platform: Platform,
  actor: Actor,
  policy: SignedDocument,
): Promise<string> {
  await handIn(platform, { kind: 'submit', what: 'policy', document: policy });
  const { dataset } = readSigned(UsagePolicy, policy).value;
  return platform.db.$transaction(async (tx) => {
    const kept = await keepDocument(tx, {
      type: 'UsagePolicy',
      party: ownParty(actor),
      signed: policy,
    });
    await tx.dataset.update({ where: { id: dataset }, data: { policy: kept, withdrawnAt: null } });
    const { organisationId } = actor;
    await tx.pendingDocument.deleteMany({ where: { organisationId, subject: dataset } });
    await recordActivity(tx, actor, 'policy.signed', kept);
    return kept;
  });
}

/** The broker's yes to a key. Throws BROKER_REFUSED. */
async function takeGrant(platform: Platform, grant: Grant): Promise<void> {
  await handIn(platform, grant);
  await platform.db.datasetVersion.update({
    where: { manifest: grant.manifest },
    data: { grantedTo: await currentBroker(platform) },
  });
}

async function requireOwnVersion(platform: Platform, actor: Actor, manifest: string) {
  const version = await platform.db.datasetVersion.findFirst({
    where: { manifest, dataset: { organisationId: actor.organisationId } },
    select: { manifest: true, sizeBytes: true, blob: true, datasetId: true },
  });
  if (version === null) throw notFound();
  return version;
}

/**
 * The ciphertext has arrived. That it is the manifest's is checked by every worker that reads it.
 */
export async function finishUpload(
  platform: Platform,
  actor: Actor,
  manifest: string,
  file: string,
): Promise<void> {
  await requireOwnVersion(platform, actor, manifest);
  const blob = await platform.blobs.adopt(file);
  await platform.db.$transaction(async (tx) => {
    await tx.datasetVersion.update({ where: { manifest }, data: { blob } });
    await recordActivity(tx, actor, 'dataset.uploaded', manifest);
  });
}

/**
 * Whether this upload may begin: only for a version that its owner registered, of its exact size.
 */
export async function requireUpload(
  platform: Platform,
  actor: Actor,
  manifest: string,
  sizeBytes: number,
): Promise<void> {
  const version = await requireOwnVersion(platform, actor, manifest);
  if (version.sizeBytes !== BigInt(sizeBytes)) throw new DomainError('BAD_INPUT', 'size');
}

/** Longer than any header that a broker reads (R5). */
const headerWindowBytes = 32 * 1024;

/** The start of an own sealed file, from which its owner takes the key again. Throws NOT_FOUND. */
export async function readSealedHeader(
  platform: Platform,
  actor: Actor,
  manifest: string,
): Promise<{ readonly file: string }> {
  const { blob, sizeBytes } = await requireOwnVersion(platform, actor, manifest);
  const length = Math.min(headerWindowBytes, Number(sizeBytes));
  const start = blob === null ? null : await platform.blobs.get(blob, 0, length);
  if (start === null) throw notFound();
  return { file: Buffer.from(start).toString('base64url') };
}

/**
 * A rule, and with it the key to a dataset that the broker does not hold. Null while the rule waits
 * for colleagues' signatures. Throws BROKER_REFUSED.
 */
export async function publishPolicy(
  platform: Platform,
  actor: Actor,
  policy: SignedDocument,
  grant: Grant | undefined,
): Promise<{ readonly policy: string | null }> {
  const { value } = readSigned(UsagePolicy, policy);
  const own = await platform.db.dataset.findFirst({
    where: { id: value.dataset, organisationId: actor.organisationId },
    select: { withdrawnForGood: true },
  });
  if (own === null) throw notFound();
  if (own.withdrawnForGood) throw new DomainError('CONFLICT', 'withdrawn');
  if (grant !== undefined) await requireOwnVersion(platform, actor, grant.manifest);
  const owner = { ...actor, party: ownParty(actor) };
  const signed = await withColleagues(platform, owner, UsagePolicy, value.dataset, policy);
  if (signed === null) return { policy: null };
  const name = await takePolicy(platform, actor, signed);
  if (grant !== undefined) await takeGrant(platform, grant);
  return { policy: name };
}

/** The job waits for its owner again; what colleagues signed stays. */
async function takeBackApproval(
  tx: Tx,
  own: { readonly organisationId: string },
  name: string,
): Promise<void> {
  const parts = await tx.jobPart.findMany({
    where: { ...own, approvals: { has: name } },
    select: { jobId: true, alias: true, approvals: true },
  });
  for (const { jobId, alias, approvals } of parts) {
    await tx.jobPart.update({
      where: { jobId_alias: { jobId, alias } },
      data: {
        decision: null,
        decidedAt: null,
        approvals: approvals.filter((one) => one !== name),
      },
    });
  }
}

/** Hands withdrawals in, one or a batch; each stops at once what it names. */
export async function withdraw(
  platform: Platform,
  actor: Actor,
  withdrawals: readonly SignedDocument[],
): Promise<void> {
  const party = ownParty(actor);
  const read = withdrawals.map((signed) => ({
    signed,
    value: readSigned(Withdrawal, signed).value,
  }));
  if (read.some(({ value }) => value.party !== party))
    throw new DomainError('NOT_ALLOWED', 'party');
  for (const { signed, value } of read) {
    await handIn(platform, { kind: 'submit', what: 'withdrawal', document: signed });
    await platform.db.$transaction(async (tx) => {
      await keepDocument(tx, { type: 'Withdrawal', party, signed });
      const { kind, name } = value.target;
      const own = { organisationId: actor.organisationId };
      if (kind === 'policy') {
        await tx.dataset.updateMany({
          where: { ...own, policy: name },
          data: { withdrawnAt: new Date() },
        });
      }
      if (kind === 'dataset') {
        await tx.dataset.updateMany({
          where: { ...own, id: name },
          data: { withdrawnAt: new Date(), withdrawnForGood: true },
        });
      }
      if (kind === 'approval') {
        await takeBackApproval(tx, own, name);
      }
      await recordActivity(tx, actor, `withdrawn.${kind}`, name);
    });
  }
}

/** Removes the platform's copy of the ciphertext. What remains is said on the page. */
export async function eraseVersion(
  platform: Platform,
  actor: Actor,
  manifest: string,
): Promise<void> {
  const { blob } = await requireOwnVersion(platform, actor, manifest);
  const others = await platform.db.datasetVersion.count({
    where: { blob, manifest: { not: manifest } },
  });
  if (blob !== null && others === 0) await platform.blobs.remove(blob);
  await platform.db.$transaction(async (tx) => {
    await tx.datasetVersion.update({
      where: { manifest },
      data: { blob: null, erasedAt: new Date() },
    });
    await recordActivity(tx, actor, 'dataset.erased', manifest);
  });
}

const listSelect = {
  id: true,
  name: true,
  policy: true,
  withdrawnAt: true,
  withdrawnForGood: true,
  createdAt: true,
  collaborationId: true,
  organisation: { select: { name: true, party: true } },
  versions: {
    orderBy: { version: 'desc' },
    select: {
      manifest: true,
      version: true,
      blob: true,
      sizeBytes: true,
      grantedTo: true,
      erasedAt: true,
      createdAt: true,
    },
  },
} as const;

/**
 * Of one collaboration, or all of the actor's own; each with its newest manifest and policy as
 * signed.
 */
export async function listDatasets(
  platform: Platform,
  actor: Actor,
  collaboration: string | undefined,
) {
  if (collaboration !== undefined) await requireMember(platform, actor, collaboration);
  const rows = await platform.db.dataset.findMany({
    where:
      collaboration === undefined
        ? { organisationId: actor.organisationId }
        : { collaborationId: collaboration },
    orderBy: { createdAt: 'asc' },
    select: listSelect,
  });
  const names = rows.flatMap((row) => [row.versions[0]?.manifest ?? [], row.policy ?? []].flat());
  const documents = await documentsByName(platform.db, names);
  const broker = await currentBroker(platform);
  return {
    datasets: rows.map((row) => ({
      ...row,
      own: isOwn(row, actor),
      needsGrant: needsGrant(row.versions, broker),
    })),
    documents,
  };
}

function isOwn(row: { organisation: { party: string | null } }, actor: Actor): boolean {
  return actor.party !== null && row.organisation.party === actor.party;
}

/** Whether the broker that serves now has no key to the newest version. */
function needsGrant(
  [newest]: readonly { readonly grantedTo: string | null }[],
  broker: string | null,
): boolean {
  return newest !== undefined && broker !== null && newest.grantedTo !== broker;
}

/**
 * Threshold jobs of a dataset that the broker has charged or may charge: what the platform saw end
 * with a release, and what its owner approved and has not ended. A hint; the ledger is the
 * broker's.
 */
async function usageOf({ db }: Platform, dataset: string) {
  const [charged, open] = await Promise.all([
    db.job.count({
      where: { parts: { some: { datasetId: dataset } }, state: { in: ['DELIVERED', 'FAILED'] } },
    }),
    db.job.count({
      where: {
        parts: { some: { datasetId: dataset, decision: 'approve' } },
        state: { in: ['AWAITING_APPROVALS', 'QUEUED', 'ATTESTING', 'RUNNING'] },
      },
    }),
  ]);
  return { charged, open };
}

/** One dataset with all its documents. Throws NOT_FOUND for strangers. */
export async function readDataset(platform: Platform, actor: Actor, id: string) {
  const row = await platform.db.dataset.findUnique({
    where: { id },
    select: {
      ...listSelect,
      parts: {
        orderBy: { job: { createdAt: 'desc' } },
        take: 100,
        select: { job: { select: { id: true, title: true, state: true, createdAt: true } } },
      },
    },
  });
  if (row === null) throw notFound();
  await requireMember(platform, actor, row.collaborationId);
  const party = row.organisation.party ?? '';
  const manifests = await documentsByName(
    platform.db,
    row.versions.map((version) => version.manifest),
  );
  const policies = (await documentsOf(platform.db, 'UsagePolicy', [party])).filter(
    (signed) => readSigned(UsagePolicy, signed).value.dataset === id,
  );
  const { parts, ...dataset } = row;
  return {
    ...dataset,
    own: isOwn(row, actor),
    usage: await usageOf(platform, id),
    needsGrant: needsGrant(row.versions, await currentBroker(platform)),
    manifests,
    policies,
    jobs: parts.map((part) => part.job),
  };
}
