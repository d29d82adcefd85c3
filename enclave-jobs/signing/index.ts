// signing: Ed25519 and passkey signatures over canonical bytes (R2, R3, R38). Trusts WebCrypto for
// the curve arithmetic and nothing else; refuses small-order points, loose encodings, unknown keys
// and a document with one bad signature among good ones. Leaves out: whether the signers suffice
// (decision/); making signatures (sign.ts, the second front door, which is not pure).

export type { VerifyCrypto } from './crypto.ts';
export { encodeEddsaKey, encodeEs256Key, eddsaKey, es256Point } from './verify-cose-key.ts';
export { isEd25519Signature, smallOrderEncodings } from './verify-ed25519.ts';
export { strictDerToRaw } from './verify-es256.ts';
export { keyIdOf, plainKey, verifySigned, type Signed } from './verify-signed.ts';
export { verifyAssertion } from './verify-webauthn.ts';
