import { randomUUID } from 'node:crypto';
import { waitForOne } from '../queue/wait-for-one.ts';
import { RelayTimeout, type Relay, type RelayRequest } from './relay.ts';

interface Mailbox {
  readonly waiting: RelayRequest[];
  readonly takers: ((request: RelayRequest) => void)[];
}

/** A relay in this process, for the laboratory and for tests. */
export function memoryRelay(): Relay {
  const mailboxes = new Map<string, Mailbox>();
  const askers = new Map<string, (answer: Uint8Array) => void>();

  const mailboxOf = (name: string): Mailbox => {
    const found = mailboxes.get(name) ?? { waiting: [], takers: [] };
    mailboxes.set(name, found);
    return found;
  };

  return {
    ask(name, request, timeoutMs) {
      const asked = { id: randomUUID(), request };
      const mailbox = mailboxOf(name);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          askers.delete(asked.id);
          const at = mailbox.waiting.indexOf(asked);
          if (at >= 0) mailbox.waiting.splice(at, 1);
          reject(new RelayTimeout());
        }, timeoutMs);
        askers.set(asked.id, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        const taker = mailbox.takers.shift();
        if (taker === undefined) mailbox.waiting.push(asked);
        else taker(asked);
      });
    },
    next(name, waitMs, gone) {
      const mailbox = mailboxOf(name);
      const ready = gone?.aborted === true ? undefined : mailbox.waiting.shift();
      if (ready !== undefined) return Promise.resolve(ready);
      return waitForOne(mailbox.takers, waitMs, gone);
    },
    answer(id, answer) {
      const asker = askers.get(id);
      askers.delete(id);
      asker?.(answer);
      return Promise.resolve(asker !== undefined);
    },
  };
}
