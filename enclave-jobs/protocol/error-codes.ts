// The closed lists of codes. No other text crosses a trust border (R56).

/** What a broker answers instead of keys; docs/protocol.md section 4, in the order of its list. */
export const refusalCodes = [
  'MALFORMED',
  'SIGNATURE',
  'WRONG_BROKER',
  'NONCE',
  'EVIDENCE_INVALID',
  'EVIDENCE_BINDING',
  'EVIDENCE_COLLATERAL',
  'EVIDENCE_DEBUG',
  'CODE_NOT_ACCEPTED',
  'TCB_TOO_LOW',
  'ASSURANCE_MISMATCH',
  'TEMPLATE_UNKNOWN',
  'PARAMS',
  'JOB_EXPIRED',
  'TIME_UNPROVEN',
  'CARD_STALE',
  'ANALYST_NOT_ALLOWED',
  'RECEIVER_NOT_ALLOWED',
  'PARTNER_NOT_ALLOWED',
  'POLICY_STALE',
  'POLICY_EXPIRED',
  'POLICY_DENIES',
  'GRANT_MISSING',
  'GRANT_INVALID',
  'MANIFEST_MISMATCH',
  'VERSION_CONFLICT',
  'DENIED_BY_OWNER',
  'APPROVAL_MISSING',
  'APPROVAL_INVALID',
  'APPROVAL_EXPIRED',
  'QUORUM',
  'WITHDRAWN',
  'HEAD_UNKNOWN',
  'LICENCE_MISSING',
  'BROKER_NOT_READY',
  'THRESHOLD_LIMIT',
  'RETRY_LIMIT',
  'BROKER_RETIRING',
  'BROKER_HALTED',
] as const;

/**
 * Why a worker stopped. Before keys arrive the code is told; afterwards there is one value,
 * `FAILED`.
 */
export const workerFailures = [
  'SANDBOX',
  'JOB_MALFORMED',
  'GENESIS_FOREIGN',
  'RELEASE_FORGED',
  'RELEASE_FOREIGN',
  'RELEASE_ENTRIES',
  'RELEASE_KEYS',
  'INPUT_BYTES',
  'INPUT_FORMAT',
  'INPUT_FALSE',
  'TEMPLATE_FOREIGN',
  'FIREWALL',
  'ENGINE',
  'RELAY',
  'REFUSED',
  'FAILED',
] as const;

/** Why a proof bundle or a result is not believed; docs/protocol.md section 11. */
export const verifyFailures = [
  'BUNDLE_MALFORMED',
  'BUNDLE_INCOMPLETE',
  'BUNDLE_LEFT_OVER',
  'LINK_BROKEN',
  'SIGNATURE_INVALID',
  'QUORUM_MISSING',
  'CHAIN_BROKEN',
  'DECISION_DIFFERS',
  'EVIDENCE_NOT_AUTHENTIC',
  'EVIDENCE_NOT_BOUND',
  'EVIDENCE_NOT_ACCEPTED',
  'PIN_DIFFERS',
  'RESULT_FOREIGN',
  'RESULT_ALTERED',
] as const;

/** Why a participant's own program refuses to go on; the program says the field and what to do. */
export const clientFailures = [
  'BROKER_UNVERIFIED',
  'BROKER_NOT_ACCEPTED',
  'BROKER_NEW',
  'ASSURANCE',
  'PARTY_UNPINNED',
  'HEAD_ROLLED_BACK',
  'JOB_DIFFERS',
  'NOT_MINE',
  'KEY_UNKNOWN',
  'CARD_LOWERS',
  'IDENTITY_WRONG',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];
export type WorkerFailure = (typeof workerFailures)[number];
export type VerifyFailure = (typeof verifyFailures)[number];
export type ClientFailure = (typeof clientFailures)[number];
export type ErrorCode = RefusalCode | WorkerFailure | VerifyFailure | ClientFailure;

/**
 * The one error of the trusted side. `code` is what may cross a border; `place` names a field or
 * document for the person at the machine and never carries a value from a dataset or a key.
 */
export class EnclaveError extends Error {
  readonly code: ErrorCode;
  readonly place: string;

  constructor(code: ErrorCode, place = '', options?: { cause?: unknown }) {
    super(place === '' ? code : `${code} (${place})`, options);
    this.name = 'EnclaveError';
    this.code = code;
    this.place = place;
  }
}

/** Does `work`; whatever it throws becomes this one code, with the cause kept. */
export function recode<T>(code: ErrorCode, place: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new EnclaveError(code, place, { cause });
  }
}

/** The same for work that takes time. */
export async function recodeLater<T>(
  code: ErrorCode,
  place: string,
  work: () => Promise<T>,
): Promise<T> {
  return work().catch((cause: unknown) => {
    throw new EnclaveError(code, place, { cause });
  });
}

/** Marks a branch that the types exclude. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${typeof value}`);
}
