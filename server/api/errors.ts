// The single map from our errors to what goes over the wire. A 5xx says nothing but that it
// happened.

import { TRPCError } from '@trpc/server';
import { EnclaveError } from '#enclave/protocol/index.ts';
import { DomainError, type DomainCode } from '../domain/errors.ts';

const codes: Readonly<Record<DomainCode, TRPCError['code']>> = {
  NOT_FOUND: 'NOT_FOUND',
  NOT_SIGNED_IN: 'UNAUTHORIZED',
  NOT_ALLOWED: 'FORBIDDEN',
  BAD_INPUT: 'BAD_REQUEST',
  CONFLICT: 'CONFLICT',
  BROKER_AWAY: 'SERVICE_UNAVAILABLE',
  BROKER_REFUSED: 'UNPROCESSABLE_CONTENT',
};

export interface Fault {
  readonly code: string;
  readonly place: string;
}

/** The code and place of an error that a person may read; undefined for ours. */
export function faultOf(error: unknown): Fault | undefined {
  if (error instanceof DomainError) return { code: error.code, place: error.place };
  if (error instanceof EnclaveError) return { code: error.code, place: error.place };
  return undefined;
}

/** What a procedure threw, as tRPC's own error. */
export function toWire(error: unknown): unknown {
  if (error instanceof DomainError) {
    return new TRPCError({ code: codes[error.code], message: error.message, cause: error });
  }
  // A document that does not read is the sender's.
  if (error instanceof EnclaveError) {
    return new TRPCError({ code: 'BAD_REQUEST', message: error.message, cause: error });
  }
  return error;
}
