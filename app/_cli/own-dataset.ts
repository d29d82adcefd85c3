// A dataset of one's own with what was signed last for it: believed for the signatures of one's own keys,
// because what the next version or rule follows on must not be the platform's invention.

import type * as z from 'zod';
import {
  DatasetManifest,
  PartyCard,
  UsagePolicy,
  bytesOf,
  hashSchema,
  parseDocument,
  type Doc,
  type DocumentType,
  type Hash,
  type SignedDocument,
} from '../../enclave-jobs/protocol/index.ts';
import { verifySigned } from '../../enclave-jobs/signing/index.ts';
import type { Api } from '../_participant/api.ts';
import type { Member } from '../_participant/member.ts';
import { UsageError } from './command.ts';

export interface OwnDataset {
  readonly id: Hash;
  readonly name: string;
  readonly collaboration: Hash;
  /** Its rule was withdrawn: nothing is allowed now. */
  readonly isPaused: boolean;
  readonly manifest: Doc<DatasetManifest>;
  readonly policy: Doc<UsagePolicy>;
}

/** Of the card's keys those that this key file holds: a card comes from the platform. */
function ownKeys({ party, keyFile }: Member) {
  const mine = new Set([
    ...party.keys.approvers.map(({ keyId }) => keyId),
    ...keyFile.passkeys.map(({ keyId }) => keyId),
  ]);
  const { approvers } = parseDocument(PartyCard, bytesOf(party.card.document)).value;
  return approvers.filter(({ keyId }) => mine.has(keyId));
}

export function datasetId(text: string | undefined): Hash {
  const read = hashSchema.safeParse(text);
  if (!read.success) throw new UsageError('name one dataset by its id: parley dataset list');
  return read.data;
}

/** Throws UsageError for a dataset of somebody else, SIGNATURE for documents that I did not sign. */
export async function readOwnDataset(api: Api, member: Member, id: Hash): Promise<OwnDataset> {
  const found = await api.dataset.read.query({ dataset: id });
  if (!found.own) throw new UsageError(`${id} belongs to ${found.organisation.name}, not to you`);
  const keys = ownKeys(member);
  const verified = <S extends z.ZodType>(
    type: DocumentType<S>,
    documents: readonly SignedDocument[],
  ) => Promise.all(documents.map((signed) => verifySigned(type, signed, keys, globalThis.crypto)));
  const manifests = await verified(DatasetManifest, found.manifests);
  const policies = await verified(UsagePolicy, found.policies);
  const [manifest] = manifests
    .filter(({ value }) => value.dataset === id && value.owners.includes(member.party.party))
    .sort((a, b) => b.value.version - a.value.version);
  const [policy] = policies
    .filter(({ value }) => value.dataset === id)
    .sort((a, b) => b.value.seq - a.value.seq);
  if (manifest === undefined || policy === undefined) {
    throw new UsageError(`${id} has no description and rule that your keys signed`);
  }
  return {
    id,
    name: found.name,
    collaboration: policy.value.collaboration,
    isPaused: found.withdrawnAt !== null,
    manifest,
    policy,
  };
}
