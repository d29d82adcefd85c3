// A serving broker: one request at a time, one state, one log. Every change is a record in the
// store before its answer leaves.

import {
  EnclaveError,
  Release,
  ReleaseRequest,
  bytesOf,
  encodeMessage,
  hashOf,
  readBrokerRequest,
  readLogBody,
  readSigned,
  unreachable,
  type BrokerAnswer,
  type BrokerRecord,
  type BrokerRequest,
  type Bytes,
  type Hash,
  type Head,
  type ReleaseMessage,
} from '../protocol/index.ts';
import { atTime, isRefusalCode, withoutNonce } from '../decision/index.ts';
import { bootBroker, encodeRecord, type Booted } from './boot.ts';
import type { BrokerEnvironment } from './environment.ts';
import { handleRelease } from './handle-release.ts';
import {
  handleChallenge,
  handleGrant,
  handleHello,
  handleReceipt,
  handleSubmit,
  type Handled,
  type Written,
} from './handlers.ts';
import { makeRecord } from './log.ts';

function nonceOf({ request }: ReleaseMessage): string | undefined {
  try {
    return readSigned(ReleaseRequest, request).value.nonce;
  } catch {
    return undefined;
  }
}

interface WorkersRemembered {
  readonly releases: Map<Hash, Release>;
  readonly receipts: Set<Hash>;
}

/** Adds what a record says of workers. */
function remember({ releases, receipts }: WorkersRemembered, record: BrokerRecord): void {
  const body = readLogBody(bytesOf(record.body));
  if (body.kind === 'release') {
    const doc = readSigned(Release, body.release);
    releases.set(doc.name, doc.value);
  }
  if (body.kind === 'receipt') receipts.add(hashOf(bytesOf(body.receipt.document)));
}

export class Broker {
  readonly #env: BrokerEnvironment;
  #booted: Booted;
  readonly #workers: WorkersRemembered = { releases: new Map(), receipts: new Set() };
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(env: BrokerEnvironment, booted: Booted) {
    this.#env = env;
    this.#booted = booted;
    for (const record of booted.records) remember(this.#workers, record);
  }

  /** Throws BROKER_NOT_READY or BROKER_HALTED. */
  static async boot(env: BrokerEnvironment): Promise<Broker> {
    return new Broker(env, await bootBroker(env));
  }

  /** The name of this broker, for its main to announce. */
  get id(): Hash {
    return this.#booted.state.broker.id;
  }

  /** Answers one request; requests wait for each other (R28: one decision at a time). */
  handle(bytes: Uint8Array): Promise<Bytes> {
    const answer = this.#turn.then(() => this.#answer(bytes));
    this.#turn = answer.catch(() => undefined);
    return answer.then(encodeMessage);
  }

  async #answer(bytes: Uint8Array): Promise<BrokerAnswer> {
    try {
      const request = readBrokerRequest(bytes);
      if (request.kind === 'log') return this.#log(request.from);
      const { status } = this.#booted.state;
      if (status === 'halted') throw new EnclaveError('BROKER_HALTED');
      return await this.#commit(await this.#handle(request));
    } catch (error) {
      if (error instanceof EnclaveError && isRefusalCode(error.code)) {
        return { kind: 'refused', codes: [error.code] };
      }
      // A fault of our own: the asker gets an answer, and what it was stays inside.
      this.#env.report('fault', error instanceof Error ? error.name : 'unknown');
      return { kind: 'refused', codes: ['BROKER_NOT_READY'] };
    }
  }

  /** Whatever follows, the nonce of a release request answers this one request only. */
  #useNonce(message: ReleaseMessage): void {
    const nonce = nonceOf(message);
    if (nonce === undefined) return;
    this.#booted = { ...this.#booted, state: withoutNonce(this.#booted.state, nonce) };
  }

  async #handle(request: Exclude<BrokerRequest, { kind: 'log' }>): Promise<Handled> {
    const env = this.#env;
    const booted = { ...this.#booted, state: atTime(this.#booted.state, env.now()) };
    switch (request.kind) {
      case 'hello':
        return handleHello(env, booted, request);
      case 'challenge':
        return handleChallenge(env, booted);
      case 'submit':
        return handleSubmit(env, booted, request);
      case 'grant':
        return handleGrant(env, booted, request);
      case 'release':
        this.#useNonce(request);
        return handleRelease(env, booted, request);
      case 'receipt':
        return handleReceipt(env, booted, request, this.#workers);
      default:
        return unreachable(request);
    }
  }

  /**
   * Stores the record, then takes the new state, then answers. A store that fails halts the broker.
   */
  async #commit({ state, body, answer }: Handled): Promise<BrokerAnswer> {
    if (body === undefined) {
      this.#booted = { ...this.#booted, state };
      return answer({ record: undefined, head: this.#head() });
    }
    const { keys } = this.#booted;
    const { record, entry } = await makeRecord(this.#env.crypto, state, keys.signingKey, body);
    const bytes = encodeRecord(record);
    try {
      await this.#env.store.appendRecord(state.log.length, bytes);
    } catch (cause) {
      // Whether it was stored is unknown; a second entry with this index would be a fork of our
      // own.
      this.#booted = { ...this.#booted, state: { ...state, status: 'halted' } };
      throw new EnclaveError('BROKER_HALTED', 'store', { cause });
    }
    remember(this.#workers, record);
    this.#booted = {
      ...this.#booted,
      state: { ...state, log: [...state.log, entry] },
      records: [...this.#booted.records, record],
    };
    const written: Written = { record, head: this.#head() };
    return answer(written);
  }

  #head(): Head {
    const { log, broker } = this.#booted.state;
    const entry = log.at(-1);
    if (entry === undefined) throw new EnclaveError('BROKER_NOT_READY', 'log');
    return { broker: broker.id, index: log.length - 1, entry };
  }

  #log(from: number): BrokerAnswer {
    return {
      kind: 'log',
      entries: this.#booted.records.slice(from).map((record) => record.entry),
    };
  }
}
