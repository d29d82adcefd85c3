// sealing/: age files as the protocol uses them (docs/protocol.md R5 to R9). Runs on Node and in
// browsers; the native chunk cipher for Node is behind ./node.ts.
//
// Trusts: the age library and @noble/hashes for the cryptography, the caller's SHA-256 and chunk
// cipher. Refuses: any header outside R5 before a key is touched; any header, segment or chunk that
// differs from what a manifest names or a file key proves; any file that ends earlier or later than
// it should. Leaves out: who made a file (age has no senders, R6: signing/ answers that), armour,
// passphrases, passkeys, fetching, and when which segment is requested (R9: the worker's prefetch).

export { readAgeHeader, type AgeHeader, type AgeStanza } from './header.ts';
export { requireMachineStanzas, type MachineFileKind } from './machine-stanzas.ts';
export { headerMacKey, payloadKey, verifyHeaderMac } from './file-key.ts';
export { Secret } from './secret.ts';
export { generateHybridKeys, recipientOf, sealCapturing, sealTo } from './seal.ts';
export { captureFileKey, openSealed, type AgeIdentity } from './open.ts';
export {
  describeSealed,
  openSegmentList,
  requireHeaderDigest,
  segmentRanges,
  type SealedDescription,
  type SegmentCheck,
  type SegmentRange,
  type Sha256,
} from './segments.ts';
export { type ChunkCipher, type SealedPayload } from './chunk-source.ts';
export { openPayload, type PayloadReader } from './payload.ts';
