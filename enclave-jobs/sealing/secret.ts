// Key bytes with a lifetime. A log line, an error report or a template string must not become a key
// escrow, so every way of turning an object into text ends in the same word.

import { EnclaveError, type Bytes } from '../protocol/index.ts';

const redacted = '[redacted]';

// The registered symbol instead of `util.inspect.custom`: this file also runs in the browser.
const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

/**
 * Holds key bytes until `wipe()`. Takes ownership of the array it is given: the caller must not
 * keep or change it. JavaScript engines may have copied the bytes before; wiping shortens a key's
 * life, no more.
 */
export class Secret {
  // A hard private field: invisible to JSON, spreading, structured clone and debuggers' own keys.
  #bytes: Bytes | undefined;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  /**
   * Lends the bytes to `fn` and returns its answer; `fn` must not let them escape.
   * Throws FAILED after `wipe()`: computing with zeros instead of a key must not go unnoticed.
   */
  use<T>(fn: (bytes: Bytes) => T): T {
    if (this.#bytes === undefined) throw new EnclaveError('FAILED', 'secret used after wipe');
    return fn(this.#bytes);
  }

  /** Overwrites the bytes. May be called again; never throws. */
  wipe(): void {
    this.#bytes?.fill(0);
    this.#bytes = undefined;
  }

  /** Always the same word, whatever is inside. */
  toString(): string {
    return redacted;
  }

  /** Always the same word, whatever is inside. */
  toJSON(): string {
    return redacted;
  }

  /** What Node's console and util.inspect print. */
  [inspectCustom](): string {
    return redacted;
  }
}
