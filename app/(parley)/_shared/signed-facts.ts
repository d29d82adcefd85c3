// Manifests and policies as their bytes say them. Nothing here looks at signatures: what is shown
// from it is still only said by the platform.

import {
  DatasetManifest,
  UsagePolicy,
  bytesOf,
  hashOf,
  parseDocument,
  type DocumentType,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import type * as z from 'zod';

/** Documents of one type by name; what does not read as that type is left out. */
function readAll<S extends z.ZodType>(
  type: DocumentType<S>,
  documents: readonly SignedDocument[],
): ReadonlyMap<string, z.output<S>> {
  const found = new Map<string, z.output<S>>();
  for (const { document } of documents) {
    try {
      const bytes = bytesOf(document);
      found.set(hashOf(bytes), parseDocument(type, bytes).value);
    } catch {
      continue;
    }
  }
  return found;
}

export const manifestsIn = (documents: readonly SignedDocument[]) =>
  readAll(DatasetManifest, documents);

export const policiesIn = (documents: readonly SignedDocument[]) => readAll(UsagePolicy, documents);
