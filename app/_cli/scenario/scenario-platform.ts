// What a scenario needs of a platform beside the acts of its people: the running web platform, or
// the laboratory in memory.

import type { JobEnd } from '#enclave/channel/index.ts';
import type {
  ClientState,
  Party,
  PartySecrets,
  SealedDataset,
} from '#enclave/participant/index.ts';
import type { Collaboration, DatasetManifest, Doc } from '#enclave/protocol/index.ts';
import type { Desk } from '../../_client/acts/desk.ts';

/** A party and what it keeps to itself. */
export interface FoundedParty {
  readonly party: Party;
  readonly secrets: PartySecrets;
}

/** Parties go by their id in the scenario. */
export interface ScenarioPlatform {
  /** The first card goes to the platform; the party's people keep keys and memory. */
  readonly join: (id: string, founded: FoundedParty, memory: ClientState) => Promise<void>;
  readonly gather: (collaboration: Doc<Collaboration>) => Promise<void>;
  /** The desk of somebody with that role, with what that person remembers now. */
  readonly deskOf: (id: string, role: 'owner' | 'analyst') => Promise<Desk>;
  /** How jobs here call a dataset of the scenario. */
  readonly aliasOf: (id: string, manifest: Doc<DatasetManifest>) => string;
  readonly upload: (owner: string, sealed: SealedDataset) => Promise<void>;
  /** Waits for the end of a job whose owners have answered. */
  readonly endOf: (job: string) => Promise<JobEnd>;
}
