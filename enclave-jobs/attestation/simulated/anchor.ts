// The simulated root. Its seed is public on purpose (root-seed.ts): nobody may take it for
// protection.

/** The root's Ed25519 public key, base64url: RFC 8032 section 7.1, test 1. */
export const simulatedRootKey = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
