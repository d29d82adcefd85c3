// Asks a vendor's service for one piece, within limits: nothing of the answer is believed, only cut
// into files.

import { fromHex, fromUtf8, utf8, type Bytes } from '#enclave/protocol/index.ts';
import { CollateralFault } from './collateral-fault.ts';
import type { Piece } from './needed-pieces.ts';
import { requireSafeAddress } from './service-address.ts';

/** One file of the endorsements folder. */
export interface Part {
  readonly file: string;
  readonly bytes: Bytes;
}

/** A service that takes longer is down. */
export const answerMsMax = 30_000;

/** Signer and root; more than a handful is no chain of these vendors. */
const chainMax = 4;
const block = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** Each certificate a file of its own, so that one that vouches for nothing is noticed. */
function chainParts(name: string, text: string, url: string): readonly Part[] {
  const blocks = text.match(block) ?? [];
  if (blocks.length === 0 || blocks.length > chainMax || text.replace(block, '').trim() !== '') {
    throw new CollateralFault(`${url}: the answer has no chain of certificates in PEM`);
  }
  return blocks.map((one, at) => ({ file: `${name}-${at + 1}.pem`, bytes: utf8(`${one}\n`) }));
}

function textOf(bytes: Bytes, url: string): string {
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    throw new CollateralFault(`${url}: the answer is not text`, { cause });
  }
}

/** Caching services answer lists in hex; DER is never all digits. */
function listOf(bytes: Bytes): Bytes {
  const text = Buffer.from(bytes).toString('latin1').trim();
  return /^([0-9a-f]{2})+$/i.test(text) ? fromHex(text.toLowerCase()) : bytes;
}

function chainIn(response: Response, { name, chainHeader, url }: Piece): readonly Part[] {
  if (chainHeader === undefined) return [];
  const header = response.headers.get(chainHeader);
  if (header === null) throw new CollateralFault(`${url}: the answer has no ${chainHeader}`);
  try {
    return chainParts(`${name}-chain`, decodeURIComponent(header), url);
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    throw new CollateralFault(`${url}: ${chainHeader} is no URL encoding`, { cause });
  }
}

function partsOf(response: Response, bytes: Bytes, piece: Piece): readonly Part[] {
  const { name, form, url } = piece;
  if (form === 'chain') return chainParts(name, textOf(bytes, url), url);
  if (form === 'statement') {
    return [{ file: `${name}.json`, bytes }, ...chainIn(response, piece)];
  }
  return [{ file: `${name}.der`, bytes: form === 'list' ? listOf(bytes) : bytes }];
}

/** Counted as it comes, after decompression: a length that a server states binds nobody. */
async function bodyOf({ body }: Response, { url, bytesMax }: Piece): Promise<Bytes> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > bytesMax) throw new CollateralFault(`${url}: more than ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

function requireOk({ status, headers }: Response, { url, unknown }: Piece): void {
  if (status === 200) return;
  if (status === 404) throw new CollateralFault(`${url}: ${unknown} (404)`);
  if (status === 429) {
    const after = headers.get('retry-after');
    const when = after !== null && /^\d{1,6}$/.test(after) ? `${after} seconds` : 'a minute';
    throw new CollateralFault(`${url}: asked too often, try again in ${when} (429)`);
  }
  if (status >= 300 && status < 400) {
    throw new CollateralFault(
      `${url}: sends elsewhere (${status}), which is not followed: name the right address by --pcs or --kds`,
    );
  }
  const whose = status >= 500 ? 'the service fails, try again later' : 'the service refuses';
  throw new CollateralFault(`${url}: ${whose} (${status})`);
}

function unreached(url: string, cause: unknown): CollateralFault {
  if (cause instanceof CollateralFault) return cause;
  const inner = cause instanceof Error ? (cause.cause ?? cause) : cause;
  const why = inner instanceof Error ? inner.message : 'no answer';
  const next = 'is the address right? --offline uses what the cache has';
  return new CollateralFault(`${url}: cannot be asked (${why}); ${next}`, { cause });
}

/**
 * Throws CollateralFault: no answer, another one than 200, too long, without what it has to have.
 */
export async function fetchPiece(piece: Piece, msMax = answerMsMax): Promise<readonly Part[]> {
  const { url } = piece;
  requireSafeAddress(new URL(url));
  const signal = AbortSignal.timeout(msMax);
  try {
    const response = await fetch(url, { redirect: 'manual', signal });
    requireOk(response, piece);
    return partsOf(response, await bodyOf(response, piece), piece);
  } catch (cause) {
    throw unreached(url, cause);
  }
}
