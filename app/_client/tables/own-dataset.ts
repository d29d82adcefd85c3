// A dataset of one's own with what was signed last for it: believed for the signatures of one's own
// organisation, because what the next version or rule follows on must not be the platform's
// invention.

import type * as z from 'zod';
import {
  DatasetManifest,
  EnclaveError,
  PartyCard,
  UsagePolicy,
  hashSchema,
  readSigned,
  type Doc,
  type DocumentType,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { verifySigned } from '#enclave/signing/index.ts';
import type { Api } from '../session/api.ts';
import type { Member } from '../session/member.ts';

export interface OwnDataset {
  readonly id: Hash;
  readonly name: string;
  readonly collaboration: Hash;
  /** Its rule was withdrawn: nothing is allowed now. Said by the platform. */
  readonly isPaused: boolean;
  /** The broker that serves now has no key to the newest version. Said by the platform. */
  readonly needsGrant: boolean;
  readonly manifest: Doc<DatasetManifest>;
  /** Absent if none was ever signed. */
  readonly policy: Doc<UsagePolicy> | undefined;
}

/**
 * Throws NOT_MINE for a dataset of somebody else or withdrawn for good, and SIGNATURE_INVALID for
 * documents that no approver of this organisation signed.
 */
export async function readOwnDataset(api: Api, member: Member, id: Hash): Promise<OwnDataset> {
  const found = await api.dataset.read.query({ dataset: id });
  const { approvers } = readSigned(PartyCard, member.party.card).value;
  const verified = <S extends z.ZodType>(
    type: DocumentType<S>,
    documents: readonly SignedDocument[],
  ) =>
    Promise.all(
      documents.map((signed) => verifySigned(type, signed, approvers, globalThis.crypto)),
    );
  if (!found.own || found.withdrawnForGood) throw new EnclaveError('NOT_MINE', found.name);
  const [manifest] = (await verified(DatasetManifest, found.manifests))
    .filter(({ value }) => value.dataset === id && value.owners.includes(member.party.party))
    .sort((a, b) => b.value.version - a.value.version);
  const [policy] = (await verified(UsagePolicy, found.policies))
    .filter(({ value }) => value.dataset === id)
    .sort((a, b) => b.value.seq - a.value.seq);
  if (manifest === undefined) throw new EnclaveError('NOT_MINE', found.name);
  return {
    id,
    name: found.name,
    collaboration: hashSchema.parse(found.collaborationId),
    isPaused: found.withdrawnAt !== null,
    needsGrant: found.needsGrant,
    manifest,
    policy,
  };
}
