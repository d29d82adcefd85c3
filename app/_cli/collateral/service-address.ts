// Addresses of services that people name. What comes back is verified, so that encryption protects
// who asks about which machine; on this machine nobody listens, and caching services and tests
// answer without it.

import { UsageError } from '../command.ts';

const isLoopback = (host: string) =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/** Refuses what may not be asked. Throws UsageError. */
export function requireSafeAddress(url: URL): void {
  const isPlain = url.protocol === 'http:' && isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !isPlain) {
    throw new UsageError(`${url.href}: only https is asked, and http on this very machine`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(`${url.origin}: an address with a password in it is not asked`);
  }
}

/**
 * The base of a service; the version's path, which settings of Intel's tools carry along, is cut.
 */
export function serviceAddress(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!URL.canParse(text)) throw new UsageError(`${text} is no address: https://…`);
  const url = new URL(text);
  requireSafeAddress(url);
  if (url.search !== '' || url.hash !== '') {
    throw new UsageError(`${text}: an address ends before ? and #`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+(sgx\/certification\/v4)?\/*$/, '');
}
