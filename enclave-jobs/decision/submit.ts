// From a signed document to the next state: verify under the keys that may sign it, then admit it.

import {
  Approval,
  DatasetManifest,
  PartyCard,
  UsagePolicy,
  Withdrawal,
  readSigned,
  type Doc,
  type DocumentType,
  type SignedDocument,
  type SignerKey,
  type submittable,
} from '../protocol/index.ts';
import { admitCard, admitDenial, admitManifest, admitPolicy, admitWithdrawal } from './admit.ts';
import {
  approvalSigners,
  cardSigners,
  manifestSigners,
  policySigners,
  withdrawalSigners,
} from './candidate-keys.ts';
import type { DecisionState } from './state.ts';
import { verifySigned, type Signed, type VerifyCrypto } from '../signing/index.ts';
import type * as z from 'zod';

type Admit = (
  state: DecisionState,
  signed: SignedDocument,
  crypto: VerifyCrypto,
) => Promise<DecisionState>;

function admitting<S extends z.ZodType>(
  type: DocumentType<S>,
  signersOf: (state: DecisionState, doc: Doc<z.output<S>>) => readonly SignerKey[],
  admit: (state: DecisionState, doc: Signed<z.output<S>>) => DecisionState,
): Admit {
  return async (state, signed, crypto) => {
    const doc = readSigned(type, signed);
    return admit(state, await verifySigned(type, signed, signersOf(state, doc), crypto));
  };
}

const admissions: Readonly<Record<(typeof submittable)[number], Admit>> = {
  card: admitting(PartyCard, cardSigners, admitCard),
  manifest: admitting(DatasetManifest, manifestSigners, admitManifest),
  policy: admitting(UsagePolicy, policySigners, admitPolicy),
  withdrawal: admitting(Withdrawal, withdrawalSigners, admitWithdrawal),
  // Only a deny is held; an approve travels with its job.
  approval: admitting(Approval, approvalSigners, admitDenial),
};

/**
 * Takes one document in. Throws EnclaveError with a refusal code; the state given stays as it was.
 * A document that is held already gives back the very same state.
 */
export function submitDocument(
  state: DecisionState,
  what: (typeof submittable)[number],
  signed: SignedDocument,
  crypto: VerifyCrypto,
): Promise<DecisionState> {
  return admissions[what](state, signed, crypto);
}
