import { notFound } from 'next/navigation';

/**
 * For addresses that no page has: the nearest not-found page stands there, in the shell around it.
 */
export function UnknownAddress(): never {
  notFound();
}
