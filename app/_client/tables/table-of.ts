// What is on the table of a collaboration, read from its signed documents: datasets with their
// newest manifest and rule, parties with their newest card.

import { cardChain } from '#enclave/decision/index.ts';
import type { JobReader } from '#enclave/participant/index.ts';
import {
  DatasetManifest,
  PartyCard,
  UsagePolicy,
  bytesOf,
  hashSchema,
  parseDocument,
  readSigned,
  type Doc,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import type { Api } from '../session/api.ts';

export interface TableDataset {
  readonly id: string;
  readonly name: string;
  readonly ownerName: string;
  readonly alias: string;
  /** Whether a job could use it now, as the platform says: uploaded, granted, not paused. */
  readonly isUsable: boolean;
  readonly manifest: Doc<DatasetManifest>;
  readonly policy: Doc<UsagePolicy>;
}

export interface TableParty {
  readonly party: Hash;
  readonly name: string;
  readonly card: Doc<PartyCard>;
}

export interface CollaborationTable {
  readonly datasets: readonly TableDataset[];
  readonly parties: readonly TableParty[];
}

/**
 * How a dataset is called inside jobs: the same for everybody and for ever, so that a rule can name
 * it.
 */
export function aliasOf(dataset: string): string {
  return `d${dataset.slice(0, 12)}`;
}

function byName<T>(documents: readonly SignedDocument[], parse: (bytes: Uint8Array) => Doc<T>) {
  const found = new Map<string, Doc<T>>();
  for (const { document } of documents) {
    try {
      const doc = parse(bytesOf(document));
      found.set(doc.name, doc);
    } catch {
      // Of another type: the list holds both kinds.
    }
  }
  return found;
}

/**
 * Of each party the card that its chain ends in; a party whose first card is not there is left out.
 */
async function newestCards(
  parties: readonly Hash[],
  cards: readonly SignedDocument[],
): Promise<readonly TableParty[]> {
  const parsed = cards.map((signed) => {
    const card = readSigned(PartyCard, signed);
    return { signed, party: card.value.party === 'self' ? card.name : card.value.party };
  });
  const found = await Promise.all(
    parties.map(async (party): Promise<readonly TableParty[]> => {
      const own = parsed.filter((one) => one.party === party).map((one) => one.signed);
      const { card } = await cardChain(party, own, globalThis.crypto);
      if (card === undefined) return [];
      return [{ party, name: card.value.name, card }];
    }),
  );
  return found.flat();
}

export async function readTable(api: Api, collaboration: string): Promise<CollaborationTable> {
  const [{ members }, { datasets, documents }] = await Promise.all([
    api.collaboration.read.query({ collaboration }),
    api.dataset.list.query({ collaboration }),
  ]);
  const ids = members.flatMap((one) => hashSchema.safeParse(one.organisation.party).data ?? []);
  const cards = await api.party.cards.query({ parties: ids });
  const manifests = byName(documents, (bytes) => parseDocument(DatasetManifest, bytes));
  const policies = byName(documents, (bytes) => parseDocument(UsagePolicy, bytes));
  return {
    parties: await newestCards(ids, cards),
    datasets: datasets.flatMap((row) => {
      const [version] = row.versions;
      const manifest = manifests.get(version?.manifest ?? '');
      const policy = policies.get(row.policy ?? '');
      const isGone = row.withdrawnForGood || version === undefined;
      if (isGone || manifest === undefined || policy === undefined) return [];
      const { id, name, withdrawnAt, needsGrant } = row;
      const isUsable = withdrawnAt === null && version.blob !== null && !needsGrant;
      const said = { id, name, ownerName: row.organisation.name, alias: aliasOf(id), isUsable };
      return [{ ...said, manifest, policy }];
    }),
  };
}

/** What jobs can be made of now; rules also name what is paused or waits for a grant. */
export function usableIn(table: CollaborationTable): CollaborationTable {
  return { ...table, datasets: table.datasets.filter((one) => one.isUsable) };
}

/** A party as a receiver: everybody whom its card lets read results. */
export function readersOf({ party, card }: TableParty): readonly JobReader[] {
  return card.value.recipients.map(({ id, recipient }) => ({ party, id, keys: { recipient } }));
}
