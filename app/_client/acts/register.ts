// After sealing: the rule is made from the choices, the broker verified once more, and one touch
// signs description, rule and grant. The platform gets signed documents and a grant sealed to that
// broker.

import {
  nextGrant,
  requireFamiliar,
  signRegistration,
  type ClientState,
  type GrantedDataset,
  type VerifiedBroker,
} from '#enclave/participant/index.ts';
import {
  DatasetManifest,
  PartyCard,
  concatBytes,
  hashSchema,
  parseDocument,
  readSigned,
  toBase64Url,
  type Doc,
  type Hash,
  type UsagePolicy,
} from '#enclave/protocol/index.ts';
import { Secret } from '#enclave/sealing/index.ts';
import type { Api } from '../session/api.ts';
import { builtTemplates } from '../session/build-facts.ts';
import {
  requireCompared,
  verifyBrokerHere,
  withHead,
  type Member,
} from '../session/member.ts';
import { readTable } from '../tables/table-of.ts';
import { expiryOf, policyOf } from '../../_policy/next-rule.ts';
import type { RuleChoices } from '../../_policy/rule-choices.ts';
import type { SealedParts } from '../tables/sealer-messages.ts';

/** What one touch signs, and where it goes. */
export interface SealedRegistration extends GrantedDataset {
  readonly collaboration: Hash;
  readonly name: string;
  readonly policy: Doc<UsagePolicy>;
  /** 32 bytes per segment. */
  readonly digests: Uint8Array;
  readonly grantSeq: number;
}

/**
 * Signs manifest, rule and grant in one batch and hands them in. The keys stay the caller's to
 * wipe.
 */
export async function handInRegistration(
  api: Api,
  { party }: Member,
  broker: VerifiedBroker,
  { collaboration, name, policy, digests, grantSeq, ...dataset }: SealedRegistration,
): Promise<{ readonly dataset: string; readonly manifest: string }> {
  const card = readSigned(PartyCard, party.card).value;
  const floors = { policySeqMin: policy.value.seq, cardSeqMin: card.seq, grantSeq };
  const signed = await signRegistration(broker, party, dataset, policy, floors);
  return api.dataset.register.mutate({
    collaboration,
    name,
    ...signed,
    digests: toBase64Url(digests),
  });
}

export interface RegisterTerms {
  readonly collaboration: string;
  readonly name: string;
  readonly rule: RuleChoices;
  /** The rule signed last, for a new version of a dataset that has one. */
  readonly previousPolicy?: Doc<UsagePolicy> | undefined;
  readonly previousManifest?: Doc<DatasetManifest> | undefined;
  /** The explicit yes to a broker that does not follow from a known one. */
  readonly acceptsStranger: boolean;
}

export interface Registered {
  readonly dataset: string;
  readonly manifest: string;
}

/**
 * Throws what verifying, signing or the broker refuses; the secrets are wiped either way. `keep` is
 * awaited before anything is handed in: the noise share is nowhere else.
 */
export async function registerSealed(
  api: Api,
  member: Member,
  terms: RegisterTerms,
  parts: SealedParts,
  keep: (memory: ClientState) => Promise<unknown>,
): Promise<Registered> {
  const { rule, previousPolicy, previousManifest, acceptsStranger } = terms;
  requireCompared(member, [...rule.analysts, ...rule.receivers, ...rule.partners]);
  const broker = await verifyBrokerHere(api, member.memory);
  requireFamiliar(broker, acceptsStranger);
  const manifest = parseDocument(DatasetManifest, parts.manifest);
  const collaboration = hashSchema.parse(terms.collaboration);
  const now = Math.floor(Date.now() / 1000);
  const context = {
    registry: builtTemplates(),
    collaboration,
    broker: broker.id,
    table: await readTable(api, collaboration),
    now,
    expires: expiryOf(rule, previousPolicy, now),
    manifestBefore: previousManifest,
  };
  const policy = policyOf(rule, manifest, context, previousPolicy);
  const fileKey = new Secret(concatBytes(parts.fileKey));
  const noiseShare = new Secret(concatBytes(parts.noiseShare));
  const { grantSeq, state } = nextGrant(member.memory, manifest.name, noiseShare);
  try {
    await keep(withHead(state, broker, acceptsStranger));
    return await handInRegistration(api, member, broker, {
      ...{ collaboration, name: terms.name.trim(), manifest, policy, grantSeq },
      ...{ header: concatBytes(parts.header), fileKey, noiseShare, digests: parts.digests },
    });
  } finally {
    fileKey.wipe();
    noiseShare.wipe();
  }
}
