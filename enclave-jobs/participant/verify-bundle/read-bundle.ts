// From bytes to documents: every member parsed under R1. Signatures are not looked at here.

import {
  Approval,
  AttestationResult,
  DatasetManifest,
  EnclaveError,
  Evidence,
  Genesis,
  JobSpec,
  LogEntry,
  PartyCard,
  ProofBundle,
  Receipt,
  Release,
  UsagePolicy,
  bytesOf,
  parseDocument,
  recode,
  readLogBody,
  type Bytes,
  type Doc,
  type DocumentType,
  type LogBody,
  type SignedDocument,
} from '../../protocol/index.ts';
import type * as z from 'zod';

/** A bundle whose members all parse. */
export interface ReadBundle {
  readonly bundle: ProofBundle;
  readonly jobSpec: Doc<JobSpec>;
  readonly genesis: Doc<Genesis>;
  readonly cards: readonly Doc<PartyCard>[];
  readonly manifests: readonly Doc<DatasetManifest>[];
  readonly policies: readonly Doc<UsagePolicy>[];
  readonly approvals: readonly Doc<Approval>[];
  readonly brokerEvidence: Doc<Evidence>;
  readonly workerEvidence: Doc<Evidence>;
  readonly attestationResult: Doc<AttestationResult>;
  readonly release: Doc<Release>;
  readonly receipt: Doc<Receipt>;
  readonly logEntries: readonly Doc<LogEntry>[];
  readonly logBodies: readonly {
    readonly index: number;
    readonly salt: Bytes;
    readonly bytes: Bytes;
    readonly body: LogBody;
  }[];
}

function one<S extends z.ZodType>(type: DocumentType<S>, document: string): Doc<z.output<S>> {
  return recode('BUNDLE_MALFORMED', type.type, () => parseDocument(type, bytesOf(document)));
}

function all<S extends z.ZodType>(type: DocumentType<S>, signed: readonly SignedDocument[]) {
  return signed.map((each) => one(type, each.document));
}

/** Throws BUNDLE_MALFORMED and the type of the member. */
export function readBundle(bytes: Uint8Array): ReadBundle {
  let bundle: ProofBundle;
  try {
    bundle = parseDocument(ProofBundle, bytes).value;
  } catch (cause) {
    const place = cause instanceof EnclaveError ? cause.place : '';
    throw new EnclaveError('BUNDLE_MALFORMED', place, { cause });
  }
  return {
    bundle,
    jobSpec: one(JobSpec, bundle.jobSpec.document),
    genesis: one(Genesis, bundle.genesis.document),
    cards: all(PartyCard, bundle.cards),
    manifests: all(DatasetManifest, bundle.manifests),
    policies: all(UsagePolicy, bundle.policies),
    approvals: all(Approval, bundle.approvals),
    brokerEvidence: one(Evidence, bundle.brokerEvidence),
    workerEvidence: one(Evidence, bundle.workerEvidence),
    attestationResult: one(AttestationResult, bundle.attestationResult),
    release: one(Release, bundle.release.document),
    receipt: one(Receipt, bundle.receipt.document),
    logEntries: all(LogEntry, bundle.logEntries),
    logBodies: bundle.logBodies.map(({ index, salt, body }) => ({
      index,
      salt: bytesOf(salt),
      bytes: bytesOf(body),
      body: recode('BUNDLE_MALFORMED', 'logBodies', () => readLogBody(bytesOf(body))),
    })),
  };
}
