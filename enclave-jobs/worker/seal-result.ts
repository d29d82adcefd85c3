// R49, R50: one result file for all recipients, of a size that only public parameters decide, and
// the receipt that accounts for it.

import {
  Receipt,
  Result,
  canonicalBytes,
  hashOf,
  makeDocument,
  outputsCommitment,
  runtimeHash,
  sorted,
  toBase64Url,
  widestOutputs,
  type Bytes,
  type Disclosure,
  type Doc,
  type Release,
  type SignedDocument,
  type WorkerRuntime,
} from '../protocol/index.ts';
import type { Disclosed } from '../firewall/index.ts';
import { sealTo } from '../sealing/index.ts';
import { signDocument, type SigningKey } from '../signing/sign.ts';
import type { DocumentedJob } from './job-documents.ts';

const sizeUnit = 1024;

/**
 * Bytes of the result if every value were as long as declared, rounded up: data decide nothing.
 */
function paddedBytes(result: Omit<Result, 'type' | 'v' | 'padding'>): number {
  const full = {
    ...result,
    outputs: widestOutputs(result.outputs),
    disclosure: { ...result.disclosure, suppressedCells: Number.MAX_SAFE_INTEGER },
  };
  const bytes = canonicalBytes({ type: 'Result', v: 1, padding: '', ...full }).length;
  return Math.ceil(bytes / sizeUnit) * sizeUnit;
}

function padded(fields: Omit<Result, 'type' | 'v' | 'padding'>): Doc<Result> {
  const bare = canonicalBytes({ type: 'Result', v: 1, padding: '', ...fields }).length;
  return makeDocument(Result, { ...fields, padding: '0'.repeat(paddedBytes(fields) - bare) });
}

export interface Account {
  readonly documented: DocumentedJob;
  readonly release: Doc<Release>;
  readonly runtime: WorkerRuntime;
  readonly disclosure: Disclosure;
  readonly signingKey: SigningKey;
}

function accountFields(account: Account, notes: Receipt['notes']) {
  const { documented, release, runtime, disclosure } = account;
  return {
    broker: documented.genesis.name,
    jobHash: documented.job.name,
    release: release.name,
    runtime: runtimeHash(runtime),
    code: runtime.code,
    disclosure,
    notes: sorted(notes),
  };
}

export interface SealedResult {
  readonly file: Bytes;
  readonly receipt: SignedDocument;
}

/** Seals what the firewall let out, with the answer that follows from it and nothing else. */
export async function sealResult(
  account: Account,
  { tables, suppressedCells }: Disclosed,
  salt: string,
): Promise<SealedResult> {
  const { job, prepared } = account.documented;
  const outputs = { tables: [...tables], answer: prepared.answer(tables) };
  const result = padded({
    jobHash: job.name,
    release: account.release.name,
    salt,
    outputs,
    disclosure: { ...account.disclosure, suppressedCells },
  });
  const recipients = [...new Set(job.value.recipients.map((recipient) => recipient.recipient))];
  const file = await sealTo(recipients, result.bytes);
  const receipt = makeDocument(Receipt, {
    ...accountFields(account, []),
    status: 'done',
    sealedResult: { sha256: hashOf(file), bytes: file.length },
    outputs: outputsCommitment(salt, outputs),
    carried: [],
  });
  return { file, receipt: await signDocument('Receipt', receipt, account.signingKey) };
}

/** The account of a job that failed: no result, one value, and notes to the owners concerned. */
export async function failedReceipt(
  account: Account,
  notes: Receipt['notes'],
): Promise<SignedDocument> {
  const receipt = makeDocument(Receipt, {
    ...accountFields(account, notes),
    status: 'failed',
  });
  return signDocument('Receipt', receipt, account.signingKey);
}

/** 32 fresh bytes, base64url. */
export function freshSalt(crypto: Crypto): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
}
