'use client';

import { useQuery } from '@tanstack/react-query';
import type * as z from 'zod';
import type { ApproverKey, DocumentType, Hash, SignedDocument } from '#enclave/protocol/index.ts';
import { verifySigned } from '#enclave/signing/index.ts';

/**
 * Whose signatures under a waiting document hold, checked here; undefined while that is being
 * checked.
 */
export function useSigners<S extends z.ZodType>(
  type: DocumentType<S>,
  signed: SignedDocument,
  keys: readonly ApproverKey[],
): { readonly signers: readonly Hash[] | undefined; readonly error: Error | null } {
  const { data, error } = useQuery({
    queryKey: ['signers', signed, keys.map((key) => key.keyId)],
    queryFn: () => verifySigned(type, signed, keys, globalThis.crypto),
    select: (doc) => doc.signers,
    retry: false,
  });
  return { signers: data, error };
}
