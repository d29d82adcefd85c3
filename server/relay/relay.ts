// The relay carries opaque bytes from anybody to a broker and the answer back. UNTRUSTED: it may
// drop, delay, replay, reorder and alter; everything it carries is signed or sealed inside.

export interface RelayRequest {
  readonly id: string;
  readonly request: Uint8Array;
}

export interface Relay {
  /** Waits for the answer. Rejects with RelayTimeout if none comes in `timeoutMs`. */
  ask(mailbox: string, request: Uint8Array, timeoutMs: number): Promise<Uint8Array>;
  /**
   * The oldest request that nobody took yet; null after `waitMs` without one, or once `gone` says
   * that the taker went away: a request must not be handed to nobody.
   */
  next(mailbox: string, waitMs: number, gone?: AbortSignal): Promise<RelayRequest | null>;
  /** False if nobody waits for this answer (any more). */
  answer(id: string, answer: Uint8Array): Promise<boolean>;
}

export class RelayTimeout extends Error {
  constructor() {
    super('no answer in time');
    this.name = 'RelayTimeout';
  }
}
