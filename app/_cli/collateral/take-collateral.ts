// Finds the collateral that makes evidence authentic. It uses the pieces of the cache that are
// young and in date, and asks the vendor's service for the rest. It hands nothing on unless the
// evidence verifies with all of it together.

import { describeEndorsements, type Examined } from '#enclave/attestation/index.ts';
import type { CollateralFormat } from '#enclave/attestation/collateral-subject.ts';
import { equalBytes, type Bytes } from '#enclave/protocol/index.ts';
import { CollateralFault } from './collateral-fault.ts';
import { fetchPiece, type Part } from './fetch-piece.ts';
import type { Piece } from './needed-pieces.ts';
import type { PieceCache } from './piece-cache.ts';
import { whyRefused } from './why-refused.ts';

export interface CollateralQuestion {
  readonly format: CollateralFormat;
  readonly pieces: readonly Piece[];
  /** What no service has: a VLEK. */
  readonly given: readonly Part[];
  /** Examines the evidence with these, under the anchors that count. */
  readonly judge: (endorsements: readonly Bytes[]) => Promise<Examined>;
}

export interface TakeOptions {
  readonly cache: PieceCache;
  /** Seconds since 1970. */
  readonly at: number;
  /** Seconds; answers of this age are asked for again, with 0 all of them. */
  readonly ageMax: number;
  /** No socket is opened. */
  readonly isOffline: boolean;
  readonly answerMsMax?: number;
}

export interface TakenPiece {
  readonly piece: Piece;
  readonly parts: readonly Part[];
  readonly fetchedAt: number;
  readonly source: 'cache' | 'service';
  /** Seconds since 1970 at which the first of its parts ends. */
  readonly until: number;
}

export interface Taken {
  readonly pieces: readonly TakenPiece[];
  /** What goes into the folder: every one of them is needed. */
  readonly parts: readonly Part[];
}

/**
 * Without evidence, only the part itself is described; what cannot be read is at its end already.
 */
function untilOf(format: CollateralFormat, parts: readonly Part[]): number {
  const facts = describeEndorsements(
    format,
    new Uint8Array(),
    parts.map(({ bytes }) => bytes),
  );
  return Math.min(...facts.map((one) => (one.kind === 'other' ? 0 : one.until)));
}

const dayOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);

/** A piece from the cache, or why there is none to use. */
function fromCache(
  format: CollateralFormat,
  piece: Piece,
  { cache, at, ageMax }: TakeOptions,
): TakenPiece | string {
  const found = cache.read(piece);
  if (found === undefined) return 'not in the cache';
  const until = untilOf(format, found.parts);
  if (until < at) return `out of date since ${dayOf(until)}`;
  const age = at - found.fetchedAt;
  // A time to come is no age: somebody moved a clock, and nobody knows how old it is.
  if (age < 0 || age >= ageMax) return `fetched on ${dayOf(found.fetchedAt)}, beyond --max-age`;
  return { piece, ...found, source: 'cache', until };
}

async function fromService(
  format: CollateralFormat,
  piece: Piece,
  { at, answerMsMax }: TakeOptions,
): Promise<TakenPiece> {
  const parts = await fetchPiece(piece, answerMsMax);
  return { piece, parts, fetchedAt: at, source: 'service', until: untilOf(format, parts) };
}

async function gather(
  { format, pieces }: CollateralQuestion,
  options: TakeOptions,
): Promise<readonly TakenPiece[]> {
  const found = pieces.map((piece) => ({ piece, taken: fromCache(format, piece, options) }));
  const missing = found.flatMap(({ piece: { name, url }, taken }) =>
    typeof taken === 'string' ? [`  ${name}: ${taken} (${url})`] : [],
  );
  if (options.isOffline && missing.length > 0) {
    throw new CollateralFault(
      `offline, and the cache does not have all of it:\n${missing.join('\n')}\nAsk once without --offline.`,
    );
  }
  const all: TakenPiece[] = [];
  // One after the other: AMD's service refuses who asks fast.
  for (const { piece, taken } of found) {
    all.push(typeof taken === 'string' ? await fromService(format, piece, options) : taken);
  }
  return all;
}

/**
 * Those of the cache are asked for again: somebody may have written into it, or the vendor renewed
 * its signer.
 */
async function refreshed(
  taken: readonly TakenPiece[],
  { format }: CollateralQuestion,
  options: TakeOptions,
): Promise<readonly TakenPiece[]> {
  const all: TakenPiece[] = [];
  for (const one of taken) {
    const isOld = one.source === 'cache';
    all.push(isOld ? await fromService(format, one.piece, options) : one);
  }
  return all;
}

const isSame = (one: Part, other: Part) => equalBytes(one.bytes, other.bytes);

/** Chains come with each statement: once is enough. */
function partsOf(taken: readonly TakenPiece[], given: readonly Part[]): readonly Part[] {
  const all = [...given, ...taken.flatMap(({ parts }) => parts)];
  return all.filter((part, at) => all.findIndex((other) => isSame(other, part)) === at);
}

/** What the evidence stands without was verified by nobody, and goes no further. */
async function neededOf(
  parts: readonly Part[],
  judge: CollateralQuestion['judge'],
): Promise<readonly Part[]> {
  let kept = parts;
  for (const part of parts) {
    const rest = kept.filter((one) => one !== part);
    const { claims } = await judge(rest.map(({ bytes }) => bytes));
    if (claims !== undefined) kept = rest;
  }
  return kept;
}

function remember(taken: readonly TakenPiece[], kept: readonly Part[], cache: PieceCache): void {
  for (const { piece, parts, fetchedAt, source } of taken) {
    const verified = parts.filter((part) => kept.some((one) => isSame(one, part)));
    if (source === 'service') cache.write(piece, { fetchedAt, parts: verified });
  }
}

/**
 * Throws CollateralFault, and leaves the cache as it was, unless the evidence is authentic with
 * what was taken.
 */
export async function takeCollateral(
  question: CollateralQuestion,
  options: TakeOptions,
): Promise<Taken> {
  const { judge, given } = question;
  const judged = (taken: readonly TakenPiece[]) =>
    judge(partsOf(taken, given).map(({ bytes }) => bytes));
  let pieces = await gather(question, options);
  let examined = await judged(pieces);
  const canAskAgain = !options.isOffline && pieces.some(({ source }) => source === 'cache');
  if (examined.claims === undefined && canAskAgain) {
    pieces = await refreshed(pieces, question, options);
    examined = await judged(pieces);
  }
  if (examined.claims === undefined) {
    throw new CollateralFault(whyRefused(examined, options.isOffline));
  }
  const parts = await neededOf(partsOf(pieces, given), judge);
  remember(pieces, parts, options.cache);
  return { pieces, parts };
}
