// protocol: every document, limit and code of docs/protocol.md. Pure and isomorphic.
// Trusts nothing: bytes come in, values or MALFORMED go out. Refuses every second spelling of a
// document (R1). Leaves out: who signed what (signing/), whether it counts (decision/).

export * from './broker-messages.ts';
export * from './bytes.ts';
export * from './canonical.ts';
export * from './decimals.ts';
export * from './document.ts';
export * from './documents/approval.ts';
export * from './documents/dataset-manifest.ts';
export * from './documents/evidence.ts';
export * from './documents/genesis.ts';
export * from './documents/job-spec.ts';
export * from './documents/key-grant.ts';
export * from './documents/log-tree.ts';
export * from './documents/outputs.ts';
export * from './documents/party-card.ts';
export * from './documents/platform-requirements.ts';
export { quoteStatuses, type QuoteStatus } from './documents/platforms/intel.ts';
export { inexpressible } from './documents/platforms/inexpressible.ts';
export * from './documents/proof-bundle.ts';
export * from './documents/receipt.ts';
export * from './documents/release.ts';
export * from './documents/usage-policy.ts';
export * from './error-codes.ts';
export * from './hash.ts';
export * from './limits.ts';
export * from './log-body.ts';
export * from './plain-json.ts';
export * from './scalars.ts';
export * from './signed-document.ts';
