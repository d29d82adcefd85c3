// The one error of the untrusted side. Services and domain throw it; server/api/errors.ts alone
// turns it into what goes over the wire.

export const domainCodes = [
  'NOT_FOUND',
  'NOT_SIGNED_IN',
  'NOT_ALLOWED',
  'BAD_INPUT',
  'CONFLICT',
  'BROKER_AWAY',
  'BROKER_REFUSED',
] as const;
export type DomainCode = (typeof domainCodes)[number];

export class DomainError extends Error {
  readonly code: DomainCode;
  /** A field, a document or a refusal code; never a value that somebody sent. */
  readonly place: string;

  constructor(code: DomainCode, place = '', options?: { cause?: unknown }) {
    super(place === '' ? code : `${code} (${place})`, options);
    this.name = 'DomainError';
    this.code = code;
    this.place = place;
  }
}

/** What one may not know exists is missing in the same words as what does not exist. */
export function notFound(): DomainError {
  return new DomainError('NOT_FOUND');
}
