// The platform carries requests to a broker for people who cannot reach it themselves. It reads
// only what kind of request it is, to keep workers' business out of people's hands.

import {
  EnclaveError,
  encodeMessage,
  readBrokerAnswer,
  readBrokerRequest,
  type BrokerAnswer,
  type BrokerRequest,
} from '#enclave/protocol/index.ts';
import { DomainError, notFound } from '../domain/errors.ts';
import type { Relay } from '../relay/relay.ts';
import type { Platform } from './platform.ts';

const askTimeoutMs = 15_000;
/**
 * What a participant's client asks directly; documents go through the services that store them too.
 */
const forPeople: readonly BrokerRequest['kind'][] = ['hello', 'log'];

/** The name of the broker that serves now, as it said; null before one did. */
export async function currentBroker(platform: Pick<Platform, 'db'>): Promise<string | null> {
  const seat = await platform.db.brokerSeat.findFirst({
    where: { broker: { not: null } },
    orderBy: { seenAt: { sort: 'desc', nulls: 'last' } },
    select: { broker: true },
  });
  return seat?.broker ?? null;
}

/** The mailbox of a broker by its name, or of the one that serves now. */
export async function mailboxOf(platform: Pick<Platform, 'db'>, broker?: string): Promise<string> {
  const seat = await platform.db.brokerSeat.findFirst({
    where: broker === undefined ? { broker: { not: null } } : { broker },
    orderBy: { seenAt: { sort: 'desc', nulls: 'last' } },
    select: { mailbox: true },
  });
  if (seat === null) throw notFound();
  return seat.mailbox;
}

async function carry(relay: Relay, mailbox: string, request: Uint8Array): Promise<Uint8Array> {
  try {
    return await relay.ask(mailbox, request, askTimeoutMs);
  } catch (cause) {
    throw new DomainError('BROKER_AWAY', 'broker', { cause });
  }
}

/** Throws BAD_INPUT, NOT_FOUND or BROKER_AWAY. */
export async function relayForPerson(
  platform: Platform,
  broker: string | undefined,
  request: Uint8Array,
): Promise<Uint8Array> {
  let kind: BrokerRequest['kind'];
  try {
    ({ kind } = readBrokerRequest(request));
  } catch (cause) {
    throw new DomainError('BAD_INPUT', 'request', { cause });
  }
  if (!forPeople.includes(kind)) throw new DomainError('NOT_ALLOWED', kind);
  return carry(platform.relay, await mailboxOf(platform, broker), request);
}

/** Hands a document or grant in. Throws BROKER_REFUSED with the broker's code. */
export async function handIn(platform: Platform, request: BrokerRequest): Promise<void> {
  const mailbox = await mailboxOf(platform);
  const answer = readBrokerAnswer(await carry(platform.relay, mailbox, encodeMessage(request)));
  if (answer.kind === 'refused') throw new DomainError('BROKER_REFUSED', answer.codes[0]);
  if (answer.kind !== 'accepted') throw new DomainError('BROKER_REFUSED', answer.kind);
}

/** An answer of the wanted kind, for the platform's own reading: it believes nothing of it. */
export async function askForPlatform<K extends BrokerAnswer['kind']>(
  platform: Pick<Platform, 'relay'>,
  mailbox: string,
  request: BrokerRequest,
  kind: K,
): Promise<Extract<BrokerAnswer, { kind: K }>> {
  const answer = readBrokerAnswer(await carry(platform.relay, mailbox, encodeMessage(request)));
  if (answer.kind === 'refused') {
    throw new EnclaveError(answer.codes[0] ?? 'MALFORMED', request.kind);
  }
  const isKind = (one: BrokerAnswer): one is Extract<BrokerAnswer, { kind: K }> =>
    one.kind === kind;
  if (!isKind(answer)) throw new EnclaveError('BROKER_UNVERIFIED', answer.kind);
  return answer;
}
