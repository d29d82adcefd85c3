// Raw evidence examined and appraised on this device; nothing is asked of any server.

import {
  appraiseClaims,
  describeEndorsements,
  earClaims,
  examineEvidence,
  guessFormat,
  isHardwareFormat,
  type Appraisal,
  type EndorsementFacts,
  type Examined,
  type HardwareFormat,
} from '#enclave/attestation/index.ts';
import { EntryFault, nearestAppraisal, readEntries } from '#enclave/participant/index.ts';
import {
  EnclaveError,
  Evidence,
  bytesOf,
  equalBytes,
  fromHex,
  isReportDataOf,
  parseDocument,
  utf8,
  type Bytes,
  type Hash,
  type Runtime,
  type WorkerRequirements,
} from '#enclave/protocol/index.ts';

/** One piece of evidence as it was dropped. */
export interface DroppedEvidence {
  readonly name: string;
  readonly raw: Bytes;
  /** From the file itself if it is an evidence document. */
  readonly endorsements: readonly Bytes[];
  readonly runtime: Runtime | undefined;
  readonly format: HardwareFormat | undefined;
}

export function readDropped(name: string, bytes: Bytes): DroppedEvidence {
  try {
    const { value } = parseDocument(Evidence, bytes);
    return {
      name,
      raw: bytesOf(value.raw),
      endorsements: value.endorsements.map(bytesOf),
      runtime: value.runtime,
      format: isHardwareFormat(value.format) ? value.format : undefined,
    };
  } catch (error) {
    if (!(error instanceof EnclaveError)) throw error;
    const guess = guessFormat(bytes);
    return { name, raw: bytes, endorsements: [], runtime: undefined, format: guess };
  }
}

export interface ReviewQuestion {
  readonly dropped: DroppedEvidence;
  readonly format: HardwareFormat;
  readonly endorsements: readonly Bytes[];
  /** Seconds since 1970. */
  readonly at: number;
  /** Hex; empty: not asked. */
  readonly reportData: string;
  readonly entries: readonly WorkerRequirements[];
}

export type Answer = 'yes' | 'no' | 'not-checked';

export interface Review {
  readonly examined: Examined;
  /** Today, whatever time was asked for. */
  readonly authenticNow: boolean;
  readonly bound: Answer;
  readonly appraisal: Appraisal | undefined;
  readonly facts: readonly EndorsementFacts[];
  readonly ms: number;
}

export const isHex = (text: string): boolean => /^([0-9a-f]{2})*$/i.test(text);

function boundAnswer({ claims }: Examined, { dropped, reportData }: ReviewQuestion): Answer {
  if (claims === undefined) return 'not-checked';
  const isAsked = reportData !== '';
  if (!isAsked && dropped.runtime === undefined) return 'not-checked';
  const isSame = isAsked
    ? equalBytes(claims.reportData, fromHex(reportData.toLowerCase()))
    : dropped.runtime !== undefined && isReportDataOf(claims.reportData, dropped.runtime);
  return isSame ? 'yes' : 'no';
}

export async function reviewHere(question: ReviewQuestion): Promise<Review> {
  const { dropped, format, at, entries } = question;
  const endorsements = [...dropped.endorsements, ...question.endorsements];
  const context = { crypto: globalThis.crypto, at };
  const start = performance.now();
  const examined = await examineEvidence(format, dropped.raw, endorsements, context);
  const ms = performance.now() - start;
  const now = { ...context, at: Math.floor(Date.now() / 1000) };
  const today = await examineEvidence(format, dropped.raw, endorsements, now);
  const { claims } = examined;
  const bound = boundAnswer(examined, question);
  const code = bound === 'yes' ? dropped.runtime?.code : undefined;
  return {
    examined,
    authenticNow: today.claims !== undefined,
    bound,
    appraisal: claims && nearestAppraisal({ claims, code, at }, entries),
    facts: describeEndorsements(format, dropped.raw, endorsements),
    ms,
  };
}

export interface EntriesRead {
  readonly entries: readonly WorkerRequirements[];
  /** Where the text stops being entries, for people. */
  readonly problem?: string;
}

/** The entries of a text as somebody writes it; an empty one has none and is no problem. */
export function entriesOf(text: string): EntriesRead {
  if (text.trim() === '') return { entries: [] };
  try {
    return { entries: readEntries(utf8(text)) };
  } catch (error) {
    if (!(error instanceof EntryFault)) throw error;
    return { entries: [], problem: error.message };
  }
}

/** Raw evidence says nothing of the code: that line alone may stay open. */
export function acceptableAnswer(appraisal: Appraisal | undefined): Answer {
  if (appraisal === undefined) return 'not-checked';
  return appraisal.lines.some(({ answer }) => answer === 'fail') ? 'no' : 'yes';
}

export function earOf(review: Review, { dropped, format, at }: ReviewQuestion): string | undefined {
  if (review.appraisal === undefined) return undefined;
  return JSON.stringify(earClaims(review.appraisal, { format, raw: dropped.raw, at }), null, 2);
}

/** Whether another piece of evidence would still be taken under these entries. */
export function stillTaken(
  { claims }: Examined,
  code: Hash | undefined,
  at: number,
  entries: readonly WorkerRequirements[],
): boolean {
  if (claims === undefined) return false;
  return entries.some(
    (entry) => acceptableAnswer(appraiseClaims({ claims, code, at }, entry)) === 'yes',
  );
}
