// A conversation with a broker through whatever carries bytes. Nothing that comes back is believed
// here.

import {
  EnclaveError,
  encodeMessage,
  readBrokerAnswer,
  type BrokerAnswer,
  type BrokerRequest,
  type Bytes,
} from '../protocol/index.ts';

/** Carries a request to a broker and brings the answer: HTTP, a relay, a test. Untrusted. */
export type Carrier = (request: Bytes) => Promise<Uint8Array>;

function isAnswer<K extends BrokerAnswer['kind']>(
  answer: BrokerAnswer,
  kind: K,
): answer is Extract<BrokerAnswer, { kind: K }> {
  return answer.kind === kind;
}

/** Throws the broker's first refusal code, or BROKER_UNVERIFIED for an answer of another kind. */
export async function askBroker<K extends BrokerAnswer['kind']>(
  carry: Carrier,
  request: BrokerRequest,
  kind: K,
): Promise<Extract<BrokerAnswer, { kind: K }>> {
  const answer = readBrokerAnswer(await carry(encodeMessage(request)));
  if (answer.kind === 'refused') {
    throw new EnclaveError(answer.codes[0] ?? 'MALFORMED', request.kind);
  }
  if (!isAnswer(answer, kind)) throw new EnclaveError('BROKER_UNVERIFIED', answer.kind);
  return answer;
}
