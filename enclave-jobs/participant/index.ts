// participant: what an owner, an analyst or an auditor runs on their own machine, in a browser or a
// terminal. Trusts that machine, compiled-in anchors and its own pins; refuses to seal, sign or
// show anything that was not verified here. Leaves out: transport, storage, screens.

export { askBroker, type Carrier } from './ask-broker.ts';
export { assembleBundle, type BundleParts } from './assemble-bundle.ts';
export {
  firstVisit,
  grantOf,
  headSeen,
  nextGrant,
  openClientState,
  pinParty,
  sealClientState,
  seeHead,
  type ClientState,
} from './client-state.ts';
export {
  composeJob,
  jobText,
  type JobDraft,
  namedInputs,
  type JobInputDraft,
  type JobReader,
} from './compose-job.ts';
export { EntryFault, nearestAppraisal, readEntries } from './entries.ts';
export {
  differingValues,
  entriesEffect,
  entryEffect,
  type EntryChange,
  type EntryEffect,
} from './entry-effect.ts';
export { entryFromEvidence } from './entry-from-evidence.ts';
export { reopenDataset, signGrantAgain } from './grant-again.ts';
export { makeGrant, type GrantTerms, type GrantedDataset } from './make-grant.ts';
export { simulatedWorker, thresholdPolicy, type PolicyTerms } from './make-policy.ts';
export {
  keyPowers,
  letIn,
  makeKeyRequest,
  quorumFor,
  readKeyRequest,
  type KeyPower,
  type KeyRequest,
} from './key-request.ts';
export {
  coSignCard,
  draftCard,
  lowersOf,
  nextCard,
  type CardChange,
  type CardLowering,
} from './next-card.ts';
export { openResult, type OpenedResult, type ResultProof } from './open-result.ts';
export {
  foundParty,
  freshPartySecrets,
  openParty,
  recipientId,
  type Party,
  type PartyKeys,
  type PartySecrets,
  type PartyStart,
  type PasskeyApprover,
} from './party.ts';
export { passkeyOf, passkeySigner, type PasskeyCredentials, type PasskeySite } from './passkey.ts';
export { signRegistration, type Registration } from './sign-registration.ts';
export {
  adoptDataset,
  openOwnFile,
  sealDataset,
  type DatasetDraft,
  type OpenedFile,
  type SealedDataset,
} from './register-dataset.ts';
export {
  codeOfFiles,
  isOfItsFiles,
  isAdopted,
  makeReferenceProposal,
  proposalBytesMax,
  readReferenceProposal,
  referenceProposalSchema,
  adopt,
  type BuildProvenance,
  type ReferenceProposal,
} from './reference-proposal.ts';
export {
  TermsRefused,
  reviewJob,
  signApproval,
  signDenial,
  requirePinned,
  type ReviewMaterial,
  type ReviewedJob,
} from './review-job.ts';
export * from './table/index.ts';
export {
  readPins,
  verdictNames,
  verifyBundle,
  type CheckState,
  type Pins,
  type Verdict,
  type VerifyReport,
  type VerifyStep,
} from './verify-bundle/index.ts';
export {
  requireFamiliar,
  verifyBroker,
  type BrokerExpectation,
  type BrokerStanding,
  type VerifiedBroker,
} from './verify-broker.ts';
export { signWithdrawal } from './withdraw.ts';
