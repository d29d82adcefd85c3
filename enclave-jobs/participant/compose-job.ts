// An analyst writes a job: everything that decides the answer stands in it, and its hash is what
// owners approve.

import {
  JobSpec,
  isOnlyPolicy,
  makeDocument,
  sorted,
  toBase64Url,
  type DatasetManifest,
  type Doc,
  type Hash,
  type Params,
  type SignedDocument,
  type TemplateRef,
  type UsagePolicy,
} from '../protocol/index.ts';
import { signDocument } from '../signing/sign.ts';
import type { JobText } from '../decision/index.ts';
import { prepareJob, type PreparedJob, type TemplateRegistry } from '../templates/index.ts';
import { recipientId, type Party } from './party.ts';
import type { VerifiedBroker } from './verify-broker.ts';

export interface JobInputDraft {
  readonly alias: string;
  readonly manifest: Doc<DatasetManifest>;
  readonly policy: Doc<UsagePolicy>;
}

/** A receiver with the recipient of its card in force. */
export interface JobReader {
  readonly party: Hash;
  readonly keys: Pick<Party['keys'], 'recipient'>;
  /** Under which its card has this recipient; the party's first one by default. */
  readonly id?: string;
}

export interface JobDraft {
  readonly collaboration: Hash;
  readonly template: TemplateRef;
  readonly params: Params;
  readonly inputs: readonly JobInputDraft[];
  /** The worker code identity that will run it. */
  readonly code: Hash;
  readonly recipients: readonly JobReader[];
  /** Seconds since 1970. */
  readonly expires: number;
}

/** Each input with the documents that the job names for it, where they are among these. */
export function namedInputs(
  { inputs }: Pick<JobSpec, 'inputs'>,
  manifests: readonly Doc<DatasetManifest>[],
  policies: readonly Doc<UsagePolicy>[],
): readonly JobInputDraft[] {
  return inputs.flatMap((input) => {
    const manifest = manifests.find((one) => one.name === input.manifest);
    const policy = policies.find((one) => isOnlyPolicy(input, one.name));
    return manifest === undefined || policy === undefined
      ? []
      : [{ alias: input.alias, manifest, policy }];
  });
}

/**
 * What the job will say, as it is judged before anybody signs: every field that is no signature's
 * or moment's.
 */
export function jobText(
  draft: JobDraft,
  analyst: Hash,
  { grid, cells }: Pick<PreparedJob, 'grid' | 'cells'>,
): JobText {
  const { template, code, collaboration, params, expires } = draft;
  const inputs = draft.inputs.map(({ alias, manifest, policy }) => ({
    alias,
    dataset: manifest.value.dataset,
    version: manifest.value.version,
    manifest: manifest.name,
    policies: [policy.name],
  }));
  const recipients = draft.recipients.map(({ party, keys, id = recipientId }) => ({
    party,
    id,
    recipient: keys.recipient,
  }));
  return {
    ...{ collaboration, analyst, template, code, params, expires },
    inputs: sorted(inputs, (input) => input.alias),
    release: { mode: 'threshold', grid, cellsMax: cells },
    recipients: sorted(recipients),
  };
}

/** Makes and signs the job. Throws TEMPLATE_UNKNOWN or PARAMS before anything is signed. */
export async function composeJob(
  crypto: Crypto,
  registry: TemplateRegistry,
  broker: VerifiedBroker,
  analyst: Party,
  draft: JobDraft,
): Promise<{ job: Doc<JobSpec>; signed: SignedDocument }> {
  const prepared = prepareJob(registry, draft);
  const job = makeDocument(JobSpec, {
    ...jobText(draft, analyst.party, prepared),
    broker: broker.id,
    analystCard: analyst.cardName,
    assurance: broker.genesis.value.assurance,
    headSeen: broker.head,
    nonce: toBase64Url(crypto.getRandomValues(new Uint8Array(32))),
  });
  return { job, signed: await signDocument('JobSpec', job, analyst.keys.analyst) };
}
