// R5–R7, R10, R34: a grant is believed for the owner's signatures inside it, names this broker, and
// its file key must be the one of the sealed file that the manifest names.

import {
  EnclaveError,
  KeyGrant,
  bytesOf,
  checkShape,
  labelledHash,
  parseCanonical,
  signedDocumentSchema,
  documentBytesMax,
  type Hash,
} from '../protocol/index.ts';
import {
  approverKeys,
  meetsQuorum,
  outcomeOf,
  withdrawnKeys,
  type DecisionState,
  type GrantHeld,
  type GrantsSeen,
} from '../decision/index.ts';
import {
  Secret,
  openSealed,
  readAgeHeader,
  requireHeaderDigest,
  verifyHeaderMac,
} from '../sealing/index.ts';
import { verifySigned, type Signed, type VerifyCrypto } from '../signing/index.ts';

/** Everything wrong with a grant is one code; which check failed is for the log of nobody. */
async function asGrantInvalid<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof EnclaveError && cause.code === 'POLICY_STALE') throw cause;
    if (cause instanceof EnclaveError && cause.code === 'CARD_STALE') throw cause;
    if (cause instanceof EnclaveError) throw new EnclaveError('GRANT_INVALID', cause.place);
    throw cause;
  }
}

export interface SealedGrant {
  readonly manifest: Hash;
  /** The header of the sealed dataset, base64url. */
  readonly header: string;
  /** The grant's age file, base64url. */
  readonly file: string;
}

async function readGrant(
  state: DecisionState,
  sealed: SealedGrant,
  identity: Secret,
  crypto: VerifyCrypto,
): Promise<Signed<KeyGrant>> {
  const manifest = state.manifests.get(sealed.manifest)?.value;
  const owner = manifest?.owners[0];
  if (manifest === undefined || owner === undefined) {
    throw new EnclaveError('GRANT_INVALID', 'manifest unknown');
  }
  const plaintext = await openSealed(bytesOf(sealed.file), identity, 'grant');
  const signed = checkShape(
    signedDocumentSchema,
    parseCanonical(plaintext, documentBytesMax.standard),
  );
  plaintext.fill(0);
  const chain = state.cards.get(owner) ?? [];
  const keys = chain.flatMap((card) => card.value.approvers);
  const grant = await verifySigned(KeyGrant, signed, keys, crypto);
  const card = chain.find((one) => one.name === grant.value.ownerCard)?.value;
  if (card === undefined) throw new EnclaveError('CARD_STALE', 'ownerCard');
  const counted = approverKeys(card, grant.signers, withdrawnKeys(state, owner, card));
  if (!meetsQuorum(card, counted)) {
    throw new EnclaveError('GRANT_INVALID', 'quorum');
  }
  if ((chain.at(-1)?.value.seq ?? 0) < grant.value.cardSeqMin) {
    throw new EnclaveError('CARD_STALE', 'cardSeqMin');
  }
  return grant;
}

function checkKeys(state: DecisionState, sealed: SealedGrant, grant: KeyGrant): void {
  const manifest = state.manifests.get(sealed.manifest)?.value;
  if (manifest === undefined || grant.manifest !== sealed.manifest) {
    throw new EnclaveError('GRANT_INVALID', 'manifest');
  }
  if (grant.broker !== state.broker.id) throw new EnclaveError('GRANT_INVALID', 'broker');
  const share = labelledHash('parley/v1/noise-share', bytesOf(grant.noiseShare));
  if (share !== manifest.noiseShare) throw new EnclaveError('GRANT_INVALID', 'noiseShare');
  const header = readAgeHeader(bytesOf(sealed.header));
  requireHeaderDigest(header, manifest.sealed.header);
  const fileKey = new Secret(bytesOf(grant.fileKey));
  verifyHeaderMac(header, fileKey);
  fileKey.wipe();
}

/** Opens and checks a grant. Throws GRANT_INVALID or CARD_STALE. */
export function openGrant(
  state: DecisionState,
  sealed: SealedGrant,
  identity: Secret,
  crypto: VerifyCrypto,
): Promise<Signed<KeyGrant>> {
  return asGrantInvalid(async () => {
    const grant = await readGrant(state, sealed, identity, crypto);
    checkKeys(state, sealed, grant.value);
    return grant;
  });
}

/** The held form of a verified grant; R10, the highest number wins and lower ones are refused. */
export function holdGrant(
  state: DecisionState,
  sealed: SealedGrant,
  grant: Signed<KeyGrant>,
): GrantHeld {
  const held = state.grants.get(sealed.manifest);
  if (held !== undefined && held.grantSeq >= grant.value.grantSeq) {
    throw new EnclaveError('GRANT_INVALID', 'grantSeq');
  }
  return {
    name: grant.name,
    file: sealed.file,
    header: sealed.header,
    grantSeq: grant.value.grantSeq,
    policySeqMin: grant.value.policySeqMin,
  };
}

/** The grants of a job's inputs, opened for step 15. Missing ones are not in the map. */
export async function openGrants(
  state: DecisionState,
  manifests: readonly Hash[],
  identity: Secret,
  crypto: VerifyCrypto,
): Promise<Exclude<GrantsSeen, 'not visible'>> {
  const opened = new Map<Hash, Awaited<ReturnType<typeof outcomeOf<KeyGrant>>>>();
  for (const manifest of manifests) {
    const held = state.grants.get(manifest);
    if (held === undefined) continue;
    const outcome = await outcomeOf(async () => {
      const grant = await openGrant(state, { manifest, ...held }, identity, crypto);
      if (grant.name !== held.name) throw new EnclaveError('GRANT_INVALID', 'name');
      return grant.value;
    });
    opened.set(manifest, outcome);
  }
  return opened;
}
