// The Collaboration document is made by whoever founds it: the platform only keeps it.

import {
  Collaboration,
  makeDocument,
  sorted,
  toBase64Url,
  type Doc,
  type Hash,
} from '#enclave/protocol/index.ts';

/** Throws MALFORMED for a name or parties that the document refuses. */
export function makeCollaboration(name: string, parties: readonly Hash[]): Doc<Collaboration> {
  return makeDocument(Collaboration, {
    name,
    parties: sorted(parties),
    nonce: toBase64Url(globalThis.crypto.getRandomValues(new Uint8Array(32))),
  });
}
