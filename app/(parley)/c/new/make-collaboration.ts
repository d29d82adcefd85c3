// The Collaboration document is made here, in the browser: the platform only keeps it.

import {
  Collaboration,
  hashSchema,
  makeDocument,
  sorted,
  toBase64Url,
} from '#enclave/protocol/index.ts';

const nonceBytes = 32;

/** Base64url of the document's bytes. Throws MALFORMED for a name or parties that it refuses. */
export function makeCollaboration(name: string, parties: readonly string[]): string {
  const { bytes } = makeDocument(Collaboration, {
    name,
    parties: sorted(parties.map((party) => hashSchema.parse(party))),
    nonce: toBase64Url(globalThis.crypto.getRandomValues(new Uint8Array(nonceBytes))),
  });
  return toBase64Url(bytes);
}
