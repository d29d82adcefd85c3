// What a broker is given by its main: hardware, storage, clock, randomness. Everything it believes
// of them is checked or does not matter: the store may lie, the clock is a claim.

import type {
  Assurance,
  Bytes,
  Doc,
  Evidence,
  Hash,
  Runtime,
  SignedDocument,
} from '../protocol/index.ts';
import type { VerifierSet } from '../attestation/index.ts';
import type { TemplateRegistry } from '../templates/index.ts';

/**
 * The enclave's hardware: evidence, and sealing that only the same measured code can undo (R20 b).
 */
export interface EnclavePlatform {
  collect(runtime: Runtime, at: number): Promise<Doc<Evidence>>;
  seal(code: Hash, secret: Uint8Array): Promise<Bytes>;
  unseal(code: Hash, sealed: Uint8Array): Promise<Bytes>;
}

/**
 * The broker that served before, as the platform shows it: its Genesis and the last line of its
 * log.
 */
export interface Predecessor {
  readonly genesis: SignedDocument;
  readonly last: SignedDocument;
}

/** The platform's storage: untrusted, append only if it is honest. */
export interface BrokerStore {
  readSecret(): Promise<Uint8Array | null>;
  writeSecret(sealed: Uint8Array): Promise<void>;
  readRecords(): Promise<readonly Uint8Array[]>;
  appendRecord(index: number, record: Uint8Array): Promise<void>;
  /** Read once, before a Genesis is made; null if there was none. */
  readPredecessor(): Promise<Predecessor | null>;
}

export interface BrokerEnvironment {
  readonly crypto: Crypto;
  readonly platform: EnclavePlatform;
  readonly store: BrokerStore;
  readonly verifiers: VerifierSet;
  readonly registry: TemplateRegistry;
  /** Digest of the measured artefact. */
  readonly code: Hash;
  readonly assurance: Assurance;
  /** Admin keys that may withdraw a code identity, base64url; only read when a Genesis is made. */
  readonly narrowers: readonly string[];
  /** Seconds since 1970, as the host claims. */
  readonly now: () => number;
  /** An event for the operator: its name and a kind, never a message, value or key. */
  readonly report: (event: string, kind: string) => void;
}
