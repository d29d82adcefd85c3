// Which code stands for what was thrown: by the platform, by participant code in this browser, by
// the authenticator, or by a page that has a fault of its own.

import { TRPCClientError } from '@trpc/client';
import { faultOf } from '../_client/session/api.ts';

export interface ErrorCode {
  readonly code: string;
  /** A field, a document or a log line; empty if nothing is named. */
  readonly place: string;
}

/** tRPC's own names where no code of ours came with the answer. */
const transportCodes: Readonly<Record<string, string>> = {
  UNAUTHORIZED: 'NOT_SIGNED_IN',
  FORBIDDEN: 'NOT_ALLOWED',
  PARSE_ERROR: 'BAD_REQUEST',
  UNPROCESSABLE_CONTENT: 'BAD_REQUEST',
  PAYLOAD_TOO_LARGE: 'BAD_REQUEST',
  INTERNAL_SERVER_ERROR: 'INTERNAL',
  SERVICE_UNAVAILABLE: 'PLATFORM_AWAY',
  TIMEOUT: 'PLATFORM_AWAY',
};

export function errorCode(error: unknown): ErrorCode {
  // By its name: the class itself would bring every document's schema into every page.
  if (error instanceof Error && error.name === 'EnclaveError' && 'code' in error) {
    const place = 'place' in error ? String(error.place) : '';
    return { code: String(error.code), place };
  }
  if (error instanceof TRPCClientError) {
    const fault = faultOf(error);
    if (fault === undefined) return { code: 'PLATFORM_AWAY', place: '' };
    // The broker's own code says more than that it refused.
    if (fault.code === 'BROKER_REFUSED') return { code: fault.place, place: '' };
    return { code: transportCodes[fault.code] ?? fault.code, place: fault.place };
  }
  if (error instanceof DOMException) return { code: 'NOT_CONFIRMED', place: error.name };
  return { code: 'PAGE', place: '' };
}
