// R25: from stored records to state. Every record is checked as if a stranger had written it,
// because a stranger stores it: signature, place, chain, body, and the documents inside once more.

import {
  EnclaveError,
  JobSpec,
  Release,
  bytesOf,
  logKindOf,
  readSigned,
  unreachable,
  type BrokerRecord,
  type LogBody,
} from '../protocol/index.ts';
import {
  chargeRelease,
  ledgersHash,
  submitDocument,
  withEntry,
  type DecisionState,
} from '../decision/index.ts';
import { openRecord } from './log.ts';

function applyRelease(
  state: DecisionState,
  body: Extract<LogBody, { kind: 'release' }>,
): DecisionState {
  const { entries, noiseKeyId } = readSigned(Release, body.release).value;
  const job = readSigned(JobSpec, body.jobSpec);
  return { ...state, ...chargeRelease(state, { job, entries, noiseKeyId }) };
}

async function applyBody(
  state: DecisionState,
  body: LogBody,
  crypto: Crypto,
): Promise<DecisionState> {
  switch (body.kind) {
    case 'document':
      return submitDocument(state, body.what, body.document, crypto);
    case 'grant': {
      const { kind: _kind, manifest, ...grant } = body;
      return { ...state, grants: withEntry(state.grants, manifest, grant) };
    }
    case 'release':
      return applyRelease(state, body);
    case 'handover':
      // No instance hands over yet: whoever wrote this line is not this code.
      throw new EnclaveError('BROKER_HALTED', 'handover');
    case 'boot':
    case 'refusal':
    case 'receipt':
      return state;
    default:
      return unreachable(body);
  }
}

/** Adds one stored record. Throws BROKER_HALTED or what its document is refused for. */
async function applyRecord(state: DecisionState, record: BrokerRecord, crypto: Crypto) {
  const key = bytesOf(state.broker.genesis.signingKey);
  const { line, body } = await openRecord(crypto, record, key, state.log);
  const applied = await applyBody(state, body, crypto);
  const consistent =
    line.value.kind === logKindOf(body) &&
    line.value.broker === state.broker.id &&
    line.value.ledgers === ledgersHash(applied.ledgers) &&
    line.value.at.time >= state.at;
  if (!consistent) throw new EnclaveError('BROKER_HALTED', `log ${state.log.length}`);
  return { ...applied, log: [...state.log, line.name], at: line.value.at.time };
}

/**
 * The state that the records say. Throws BROKER_HALTED if any of them is not this broker's own
 * word.
 */
export async function replay(
  start: DecisionState,
  records: readonly BrokerRecord[],
  crypto: Crypto,
): Promise<DecisionState> {
  let state = start;
  try {
    for (const record of records) state = await applyRecord(state, record, crypto);
  } catch (cause) {
    throw new EnclaveError('BROKER_HALTED', `record ${state.log.length}`, { cause });
  }
  return state;
}
