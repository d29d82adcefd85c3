// From a signed document to the next state: verify under the keys that may sign it, then admit it.

import {
  Approval,
  DatasetManifest,
  PartyCard,
  UsagePolicy,
  Withdrawal,
  bytesOf,
  parseDocument,
  unreachable,
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

interface Kind<S extends z.ZodType> {
  readonly type: DocumentType<S>;
  signers(state: DecisionState, doc: Doc<z.output<S>>): readonly SignerKey[];
  admit(state: DecisionState, doc: Signed<z.output<S>>): DecisionState;
}

async function admitAs<S extends z.ZodType>(
  kind: Kind<S>,
  state: DecisionState,
  signed: SignedDocument,
  crypto: VerifyCrypto,
): Promise<DecisionState> {
  const doc = parseDocument(kind.type, bytesOf(signed.document));
  const keys = kind.signers(state, doc);
  return kind.admit(state, await verifySigned(kind.type, signed, keys, crypto));
}

/**
 * Takes one document in. Throws EnclaveError with a refusal code; the state given stays as it was. A
 * document that is held already gives back the very same state.
 */
export function submitDocument(
  state: DecisionState,
  what: (typeof submittable)[number],
  signed: SignedDocument,
  crypto: VerifyCrypto,
): Promise<DecisionState> {
  switch (what) {
    case 'card':
      return admitAs(
        { type: PartyCard, signers: cardSigners, admit: admitCard },
        state,
        signed,
        crypto,
      );
    case 'manifest':
      return admitAs(
        { type: DatasetManifest, signers: manifestSigners, admit: admitManifest },
        state,
        signed,
        crypto,
      );
    case 'policy':
      return admitAs(
        { type: UsagePolicy, signers: policySigners, admit: admitPolicy },
        state,
        signed,
        crypto,
      );
    case 'withdrawal':
      return admitAs(
        { type: Withdrawal, signers: withdrawalSigners, admit: admitWithdrawal },
        state,
        signed,
        crypto,
      );
    case 'approval':
      return admitAs(
        { type: Approval, signers: approvalSigners, admit: admitDenial },
        state,
        signed,
        crypto,
      );
    default:
      return unreachable(what);
  }
}
