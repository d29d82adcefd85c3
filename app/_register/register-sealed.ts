// After sealing: the rule is made from the choices, the broker verified once more, and one touch signs
// description, rule and grant. The platform gets signed documents and a grant sealed to that broker.

import {
  nextGrant,
  requireFamiliar,
  signRegistration,
  type ClientState,
} from '../../enclave-jobs/participant/index.ts';
import {
  DatasetManifest,
  PartyCard,
  bytesOf,
  concatBytes,
  hashSchema,
  parseDocument,
  toBase64Url,
  type Doc,
  type UsagePolicy,
} from '../../enclave-jobs/protocol/index.ts';
import { Secret } from '../../enclave-jobs/sealing/index.ts';
import type { Api } from '../_participant/api.ts';
import { buildFacts, builtTemplates } from '../_participant/build-facts.ts';
import {
  requireCompared,
  verifyBrokerHere,
  withHead,
  type Member,
} from '../_participant/member.ts';
import { readTable } from '../_participant/table-of.ts';
import { policyOf, type RuleChoices } from '../_policy/rule-choices.ts';
import type { SealedParts } from './sealer-messages.ts';

export interface RegisterTerms {
  readonly collaboration: string;
  readonly name: string;
  readonly rule: RuleChoices;
  /** The rule signed last, for a new version of a dataset that has one. */
  readonly previousPolicy?: Doc<UsagePolicy> | undefined;
  /** The explicit yes to a broker that does not follow from a known one. */
  readonly acceptsStranger: boolean;
}

export interface Registered {
  readonly dataset: string;
  readonly manifest: string;
}

/**
 * Throws what verifying, signing or the broker refuses; the secrets are wiped either way. `keep` is awaited
 * before anything is handed in: the noise share is nowhere else.
 */
export async function registerSealed(
  api: Api,
  member: Member,
  { collaboration, name, rule, previousPolicy, acceptsStranger }: RegisterTerms,
  parts: SealedParts,
  keep: (memory: ClientState) => Promise<unknown>,
): Promise<Registered> {
  requireCompared(member, [...rule.analysts, ...rule.receivers, ...rule.partners]);
  const broker = await verifyBrokerHere(api, member.memory);
  requireFamiliar(broker, acceptsStranger);
  const manifest = parseDocument(DatasetManifest, parts.manifest);
  const context = {
    registry: builtTemplates(),
    collaboration: hashSchema.parse(collaboration),
    broker: broker.id,
    worker: buildFacts().worker,
    table: await readTable(api, collaboration),
    now: Math.floor(Date.now() / 1000),
  };
  const policy = policyOf(rule, manifest, context, previousPolicy);
  const card = parseDocument(PartyCard, bytesOf(member.party.card.document)).value;
  const fileKey = new Secret(concatBytes(parts.fileKey));
  const noiseShare = new Secret(concatBytes(parts.noiseShare));
  const { grantSeq, state } = nextGrant(member.memory, manifest.name, noiseShare);
  try {
    const signed = await signRegistration(
      broker,
      member.party,
      { manifest, header: concatBytes(parts.header), fileKey, noiseShare },
      policy,
      { policySeqMin: policy.value.seq, cardSeqMin: card.seq, grantSeq },
    );
    await keep(withHead(state, broker));
    return await api.dataset.register.mutate({
      collaboration: hashSchema.parse(collaboration),
      name: name.trim(),
      ...signed,
      digests: toBase64Url(parts.digests),
    });
  } finally {
    fileKey.wipe();
    noiseShare.wipe();
  }
}
