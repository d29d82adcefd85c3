// The hash-chained log of one broker: every line signed by the epoch key, bodies behind salted
// commitments. A record is a line with its salt and body.

import {
  EnclaveError,
  LogEntry,
  bytesOf,
  concatBytes,
  encodeLogBody,
  hashOf,
  logKindOf,
  makeDocument,
  noPrevious,
  readLogBody,
  toBase64Url,
  type BrokerRecord,
  type Bytes,
  type Hash,
  type LogBody,
} from '../protocol/index.ts';
import { ledgersHash, type DecisionState } from '../decision/index.ts';
import { plainKey, verifySigned, type Signed } from '../signing/index.ts';
import { signDocument, type SigningKey } from '../signing/sign.ts';

/** Writes the line after `state.log` for `body`; `state` already holds what the line stands for. */
export async function makeRecord(
  crypto: Crypto,
  state: DecisionState,
  signingKey: SigningKey,
  body: LogBody,
): Promise<{ record: BrokerRecord; entry: Hash }> {
  const salt = crypto.getRandomValues(new Uint8Array(32));
  const bytes = encodeLogBody(body);
  const doc = makeDocument(LogEntry, {
    broker: state.broker.id,
    instance: state.broker.instance,
    index: state.log.length,
    previous: state.log.at(-1) ?? noPrevious,
    kind: logKindOf(body),
    commitment: hashOf(concatBytes(salt, bytes)),
    ledgers: ledgersHash(state.ledgers),
    at: { time: state.at, source: 'host' },
  });
  const entry = await signDocument('LogEntry', doc, signingKey);
  return {
    record: { entry, salt: toBase64Url(salt), body: toBase64Url(bytes) },
    entry: doc.name,
  };
}

/** R25: signed, in its place, chained, and its body the one committed to. Throws BROKER_HALTED. */
export async function openRecord(
  crypto: Crypto,
  record: BrokerRecord,
  signingKey: Bytes,
  log: readonly Hash[],
): Promise<{ line: Signed<LogEntry>; body: LogBody }> {
  const key = plainKey(toBase64Url(signingKey));
  const line = await verifySigned(LogEntry, record.entry, [key], crypto);
  const body = bytesOf(record.body);
  const inPlace =
    line.value.index === log.length &&
    line.value.previous === (log.at(-1) ?? noPrevious) &&
    line.value.commitment === hashOf(concatBytes(bytesOf(record.salt), body));
  if (!inPlace) throw new EnclaveError('BROKER_HALTED', `log ${log.length}`);
  return { line, body: readLogBody(body) };
}
