// Entries of policies outside their policy: read from a file or an editor, and evidence judged
// under them.

import * as z from 'zod';
import {
  EnclaveError,
  UsagePolicy,
  fromUtf8,
  parseDocument,
  parsePlainJson,
  workerRequirementsSchema,
  type Bytes,
  type WorkerRequirements,
} from '../protocol/index.ts';
import { appraiseClaims, type Appraisal, type AppraisedEvidence } from '../attestation/index.ts';

/** Where a text stops being an entry, in words of its own fields. */
export class EntryFault extends Error {
  /** `minTcb.statuses.0`; empty for the whole. */
  readonly place: string;

  constructor(place: string, message: string) {
    super(place === '' ? message : `${place}: ${message}`);
    this.place = place;
  }
}

function jsonOf(text: string): unknown {
  try {
    return parsePlainJson(text);
  } catch (cause) {
    throw new EntryFault('', cause instanceof Error ? cause.message : 'no JSON');
  }
}

/** Throws EntryFault with the first place that is wrong. */
function readEntry(value: unknown): WorkerRequirements {
  const parsed = workerRequirementsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new EntryFault(issue?.path.join('.') ?? '', issue?.message ?? 'no entry');
}

/** An entry, a list of entries, or a usage policy. Throws EntryFault. */
export function readEntries(bytes: Bytes): readonly WorkerRequirements[] {
  try {
    return parseDocument(UsagePolicy, bytes).value.enclaves;
  } catch (error) {
    if (!(error instanceof EnclaveError)) throw error;
  }
  let text: string;
  try {
    text = fromUtf8(bytes);
  } catch {
    throw new EntryFault('', 'no UTF-8 text');
  }
  const value = jsonOf(text);
  const list = z.array(z.unknown()).safeParse(value);
  return list.success ? list.data.map(readEntry) : [readEntry(value)];
}

const openLines = ({ lines }: Appraisal) =>
  lines.filter(({ answer }) => answer === 'fail' || answer === 'not-checked').length;

/** Under the entry that comes nearest; undefined without any (R16: none denies). */
export function nearestAppraisal(
  evidence: AppraisedEvidence,
  entries: readonly WorkerRequirements[],
): Appraisal | undefined {
  return entries
    .map((entry) => appraiseClaims(evidence, entry))
    .reduce<Appraisal | undefined>(
      (best, one) => (best === undefined || openLines(one) < openLines(best) ? one : best),
      undefined,
    );
}
